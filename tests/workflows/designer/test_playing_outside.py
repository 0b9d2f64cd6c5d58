"""What comes from outside in a play: a message with its variables, and what a program says of its step."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from forms.form import Option
from tests.workflows.designer.drawing import NOW, Drawing
from tests.workflows.designer.walking import begun, walk
from workflows.completion import ProblemsFound
from workflows.designer.drafts import add_draft
from workflows.designer.playing.asking import Asking
from workflows.designer.playing.hands import Hand
from workflows.designer.playing.play import played
from workflows.designer.playing.seen import Seen
from workflows.designer.playing.setting import setting_in_force
from workflows.designer.playing.sheet import Sheet
from workflows.designer.playing.steps import Step, Tell, Work, as_json, from_json
from workflows.designer.scenarios.comparing import CHECKS
from workflows.designer.scenarios.outcome import ENDED
from workflows.designer.scenarios.running import outcome_after, run_scenario, run_scenarios_of_change
from workflows.designer.scenarios.scenario import Written, add_scenario, runs_of, scenarios_in_force
from workflows.house import HOUSE

BUYING = Path(__file__).with_name("buying.bpmn").read_bytes()
"""It waits for a message, then for a program outside, whose error it catches."""
BILL = Tell("bill", "A1", {"amount": 7})


class Buying:
    """The play of the process, as far as its bill."""

    def __init__(self, drawing: Drawing) -> None:
        self.change, _draft = drawing.change_of("direction.bpmn")
        drawing.act(
            lambda session, viewer: add_draft(session, viewer, self.change, "buying.bpmn", BUYING, now=NOW)
        )
        self.setting = drawing.setting_of(self.change)
        self.steps: list[Step] = [begun(self.setting, "buying", unit="commune_1", var_order="A1")]

    def asked(self, answers: Mapping[str, Any] | None = None) -> tuple[Hand, Sheet, Step | None]:
        """What comes first, its form, and the step that answers to it are."""
        with played(self.setting, HOUSE, self.steps, NOW) as stage, stage.database.read() as session:
            asking = Asking(session, HOUSE, self.setting, stage.now)
            hand = Seen(session).turns()[0].hand
            sheet = asking.sheet(hand)
            assert sheet is not None
            return (
                hand,
                sheet,
                asking.step(hand, {**sheet.answers, **answers}) if answers is not None else None,
            )

    def do(self, **answers: Any) -> None:
        """Answer what comes first."""
        step = self.asked(answers)[2]
        assert step is not None
        self.steps.append(step)

    def keep(self, drawing: Drawing, title: str, steps: Sequence[Step]) -> None:
        """Steps with what comes of them are a scenario of the change."""
        written = Written(title, steps, [*CHECKS], outcome_after(self.setting, HOUSE, steps, NOW))
        drawing.act(lambda session, viewer: add_scenario(session, viewer, self.change, written, now=NOW))

    def look(self) -> tuple[list[str], list[str], list[str]]:
        """What waits, what is wrong, and what was done, by the elements."""
        with played(self.setting, HOUSE, self.steps, NOW) as stage, stage.database.read() as session:
            seen = Seen(session)
            return (
                [one.place.element for one in seen.turns()],
                [one.said["en"] for one in seen.troubles()],
                [one["status"] for one in outcome_after(self.setting, HOUSE, self.steps, NOW)[ENDED]],
            )


@pytest.fixture
def buying(drawing: Drawing) -> Buying:
    return Buying(drawing)


def asked_for(sheet: Sheet) -> list[str]:
    """The variables that a form has a question for."""
    return [one.key.removeprefix("var_") for one in sheet.form.fields if one.key.startswith("var_")]


def test_a_message_comes_with_what_the_process_waits_for(buying: Buying) -> None:
    hand, sheet, _step = buying.asked()
    assert (hand.kind, sheet.office["en"]) == ("message", "The message “bill” from outside, key A1")
    assert asked_for(sheet) == ["amount", "voucher"], "nothing in the diagram sets them"
    for text, value in (("7", 7), ("true", True), ("bảy", "bảy"), ("=3+4", 7), ("[1]", [1])):
        step = buying.asked({"var_amount": text, "var_voucher": ""})[2]
        assert step == Tell("bill", "A1", {"amount": value}), text
    step = buying.asked({"others": "số tiền = 7\n\ntrống ="})[2]
    assert step == Tell("bill", "A1", {"số tiền": 7})
    for wrong in ({"var_amount": "=3+"}, {"others": "số tiền"}):
        with pytest.raises(ProblemsFound) as raised:
            buying.asked(wrong)
        assert [one.path for one in raised.value.problems] == [*wrong]
    buying.do(var_amount="7")
    assert buying.look()[0] == ["pay"]


def test_a_program_outside_does_its_step_and_gives_what_comes_of_it(buying: Buying) -> None:
    buying.steps.append(BILL)
    _hand, sheet, _step = buying.asked()
    assert sheet.office["en"] == "A program outside (pay-bill)"
    assert "kế toán" in sheet.guide["vi"]
    assert ("sum", "7") in [(name["en"], value) for name, value in sheet.facts]
    assert asked_for(sheet) == ["voucher"]
    offered: Sequence[Option] = sheet.options["outcomes"]
    assert [one.value for one in offered] == [
        *("done", "again", "failed"),
        *("error:TOO_DEAR", "error:NOBODY_CATCHES"),
    ]
    buying.do(outcome="done", var_voucher="CT-9")
    assert buying.look() == ([], [], ["completed"])
    assert from_json(as_json(buying.steps)) == tuple(buying.steps)


def test_a_program_that_fails_is_asked_again_then_by_an_operator(buying: Buying) -> None:
    buying.steps.append(BILL)
    buying.do(outcome="again", message="Mạng hỏng")
    assert buying.look()[:2] == (["pay"], [])
    with pytest.raises(ProblemsFound):
        buying.asked({"outcome": "again"})
    assert ("It said last", "Mạng hỏng") in [(name["en"], value) for name, value in buying.asked()[1].facts]
    buying.do(outcome="failed", message="Hỏng hẳn")
    waits, [trouble], _ended = buying.look()
    assert (waits, "Hỏng hẳn" in trouble) == ([], True)
    with played(buying.setting, HOUSE, buying.steps, NOW) as stage, stage.database.read() as session:
        [found] = Seen(session).troubles()
        retry = Asking(session, HOUSE, buying.setting, stage.now).retry(found.incident or 0)
    assert retry is not None
    buying.steps.append(retry)
    assert buying.look()[:2] == (["pay"], [])
    assert from_json(as_json(buying.steps)) == tuple(buying.steps)


def test_what_came_from_outside_is_kept_as_a_scenario_and_comes_again_once_deployed(
    buying: Buying, drawing: Drawing
) -> None:
    buying.steps.append(BILL)
    buying.do(outcome="done", var_voucher="CT-9")
    late = walk(buying.setting, begun(buying.setting, "direction"), waits=2)
    for title, steps in (("Trả tiền", buying.steps), ("Giao việc bị trễ", late)):
        buying.keep(drawing, title, steps)
    run_scenarios_of_change(drawing.database, HOUSE, drawing.viewer(), buying.change, NOW)
    drawing.deploy(buying.change)
    with drawing.database.read() as session:
        setting, kept = setting_in_force(session, NOW), scenarios_in_force(session)
    assert [(one.title, run_scenario(setting, HOUSE, one, NOW).told) for one in kept] == [
        ("Trả tiền", []),
        ("Giao việc bị trễ", []),
    ]


def test_an_error_goes_where_the_diagram_says_or_to_an_operator(buying: Buying) -> None:
    buying.steps.append(BILL)
    buying.do(outcome="error:NOBODY_CATCHES", message="Lạ")
    assert buying.look()[0] == []
    assert len(buying.look()[1]) == 1
    buying.steps.pop()
    buying.do(outcome="error:TOO_DEAR")
    last = buying.steps[-1]
    assert isinstance(last, Work)
    assert (last.outcome, last.code, last.unit) == ("error", "TOO_DEAR", "commune_1")
    assert buying.look()[0] == ["ask"]


def test_a_scenario_of_the_house_holds_for_a_units_change_among_the_units_it_was_written_for(
    buying: Buying, drawing: Drawing
) -> None:
    late = walk(buying.setting, begun(buying.setting, "direction", unit="district"), waits=2)
    buying.keep(drawing, "Giao việc bị trễ", late)
    run_scenarios_of_change(drawing.database, HOUSE, drawing.viewer(), buying.change, NOW)
    drawing.deploy(buying.change)
    [district] = drawing.enter("d001.owner", unit="D001").unit_keys()
    own, _draft = drawing.change_of("direction.bpmn", unit_key=district)
    assert drawing.setting_of(own).cast.top.unit.handle == "district", "nobody there is above a district"
    assert run_scenarios_of_change(drawing.database, HOUSE, drawing.viewer(), own, NOW) == 0
    with drawing.database.read() as session:
        assert [run.told for run in runs_of(session, own).values()] == [[]]
