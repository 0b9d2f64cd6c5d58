"""Where everything of a diagram stands: the drawing (BPMN DI) of a file as data."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from bpmn.definition import Definitions
from bpmn.read import DI, definitions_from
from bpmn.read_zeebe import BPMN, is_true
from bpmn.xml import parse_xml

DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
FARTHEST = 50_000.0
"""Pixels; what a file places beyond is left out of the picture."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Box:
    """A rectangle, in pixels from the top left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, by: Point) -> "Box":
        """The same rectangle elsewhere."""
        return Box(self.x + by[0], self.y + by[1], self.width, self.height)


@dataclass(frozen=True)
class Shape:
    """Something with a place: a step, an event, a lane, a note."""

    element: str
    kind: str
    """The name in BPMN: `userTask`, `participant`, `textAnnotation`."""
    box: Box
    label: Box | None = None
    expanded: bool = True
    upright: bool = True
    """Whether a pool or lane lies along the page."""


@dataclass(frozen=True)
class Line:
    """A flow or another connection, by its corners."""

    element: str
    kind: str
    points: tuple[Point, ...]
    label: Box | None = None


@dataclass(frozen=True)
class Plane:
    """One sheet of a drawing: the whole, or the inside of a sub-process that is shown closed."""

    element: str
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Drawn:
    """A diagram with its drawing."""

    definitions: Definitions
    planes: tuple[Plane, ...]
    texts: Mapping[str, str]
    """What stands on notes, lanes, pools and data, by their ids."""

    @cached_property
    def shapes(self) -> Mapping[str, Shape]:
        """Every shape by its element."""
        return {shape.element: shape for plane in self.planes for shape in plane.shapes}

    @cached_property
    def lines(self) -> Mapping[str, Line]:
        """Every line by its element."""
        return {line.element: line for plane in self.planes for line in plane.lines}

    def called(self, element: str, language: str) -> str:
        """What is written on an element; empty where nothing is."""
        place = self.definitions.places.get(element)
        if place is None:
            return self.texts.get(element, "")
        shown = place.called(language)
        return "" if shown == element and not place.name else shown


def read_drawn(data: bytes) -> Drawn:
    """A diagram from an untrusted file with its drawing. Raises as `read_definitions` does."""
    return drawn_from(parse_xml(data))


def drawn_from(root: etree._Element) -> Drawn:
    """The same for a root that `parse_xml` has already read; what has no place in the drawing is left out."""
    named = {node.get("id", ""): node for node in root.iter(f"{BPMN}*") if node.get("id")}
    planes = tuple(_plane(plane, named) for plane in root.iter(f"{DI}BPMNPlane"))
    return Drawn(definitions_from(root), planes, dict(_texts(named)))


def _texts(named: Mapping[str, etree._Element]) -> Iterator[tuple[str, str]]:
    for element, node in named.items():
        if node.tag == f"{BPMN}textAnnotation":
            found = node.find(f"{BPMN}text")
            yield element, "" if found is None else (found.text or "").strip()
        elif node.tag == f"{BPMN}group":
            value = named.get(_local(node.get("categoryValueRef", "")))
            yield element, "" if value is None else value.get("value", "")
        else:
            yield element, " ".join(node.get("name", "").split())


def _plane(plane: etree._Element, named: Mapping[str, etree._Element]) -> Plane:
    shapes, lines = [], []
    for node in plane.iterchildren(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        element = _local(node.get("bpmnElement", ""))
        meant = named.get(element)
        if meant is None:
            continue
        kind = etree.QName(meant.tag).localname
        if node.tag == f"{DI}BPMNEdge":
            points = tuple(_points(node))
            lines += [Line(element, kind, points, _label(node))] if len(points) > 1 else []
        elif box := _box(node.find(f"{DC}Bounds")):
            expanded = is_true(node.get("isExpanded"), default=kind != "subProcess" or _has_shapes(meant))
            upright = not is_true(node.get("isHorizontal"), default=True)
            shapes.append(Shape(element, kind, box, _label(node), expanded, upright))
    return Plane(_local(plane.get("bpmnElement", "")), tuple(shapes), tuple(lines))


def _has_shapes(node: etree._Element) -> bool:
    """Old files leave `isExpanded` out; a sub-process with steps in it is taken for an open one."""
    return any(child.get("id") for child in node.iterchildren(f"{BPMN}*"))


def _label(node: etree._Element) -> Box | None:
    return _box(node.find(f"{DI}BPMNLabel/{DC}Bounds"))


def _box(bounds: etree._Element | None) -> Box | None:
    if bounds is None:
        return None
    x, y, width, height = (_number(bounds.get(side)) for side in ("x", "y", "width", "height"))
    if x is None or y is None or width is None or height is None or min(width, height) < 0:
        return None
    return Box(x, y, width, height)


def _points(edge: etree._Element) -> Iterator[Point]:
    for node in edge.iterchildren(WAYPOINT):
        x, y = _number(node.get("x")), _number(node.get("y"))
        if x is not None and y is not None:
            yield x, y


def _number(text: str | None) -> float | None:
    try:
        found = float(text or "")
    except ValueError:
        return None
    return found if math.isfinite(found) and abs(found) <= FARTHEST else None


def _local(reference: str) -> str:
    return reference.rpartition(":")[2]
