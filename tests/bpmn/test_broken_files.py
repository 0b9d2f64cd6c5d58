"""Whatever is done to a diagram, the answer is findings or a refusal with a sentence, never anything else."""

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bpmn.errors import DiagramError, Words
from bpmn.lint import Catalogue, lint
from bpmn.outline import outline
from bpmn.phrases import PHRASES
from bpmn.read import read_definitions

REPORT = Path(__file__).parents[2] / "bpmn" / "models" / "periodic_report.bpmn"
TREE = etree.fromstring(REPORT.read_bytes())
VALUES = st.sampled_from(
    ["", "=", "=((", "periodic_report", "draft", "true", "-1", "x" * 5_000, "=1/0", "\u0301"]
)


def judged(data: bytes) -> None:
    for sentence in sentences(data):
        assert sentence["vi"]
        assert sentence["en"]


def sentences(data: bytes) -> Iterator[Words]:
    try:
        definitions = read_definitions(data)
    except DiagramError as error:
        yield error.message
        return
    for finding in lint(definitions, Catalogue()):
        yield finding.message
        yield finding.remedy
    for process in definitions.processes:
        for step in outline(definitions, process.id, PHRASES):
            yield step.name


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_elements_removed_doubled_moved_and_renamed(data: st.DataObject) -> None:
    root = copy.deepcopy(TREE)
    for _ in range(data.draw(st.integers(1, 12))):
        inner = [node for node in root.iter() if node.getparent() is not None]
        if not inner:
            break
        node = data.draw(st.sampled_from(inner))
        _spoil(node, data.draw(st.sampled_from(inner)), data)
    judged(etree.tostring(root))


def _spoil(node: etree._Element, other: etree._Element, data: st.DataObject) -> None:
    parent = node.getparent()
    assert parent is not None
    match data.draw(st.sampled_from(["remove", "double", "move", "value", "rename", "drop"])):
        case "remove":
            parent.remove(node)
        case "double":
            parent.append(copy.deepcopy(node))
        case "move":
            other.append(copy.deepcopy(node))
        case "value" if node.attrib:
            node.set(data.draw(st.sampled_from(sorted(node.attrib))), data.draw(VALUES))
        case "rename":
            node.tag = other.tag
        case "drop" if node.attrib:
            del node.attrib[data.draw(st.sampled_from(sorted(node.attrib)))]
        case _:
            node.text = data.draw(VALUES)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(REPORT.read_bytes())), st.binary(max_size=8))
def test_bytes_overwritten_anywhere(place: int, junk: bytes) -> None:
    data = REPORT.read_bytes()
    judged(data[:place] + junk + data[place + len(junk) :])


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(part: float) -> None:
    data = REPORT.read_bytes()
    with pytest.raises(DiagramError):
        read_definitions(data[: int(len(data) * part)])
