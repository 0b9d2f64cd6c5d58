"""Files from other tools: what runs is told, what does not is told too, and nothing of them is lost."""

from pathlib import Path

import pytest

from database.session import Session
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.changes import open_change
from workflows.designer.drafts import add_draft
from workflows.designer.running import WhatRuns, what_runs
from workflows.house import HOUSE

FOREIGN = Path(__file__).parents[2] / "bpmn" / "foreign"
CAMUNDA = (FOREIGN / "camunda_modeler.bpmn").read_bytes()
OTHER = (FOREIGN / "other_tool.bpmn").read_bytes()


def brought_in(drawing: Drawing, content: bytes, name: str = "foreign.bpmn") -> int:
    viewer = drawing.viewer()

    def bring(session: Session) -> int:
        change = open_change(session, viewer, "Từ nơi khác", None, now=NOW)
        return add_draft(session, viewer, change, name, content, now=NOW)

    return drawing.database.transact(bring)


def runs(drawing: Drawing, content: bytes, name: str = "foreign.bpmn") -> WhatRuns:
    draft = brought_in(drawing, content, name)
    row = drawing.row(draft)
    with drawing.database.read() as session:
        return what_runs(session, HOUSE, row)


def test_a_file_of_camunda_modeler_comes_in_without_a_word(drawing: Drawing) -> None:
    found = runs(drawing, CAMUNDA)
    assert (found.faults, found.hints) == ((), ())
    assert all(one.runs == one.of for one in found.kinds)
    assert found.overview is not None
    assert found.overview.tool == "Camunda Modeler 5.37.0"
    assert found.overview.platform == "Camunda Cloud 8.8.0"


def test_of_a_file_of_another_tool_each_part_that_does_not_run_is_named(drawing: Drawing) -> None:
    found = runs(drawing, OTHER)
    told = {(one.finding.rule, one.finding.element) for one in found.faults}
    assert told >= {
        ("executable_process", "complaint"),
        ("unserved_element", "read"),
        ("unserved_element", "ask"),
        ("script_task", "score"),
        ("timer_date", "late"),
        ("default_flow", "sort"),
        ("feel_mark", "f3"),
    }
    assert {one.finding.element for one in found.hints} == {"write"}
    assert found.marks["read"] == ("fault", 2)
    counted = {one.kind["en"]: (one.runs, one.of) for one in found.kinds}
    assert counted["way"] == (6, 8)
    assert counted["end"] == (1, 1)


def test_what_only_readers_and_other_tools_need_is_counted(drawing: Drawing) -> None:
    overview = runs(drawing, OTHER).overview
    assert overview is not None
    assert overview.beside == {
        "participant": 2, "messageFlow": 1, "lane": 2, "ioSpecification": 1, "dataObjectReference": 1,
    }  # fmt: skip
    assert overview.foreign == {"http://example.org/risk": 5}


@pytest.mark.parametrize("content", [CAMUNDA, OTHER], ids=["camunda", "other"])
def test_every_byte_that_came_in_is_kept(drawing: Drawing, content: bytes) -> None:
    assert bytes(drawing.row(brought_in(drawing, content)).content) == content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><body/></html>", "bpmn:definitions"),
        (b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "bpmn:process"),
        (b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process/></definitions>', "id"),
    ],
)
def test_a_file_that_is_no_diagram_gets_a_sentence(drawing: Drawing, content: bytes, said: str) -> None:
    found = runs(drawing, content)
    (fault,) = found.faults
    assert said in fault.finding.message["vi"]
    assert found.kinds == ()


def test_tables_and_forms_are_judged_as_well(drawing: Drawing) -> None:
    found = runs(drawing, b'{"id": "x"}', "x.form")
    assert [one.finding.rule for one in found.faults] == ["usable_form"]
    assert found.overview is None
