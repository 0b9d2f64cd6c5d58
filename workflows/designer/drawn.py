"""A difference of two diagrams as pictures."""

from bpmn.drawing.layout import read_drawn
from bpmn.drawing.picture import Mark, draw
from workflows.designer.told import FileDifference


def draw_difference(
    difference: FileDifference, before: bytes | None, after: bytes, language: str, title: str
) -> list[str]:
    """The new diagram as SVG, sheet by sheet, its changes marked and numbered, and what is gone where it stood.

    None for files of other kinds, and where nothing can be marked. Texts of the files are escaped.
    """
    if difference.kind != "bpmn" or difference.problem or not (difference.told or difference.moved):
        return []
    marks = {told.element: Mark(told.kind, told.number) for told in difference.told}
    marks |= {told.element: Mark(told.kind) for told in difference.moved}
    gone = read_drawn(before) if before is not None else None
    return draw(read_drawn(after), language, title, marks=marks, gone=gone)
