"""Words in a picture: lines broken to fit, since SVG does not break them."""

from collections.abc import Iterator

from lxml import etree

from bpmn.drawing.layout import Point

SIZE = 12
LEADING = 14
LETTER = 6.3
"""Pixels that a letter takes on average, at this size."""
FONT = "'Be Vietnam Pro', Arial, sans-serif"
MOST_LINES = 6


def broken(text: str, width: float) -> list[str]:
    """The text in lines of about so many pixels; a word that is too long is cut, a text of too many lines too."""
    room = max(4, int(width / LETTER))
    lines = list(_lines(text[: room * (MOST_LINES + 2)], room))
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: room - 1]}…"]


def _lines(text: str, room: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        rest = word
        if line and len(line) + 1 + len(rest) <= room:
            line = f"{line} {rest}"
            continue
        if line:
            yield line
        while len(rest) > room:
            yield rest[:room]
            rest = rest[room:]
        line = rest
    if line:
        yield line


def write(
    group: etree._Element, lines: list[str], top: Point, *, anchor: str = "middle", weight: str = "400"
) -> None:
    """Lines of text below a point, each on its own baseline."""
    if not lines:
        return
    text = etree.SubElement(
        group,
        "text",
        {
            "font-family": FONT,
            "font-size": str(SIZE),
            "font-weight": weight,
            "text-anchor": anchor,
            "fill": "#0b0c0c",
        },
    )
    for count, line in enumerate(lines):
        place = {"x": f"{top[0]:g}", "y": f"{top[1] + SIZE + count * LEADING:g}"}
        etree.SubElement(text, "tspan", place).text = line


def height_of(lines: list[str]) -> float:
    """Pixels that the lines take."""
    return len(lines) * LEADING
