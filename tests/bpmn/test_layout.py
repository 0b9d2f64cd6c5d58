"""The drawings of the shipped diagrams: straight lines, and no label over anything else."""

from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from lxml import etree

from bpmn.definition import SCOPES
from bpmn.read import definitions_from
from bpmn.xml import parse_xml

MODELS = sorted((Path(__file__).parents[2] / "bpmn" / "models").glob("*.bpmn"))
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"


@dataclass(frozen=True)
class Box:
    name: str
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def box(name: str, bounds: etree._Element | None) -> Box:
    assert bounds is not None
    left, top, width, height = (float(bounds.get(side, "")) for side in ("x", "y", "width", "height"))
    return Box(name, left, top, left + width, top + height)


def labels(root: etree._Element) -> list[Box]:
    shown = root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")
    found = ((node.get("id", ""), node.find(f"{DI}BPMNLabel/{DC}Bounds")) for node in shown)
    return [box(f"label of {name}", bounds) for name, bounds in found if bounds is not None]


def shapes(root: etree._Element) -> list[Box]:
    inner = {element.id for element in definitions_from(root).elements if element.type not in SCOPES}
    found = (node for node in root.iter(f"{DI}BPMNShape") if node.get("bpmnElement") in inner)
    return [box(node.get("id", ""), node.find(f"{DC}Bounds")) for node in found]


def segments(root: etree._Element) -> list[Box]:
    lines = []
    for edge in root.iter(f"{DI}BPMNEdge"):
        points = [(float(point.get("x", "")), float(point.get("y", ""))) for point in edge.iter(WAYPOINT)]
        for (x1, y1), (x2, y2) in pairwise(points):
            sides = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            lines.append(Box(edge.get("id", ""), *sides))
    return lines


@pytest.fixture(params=MODELS, ids=lambda file: file.name)
def root(request: pytest.FixtureRequest) -> etree._Element:
    return parse_xml(request.param.read_bytes())


def test_every_line_is_horizontal_or_vertical(root: etree._Element) -> None:
    slanted = [line.name for line in segments(root) if line.left != line.right and line.top != line.bottom]
    assert slanted == []


def test_no_label_lies_over_a_shape_a_line_or_another_label(root: etree._Element) -> None:
    texts = labels(root)
    over = [(text, other) for text in texts for other in (*shapes(root), *segments(root))]
    covered = [(a.name, b.name) for a, b in (*over, *combinations(texts, 2)) if a.touches(b)]
    assert covered == []


def test_no_line_runs_through_a_shape(root: etree._Element) -> None:
    ends = {
        f"{flow.id}_di": {f"{flow.source}_di", f"{flow.target}_di"} for flow in definitions_from(root).flows
    }
    met = [
        (line.name, shape.name) for line in segments(root) for shape in shapes(root) if line.touches(shape)
    ]
    assert [(line, shape) for line, shape in met if shape not in ends[line]] == []
