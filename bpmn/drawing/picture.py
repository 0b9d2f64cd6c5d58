"""A whole diagram as SVG, with marks on what somebody should look at, in the reader's language."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from bpmn.drawing.layout import Drawn, Line, Plane, Point, Shape
from bpmn.drawing.lettering import FONT
from bpmn.drawing.shapes import WRAPS, draw_shape, write_label
from bpmn.drawing.signs import INK

SVG = "http://www.w3.org/2000/svg"
MARGIN = 30
LABEL_ROOM = 40
BEHIND = ("participant", "lane", "group", *WRAPS)
"""Drawn first: other shapes stand in them."""
TURNS = 6
"""Pixels by which a line rounds its corners."""


@dataclass(frozen=True)
class Look:
    """How one kind of mark looks; the sign tells it apart where colours do not."""

    colour: str
    tint: str
    sign: str
    dashes: str = ""


LOOKS: Mapping[str, Look] = {
    "added": Look("#00703c", "#e3f2e9", "+"),
    "removed": Look("#a3271f", "#fbe9e7", "−", "7 4"),
    "changed": Look("#9a4a00", "#fff1de", "≠"),
    "fault": Look("#a3271f", "#fbe9e7", "!"),
    "doubt": Look("#9a4a00", "#fff1de", "?", "7 4"),
    "moved": Look("#4c2c92", "#ece6f8", "↔", "2 3"),
    "here": Look("#12436d", "#e1ecf5", "●"),
    "ahead": Look("#505a5f", "#f3f2f1", "◷", "2 3"),
    "passed": Look("#00703c", "#ffffff", "✓"),
}


@dataclass(frozen=True)
class Mark:
    """What is said of one element: its kind of look, and the number of the sentence about it, where it has one."""

    kind: str
    number: int | None = None

    @property
    def text(self) -> str:
        """What stands on its badge."""
        sign = LOOKS[self.kind].sign
        return sign if self.number is None else f"{sign} {self.number}"


_NO_MARKS: Mapping[str, Mark] = {}


def draw(
    drawn: Drawn,
    language: str,
    title: str,
    *,
    marks: Mapping[str, Mark] = _NO_MARKS,
    gone: Drawn | None = None,
) -> list[str]:
    """Each sheet of a diagram as one SVG element; sheets with nothing on them are left out.

    `title` is what the picture is called by those who do not see it. `marks` are by element; what is marked
    as removed is drawn as it stood in `gone`.
    """
    before = {plane.element: plane for plane in gone.planes} if gone else {}
    if gone and gone.planes and drawn.planes:  # a pool around the whole, or another id, gives it another name
        before.setdefault(drawn.planes[0].element, gone.planes[0])
    pictures = []
    for plane in drawn.planes:
        sheet = _Sheet(language, title, marks)
        old = before.get(plane.element)
        if gone is not None and old is not None:
            sheet.add(gone, _only(old, {name for name, mark in marks.items() if mark.kind == "removed"}))
        sheet.add(drawn, plane)
        if sheet.corners:
            pictures.append(sheet.finished())
    return pictures


def _only(plane: Plane, elements: set[str]) -> Plane:
    shapes = tuple(shape for shape in plane.shapes if shape.element in elements)
    lines = tuple(line for line in plane.lines if line.element in elements)
    return Plane(plane.element, shapes, lines)


class _Sheet:
    def __init__(self, language: str, title: str, marks: Mapping[str, Mark]) -> None:
        self.language = language
        self.marks = marks
        self.corners: list[Point] = []
        self.root = etree.Element("svg", {"xmlns": SVG, "role": "img", "class": "diagram"})
        etree.SubElement(self.root, "title").text = title
        self.badges: list[tuple[Point, Mark]] = []

    def add(self, drawn: Drawn, plane: Plane) -> None:
        behind = [shape for shape in plane.shapes if shape.kind in BEHIND]
        # larger ones first: a lane stands in its pool, a sub-process in another
        for shape in sorted(behind, key=lambda shape: -shape.box.width * shape.box.height):
            self._halo(shape)
            self._shape(drawn, shape)
        others = [shape for shape in plane.shapes if shape.kind not in BEHIND]
        for shape in others:
            self._halo(shape)  # beneath the lines, so that it covers no arrow
        for line in plane.lines:
            self._line(drawn, line)
        for shape in sorted(others, key=lambda shape: shape.kind == "boundaryEvent"):
            self._shape(drawn, shape)

    def _halo(self, shape: Shape) -> None:
        if mark := self.marks.get(shape.element):
            _halo(self._group(shape.element), shape, LOOKS[mark.kind])
            self.badges.append(((shape.box.x, shape.box.y), mark))

    def _shape(self, drawn: Drawn, shape: Shape) -> None:
        group = self._group(shape.element)
        box = shape.box
        draw_shape(group, shape, drawn, self.language)
        self.corners += [(box.x, box.y), (box.x + box.width, box.y + box.height + LABEL_ROOM)]
        if shape.label is not None:
            self.corners += [
                (shape.label.x, shape.label.y),
                (shape.label.x + shape.label.width, shape.label.y),
            ]

    def _line(self, drawn: Drawn, line: Line) -> None:
        mark = self.marks.get(line.element)
        group = self._group(line.element)
        look = LOOKS[mark.kind] if mark else None
        _stroke(group, line, look)
        _default_sign(group, line, drawn)
        write_label(group, line.label, drawn.called(line.element, self.language), _along(line.points, 0.5))
        if mark is not None:
            # not in the middle, where the label stands
            self.badges.append((_along(line.points, 0.8), mark))
        self.corners += line.points

    def _group(self, element: str) -> etree._Element:
        mark = self.marks.get(element)
        marked = {"class": f"mark-{mark.kind}"} if mark else {}
        return etree.SubElement(self.root, "g", {"data-element": element, **marked})

    def finished(self) -> str:
        for at, mark in self.badges:
            _badge(self.root, at, mark)
        left = min(x for x, _y in self.corners) - MARGIN
        top = min(y for _x, y in self.corners) - MARGIN
        width = max(x for x, _y in self.corners) + MARGIN - left
        height = max(y for _x, y in self.corners) + MARGIN - top
        self.root.set("viewBox", f"{left:g} {top:g} {width:g} {height:g}")
        self.root.set("width", f"{width:g}")
        self.root.set("height", f"{height:g}")
        return etree.tostring(self.root, encoding="unicode")


def _halo(group: etree._Element, shape: Shape, look: Look) -> None:
    box, edge = shape.box, 6
    sides = {
        "x": box.x - edge,
        "y": box.y - edge,
        "width": box.width + 2 * edge,
        "height": box.height + 2 * edge,
        "rx": 10,
    }
    etree.SubElement(
        group,
        "rect",
        {
            **{side: f"{at:g}" for side, at in sides.items()},
            "fill": look.tint,
            "stroke": look.colour,
            "stroke-width": "3",
            **({"stroke-dasharray": look.dashes} if look.dashes else {}),
        },
    )


def _badge(root: etree._Element, at: Point, mark: Mark) -> None:
    look, width = LOOKS[mark.kind], 14 + 8 * len(mark.text)
    x, y = at[0] - width / 2, at[1] - 16
    place = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{width:g}", "height": "20", "rx": "10"}
    etree.SubElement(root, "rect", {**place, "fill": look.colour})
    look_of_text = {"text-anchor": "middle", "fill": "#fff", "font-family": FONT, "font-size": "13"}
    text = etree.SubElement(root, "text", {"x": f"{at[0]:g}", "y": f"{y + 14:g}", **look_of_text})
    text.text = mark.text


def _stroke(group: etree._Element, line: Line, look: Look | None) -> None:
    dashes = "" if line.kind == "sequenceFlow" else "4 4"
    colour = look.colour if look else INK
    attributes = {
        "d": "".join(_rounded(line.points)),
        "fill": "none",
        "stroke": colour,
        "stroke-width": "3" if look else "1.5",
    }
    dashes = (look.dashes if look else "") or dashes
    etree.SubElement(group, "path", {**attributes, **({"stroke-dasharray": dashes} if dashes else {})})
    if line.kind in ("sequenceFlow", "messageFlow", "dataInputAssociation", "dataOutputAssociation"):
        _arrow(group, line.points, colour, filled=line.kind == "sequenceFlow")


def _rounded(points: tuple[Point, ...]) -> Iterator[str]:
    yield f"M{points[0][0]:g} {points[0][1]:g}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        into, out = _towards(corner, before), _towards(corner, after)
        yield f"L{into[0]:g} {into[1]:g}Q{corner[0]:g} {corner[1]:g} {out[0]:g} {out[1]:g}"
    yield f"L{points[-1][0]:g} {points[-1][1]:g}"


def _towards(corner: Point, other: Point) -> Point:
    length = _distance(corner, other)
    part = 0 if length == 0 else min(TURNS, length / 2) / length
    return corner[0] + (other[0] - corner[0]) * part, corner[1] + (other[1] - corner[1]) * part


def _arrow(group: etree._Element, points: tuple[Point, ...], colour: str, *, filled: bool) -> None:
    (x1, y1), (x, y) = points[-2], points[-1]
    length = _distance(points[-2], points[-1]) or 1
    dx, dy = (x - x1) / length, (y - y1) / length
    d = (
        f"M{x:g} {y:g}L{x - 10 * dx - 4 * dy:g} {y - 10 * dy + 4 * dx:g}"
        f"L{x - 10 * dx + 4 * dy:g} {y - 10 * dy - 4 * dx:g}z"
    )
    etree.SubElement(group, "path", {"d": d, "fill": colour if filled else "#fff", "stroke": colour})


def _default_sign(group: etree._Element, line: Line, drawn: Drawn) -> None:
    """A stroke across the way that is taken where no condition holds."""
    flow = drawn.definitions.places.get(line.element)
    source = drawn.definitions.by_id.get(getattr(flow, "source", ""))
    if source is None or source.default != line.element:
        return
    at = _towards(line.points[0], line.points[1])
    x, y = at[0] + (at[0] - line.points[0][0]), at[1] + (at[1] - line.points[0][1])
    stroke = {"stroke": INK, "stroke-width": "1.5"}
    etree.SubElement(group, "path", {"d": f"M{x - 4:g} {y + 5:g}L{x + 4:g} {y - 5:g}", **stroke})


def _along(points: tuple[Point, ...], part: float) -> Point:
    """The point of a line after a part of its length."""
    lengths = [_distance(a, b) for a, b in pairwise(points)]
    left = sum(lengths) * part
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length > 0:
            share = left / length
            return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
        left -= length
    return points[0]


def _distance(one: Point, other: Point) -> float:
    return math.dist(one, other)
