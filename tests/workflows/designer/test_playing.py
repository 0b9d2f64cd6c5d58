"""Plays without their page: every process that begins by itself, an owner's own one, and scenarios in packages."""

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.designer.drawing import NOW, Drawing
from workflows.designer.drafts import add_draft
from workflows.designer.packages.exporting import export_change
from workflows.designer.packages.importing import bring_in, examine
from workflows.designer.packages.manifest import SCENARIOS
from workflows.designer.playing.beginning.stand import Stand
from workflows.designer.playing.play import played
from workflows.designer.playing.seen import Seen
from workflows.designer.playing.setting import Setting, setting_in_force, setting_of_change
from workflows.designer.playing.sheet import begin_of, sheet_of_beginning, sheet_of_task
from workflows.designer.playing.steps import Begin, Send, Step, Wait, as_json, from_json
from workflows.designer.scenarios.carrying import read_scenarios, scenarios_bytes
from workflows.designer.scenarios.outcome import ENDED, TASKS, TOLD
from workflows.designer.scenarios.running import outcome_after, run_scenario
from workflows.designer.scenarios.scenario import Written, add_scenario, scenarios_of
from workflows.designer.tables import design_change
from workflows.errors import Refused
from workflows.house import HOUSE

FIRST = {
    "direction": "agency_1.officer",
    "issue_handling": "commune_1.receiver",
    "joint_verification": "commune_1.reporter",
    "quick_report": "commune_1.reporter",
    "data_call": "district.reporter",
}
"""Process -> an office that has something to do as soon as it has begun."""
REPORT: tuple[Step, ...] = (
    Begin("periodic_report", at(7), {"period": "2025-05"}),
    Send("periodic_report", "draft", "commune_1.reporter", {"overview": "Ổn định.", "nil_report": True}),
    Send("periodic_report", "approve", "commune_1.head", {"decision": "approve"}),
    Wait(at(20)),
)
OWN = b"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="defs" targetNamespace="http://example.org/own">
  <bpmn:process id="spending" name="Spending" isExecutable="true">
    <bpmn:startEvent id="begin" name="Begin"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="much"/>
    <bpmn:exclusiveGateway id="much" name="Much?" default="f3">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing><bpmn:outgoing>f3</bpmn:outgoing>
    </bpmn:exclusiveGateway>
    <bpmn:sequenceFlow id="f2" name="yes" sourceRef="much" targetRef="look">
      <bpmn:conditionExpression>=amount &gt; 100</bpmn:conditionExpression></bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="f3" name="no" sourceRef="much" targetRef="done"/>
    <bpmn:userTask id="look" name="Look at it">
      <bpmn:extensionElements><zeebe:userTask/>
        <zeebe:assignmentDefinition candidateGroups="=role(unit, &quot;leader&quot;)"/></bpmn:extensionElements>
      <bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f4</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f4" sourceRef="look" targetRef="done"/>
    <bpmn:endEvent id="done" name="Done">
      <bpmn:incoming>f3</bpmn:incoming><bpmn:incoming>f4</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
"""


@pytest.fixture
def setting(drawing: Drawing) -> Setting:
    with drawing.database.read() as session:
        return setting_in_force(session, NOW)


def setting_of(drawing: Drawing, change: int) -> Setting:
    with drawing.database.read() as session:
        row = session.execute(sa.select(design_change).where(design_change.c.key == change)).one()
        return setting_of_change(session, row, NOW)


def begun(setting: Setting, process: str, **answers: Any) -> Begin:
    """The process begins with what its form offers, and some other answers."""
    with played(setting, HOUSE, (), NOW) as stage, stage.database.read() as session:
        stand = Stand(stage.database, HOUSE, setting.cast, process, stage.now)
        offered: Mapping[str, Any] = sheet_of_beginning(session, stand, setting).answers
    with played(setting, HOUSE, (), NOW) as stage:
        return begin_of(stage.database, HOUSE, setting, process, {**offered, **answers}, NOW)


def held(setting: Setting, *steps: Step) -> set[tuple[str, str]]:
    with played(setting, HOUSE, steps, NOW) as stage, stage.database.read() as session:
        return {(one.place.element, one.group) for one in Seen(session).held()}


def test_the_small_tree_has_the_names_of_the_house(setting: Setting) -> None:
    named = {part.unit.handle: part.unit.name for part in setting.cast.parts}
    assert named["province"] == "Tỉnh A"
    assert (named["commune_1"], named["commune_2"]) == ("Phường 3", "Phường 4")
    assert "agency_1" in named


def test_every_process_of_ours_that_begins_by_itself_is_played(setting: Setting) -> None:
    for process, office in FIRST.items():
        assert office in {group for _element, group in held(setting, begun(setting, process))}, process


def test_a_process_that_is_called_says_so(setting: Setting) -> None:
    with pytest.raises(Refused, match="Play the process that calls it"):
        begun(setting, "review_part")


def test_an_owners_own_process_begins_with_variables_and_ends(drawing: Drawing) -> None:
    change, _draft = drawing.change_of("periodic_report.bpmn")
    drawing.act(lambda session, viewer: add_draft(session, viewer, change, "spending.bpmn", OWN, now=NOW))
    setting = setting_of(drawing, change)
    much = begun(setting, "spending", unit="commune_1", variables=[{"name": "amount", "value": "500"}])
    assert held(setting, much) == {("look", "commune_1.leader")}, "an office that nobody had is filled"
    with played(setting, HOUSE, [much], NOW) as stage, stage.database.read() as session:
        sheet = sheet_of_task(session, Seen(session).held()[0].hand.key, stage.now)
        assert sheet is not None
        assert sheet.form.fields == ()
    outcome = outcome_after(setting, HOUSE, [much, Send("spending", "look", "commune_1.leader", {})], NOW)
    assert [one["status"] for one in outcome[ENDED]] == ["completed"]
    little = begun(setting, "spending", unit="commune_1", variables="{amount: 5}")
    assert held(setting, little) == set()


def test_what_comes_of_a_report_is_who_when_and_how(setting: Setting) -> None:
    outcome = outcome_after(setting, HOUSE, REPORT, NOW)
    accept = next(one for one in outcome[TASKS] if one["element"] == "accept")
    assert (accept["office"], accept["due"]) == ("district.receiver", "2025-05-09T17:00+07:00")
    assert {one["office"] for one in outcome[TOLD] if one["rule"] == "after_1"} == {
        "commune_2.reporter",
        "district.receiver",
    }
    assert {one["status"] for one in outcome[ENDED]} == {"active"}
    with played(setting, HOUSE, REPORT, NOW) as stage, stage.database.read() as session:
        assert [one.pages for one in Seen(session).made()] == [1]


def test_steps_are_kept_as_they_are_and_nonsense_is_refused() -> None:
    assert from_json(as_json(REPORT)) == REPORT
    begin = {"do": "begin", "at": "2025-05-07T08:00:00+07:00", "answers": {}}
    assert from_json([{**begin, "process": "p" * 200}])
    unstorable = [[{**begin, "process": name}] for name in ("p" * 201, "p\0")]
    for nonsense in ([], [{"do": "wait", "until": "2025-05-07"}], [{"do": "begin"}], ["x"], 5, *unstorable):
        with pytest.raises(Refused):
            from_json(nonsense)


@BOTH_STORES
def test_a_package_carries_the_scenarios_of_its_processes(drawing: Drawing) -> None:
    change, _draft = drawing.change_of("periodic_report.bpmn")
    steps = REPORT[:1]
    outcome = outcome_after(setting_of(drawing, change), HOUSE, steps, NOW)
    written = Written("Mở kỳ", steps, [TASKS, TOLD], outcome)
    drawing.act(lambda session, viewer: add_scenario(session, viewer, change, written, now=NOW))
    with drawing.database.read() as session:
        [kept] = scenarios_of(session, change, ())
        package = export_change(session, drawing.viewer(), change, now=NOW)
    came = examine(BytesIO(package), "goi.zip")
    dated = {**kept.expected, TASKS: [{**row, "due": "mai"} for row in kept.expected[TASKS]]}
    for wrong in (replace(kept, title="Mở\0kỳ"), replace(kept, expected=dated)):
        with pytest.raises(Refused, match=SCENARIOS):
            read_scenarios(scenarios_bytes([wrong]))
    other, _draft = drawing.change_of("deadlines.dmn")
    for _twice in range(2):
        drawing.act(lambda session, viewer: bring_in(session, viewer, other, came, now=NOW))
    with drawing.database.read() as session:
        [carried] = scenarios_of(session, other, {"periodic_report"})
    assert (carried.title, carried.steps, carried.checks) == ("Mở kỳ", steps, (TASKS, TOLD))
    assert run_scenario(setting_of(drawing, other), HOUSE, carried, NOW).told == []
