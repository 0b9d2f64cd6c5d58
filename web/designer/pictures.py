"""Diagrams on pages: drawn by the server, with what differs marked."""

from collections.abc import Mapping

from markupsafe import Markup

from bpmn.drawing.layout import read_drawn
from bpmn.drawing.picture import Mark, draw
from bpmn.errors import DiagramError
from workflows.designer.told import FileDifference

_NO_MARKS: Mapping[str, Mark] = {}


def picture_of(
    content: bytes, language: str, title: str, marks: Mapping[str, Mark] = _NO_MARKS
) -> list[Markup]:
    """Each sheet of a diagram as SVG; none for a file that is no diagram."""
    try:
        return _safe(draw(read_drawn(content), language, title, marks=marks))
    except DiagramError:
        return []


def picture_of_difference(
    difference: FileDifference, before: bytes | None, after: bytes, language: str, title: str
) -> list[Markup]:
    """The new diagram with its changes marked and numbered, and what is gone where it stood."""
    if difference.kind != "bpmn" or difference.problem or not (difference.told or difference.moved):
        return []
    marks = {told.element: Mark(told.kind, told.number) for told in difference.told}
    marks |= {told.element: Mark(told.kind) for told in difference.moved}
    gone = read_drawn(before) if before is not None else None
    return _safe(draw(read_drawn(after), language, title, marks=marks, gone=gone))


def _safe(pictures: list[str]) -> list[Markup]:
    """Every text of the file has been escaped by lxml."""
    return [Markup(picture) for picture in pictures]  # noqa: S704 see above
