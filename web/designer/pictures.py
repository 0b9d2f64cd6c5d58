"""Diagrams on pages, drawn by the server."""

from collections.abc import Collection, Mapping, Sequence

from markupsafe import Markup

from bpmn.drawing.layout import read_drawn
from bpmn.drawing.picture import Mark, draw
from bpmn.errors import DiagramError

_NO_MARKS: Mapping[str, Mark] = {}


def picture_of(
    content: bytes, language: str, title: str, marks: Mapping[str, Mark] = _NO_MARKS
) -> list[Markup]:
    """Each sheet of a diagram as SVG; none for a file that is no diagram."""
    try:
        return drawn_safely(draw(read_drawn(content), language, title, marks=marks))
    except DiagramError:
        return []


def drawn_safely(pictures: Sequence[str]) -> list[Markup]:
    """Pictures that `bpmn.drawing` made, as they go into a page: every text of the file has been escaped by lxml."""
    return [Markup(picture) for picture in pictures]  # noqa: S704 see above


def picture_of_play(
    content: bytes,
    language: str,
    title: str,
    *,
    here: Collection[str],
    ahead: Collection[str],
    passed: Collection[str],
) -> list[Markup]:
    """A diagram with where a play stands, what time will bring, and where it has been."""
    marks = {element: Mark("passed") for element in passed}
    marks |= {element: Mark("ahead") for element in ahead}
    marks |= {element: Mark("here") for element in here}
    return picture_of(content, language, title, marks)
