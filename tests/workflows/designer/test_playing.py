"""Plays without their page: every process that begins by itself, an owner's own one, and scenarios in packages."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.import_units import import_units
from organisation.postings import is_staffed
from organisation.roles import OFFICER, group
from organisation.tables import unit
from organisation.viewer import Viewer
from tests.organisation.cast import AGENCIES
from tests.stores import BOTH_STORES
from tests.workflows.cycle import at
from tests.workflows.designer.drawing import NOW, Drawing
from tests.workflows.designer.walking import begun, walk
from workflows.designer.drafts import add_draft
from workflows.designer.packages.exporting import export_change
from workflows.designer.packages.importing import bring_in, examine
from workflows.designer.packages.manifest import SCENARIOS
from workflows.designer.playing.cast import cast_of
from workflows.designer.playing.keeping import KEPT_DAYS, forget_plays, keep_steps, steps_of
from workflows.designer.playing.play import played
from workflows.designer.playing.players import EVERYTHING, player
from workflows.designer.playing.seen import Seen
from workflows.designer.playing.setting import Setting, setting_in_force
from workflows.designer.playing.sheet import sheet_of_task
from workflows.designer.playing.steps import Begin, Send, Step, Wait, as_json, from_json
from workflows.designer.scenarios.carrying import read_scenarios, scenarios_bytes
from workflows.designer.scenarios.outcome import ENDED, TASKS, TOLD
from workflows.designer.scenarios.running import outcome_after, run_scenario
from workflows.designer.scenarios.scenario import Written, add_scenario, scenarios_of
from workflows.errors import Refused
from workflows.house import HOUSE

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


def held(setting: Setting, *steps: Step) -> set[tuple[str, str]]:
    with played(setting, HOUSE, steps, NOW) as stage, stage.database.read() as session:
        return {(one.place.element, one.group) for one in Seen(session).held()}


def test_the_small_tree_has_the_names_of_the_house(setting: Setting) -> None:
    named = {part.unit.handle: part.unit.name for part in setting.cast.parts}
    assert named["province"] == "Tỉnh A"
    assert (named["commune_1"], named["commune_2"]) == ("Phường 3", "Phường 4")
    assert "agency_1" in named


def test_an_oversight_body_takes_part_beside_many_other_agencies(drawing: Drawing, tmp_path: Path) -> None:
    rows = (f"P01-A{number},P01,agency,Sở {number},\n" for number in range(9))
    file = tmp_path / "many.csv"
    file.write_text(f"{AGENCIES.splitlines()[0]}\n{''.join(rows)}", encoding="utf-8")
    with drawing.database.write() as session:
        import_units(session, file, now=NOW)
        parts = cast_of(session, "P01", NOW.date()).agencies
    assert (len(parts), [part.unit.kind for part in parts][-1]) == (6, "oversight")


@pytest.mark.parametrize(
    ("process", "waits", "through"),
    [
        ("direction", 2, {"direction"}),
        ("citizen_reception", 2, {"citizen_reception"}),
        ("monthly_follow_up", 0, {"issue_handling", "monthly_follow_up"}),
    ],
)
def test_a_process_is_played_to_its_end(
    setting: Setting, process: str, waits: int, through: set[str]
) -> None:
    """All others: `python -m bench.plays`."""
    steps = walk(setting, begun(setting, process), waits=waits)
    ended = outcome_after(setting, HOUSE, steps, NOW)[ENDED]
    assert {one["process"] for one in ended if one["status"] == "completed"} == through


@pytest.mark.parametrize("assignee", ["nobody.here", "9" * 19, "1" * 400, "\u0661"])
def test_a_task_held_by_nobody_is_played_by_whoever_owns_everything(drawing: Drawing, assignee: str) -> None:
    """\u0661 is a digit, too, elsewhere."""
    with drawing.database.read() as session:
        found = player(session, "operator", NOW, assignee)
    assert found.username == EVERYTHING


def test_who_sits_down_at_an_empty_desk_is_there_from_then_on(drawing: Drawing) -> None:
    with drawing.database.write() as session:
        handle = session.scalars(sa.select(unit.c.handle).where(unit.c.kind == "unit")).all()[0]
        assert not is_staffed(session, handle, local_day(NOW), OFFICER)
        player(session, group(handle, OFFICER), NOW)
        assert is_staffed(session, handle, local_day(NOW), OFFICER)


def test_a_process_that_is_called_says_so(setting: Setting) -> None:
    with pytest.raises(Refused, match="Play the process that calls it"):
        begun(setting, "review_part")


def test_an_owners_own_process_begins_with_variables_and_ends(drawing: Drawing) -> None:
    change, _draft = drawing.change_of("periodic_report.bpmn")
    drawing.act(lambda session, viewer: add_draft(session, viewer, change, "spending.bpmn", OWN, now=NOW))
    setting = drawing.setting_of(change)
    much = begun(setting, "spending", unit="commune_1", var_amount="500")
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
    retry = {"do": "retry", "process": "p", "element": "e", "unit": "u"}
    assert from_json([{**begin, "process": "p"}, {**retry, "number": 9_999}])
    uncounted = [[{**begin, "process": "p"}, {**retry, "number": number}] for number in (-1, 10_000, 2**63)]
    for nonsense in (
        [],
        [{"do": "wait", "until": "2025-05-07"}],
        [{"do": "begin"}],
        ["x"],
        5,
        *unstorable,
        *uncounted,
    ):
        with pytest.raises(Refused):
            from_json(nonsense)


def test_a_play_that_nobody_goes_on_with_is_forgotten(drawing: Drawing) -> None:
    change, _draft = drawing.change_of("direction.bpmn")
    drawing.act(lambda session, viewer: keep_steps(session, viewer, change, REPORT, after=0, now=NOW))

    def left(days: int) -> int:
        def look(session: Session, viewer: Viewer) -> int:
            forget_plays(session, NOW + timedelta(days=days))
            return len(steps_of(session, viewer, change))

        return drawing.act(look)

    assert [left(days) for days in (KEPT_DAYS - 1, KEPT_DAYS, KEPT_DAYS + 1)] == [4, 4, 0]


@BOTH_STORES
def test_a_package_carries_the_scenarios_of_its_processes(drawing: Drawing) -> None:
    change, _draft = drawing.change_of("periodic_report.bpmn")
    steps = REPORT[:1]
    outcome = outcome_after(drawing.setting_of(change), HOUSE, steps, NOW)
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
    drawing.act(lambda session, viewer: bring_in(session, viewer, other, came, now=NOW))
    with pytest.raises(Refused, match="nothing new"):
        drawing.act(lambda session, viewer: bring_in(session, viewer, other, came, now=NOW))
    with drawing.database.read() as session:
        [carried] = scenarios_of(session, other, {"periodic_report"})
    assert (carried.title, carried.steps, carried.checks) == ("Mở kỳ", steps, (TASKS, TOLD))
    assert run_scenario(drawing.setting_of(other), HOUSE, carried, NOW).told == []
