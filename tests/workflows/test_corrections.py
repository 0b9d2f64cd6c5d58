"""What was accepted is corrected as another attempt: the first stays what it was, and what caused it is known."""

from typing import Any

import pytest
import sqlalchemy as sa

from engine.tables import fanout
from notifications.tables import outbox
from tests.stores import BOTH_STORES
from tests.workflows.cycle import ANSWERS, Cycle, at
from tests.workflows.played import Playing
from workflows.attempts import attempts
from workflows.board import board
from workflows.case import case
from workflows.complete_task import complete_task
from workflows.corrections import open_correction
from workflows.days_lost import Days, days_lost
from workflows.draft import Origin
from workflows.errors import NotYours, StalePage
from workflows.house import HOUSE
from workflows.submission import draft_answers
from workflows.submission_document import submission_facts
from workflows.tables import cycle_unit, report, report_return
from workflows.withdrawal import ReasonRefused

REASON = "Số ý kiến ở vấn đề 1 không khớp với tổng đài."

pytestmark = BOTH_STORES


def ward_3_is_accepted(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.accept("C003", "D001")


@pytest.fixture
def accepted(played: Playing) -> Cycle:
    """Ward 3 has sent in time and District 1 has accepted it."""
    return played(ward_3_is_accepted)


def first_of(cycle: Cycle, unit: str = "C003") -> Any:
    """The first attempt, with the key of its unit in the cycle."""
    with cycle.database.read() as session:
        key = session.execute(
            sa.select(report.c.key).where(
                report.c.attempt == 1, report.c.cycle_unit_key == _place(cycle, unit)
            )
        ).scalar_one()
        return case(session, cycle.viewer("p01.head"), key, cycle.now).row


def _place(cycle: Cycle, unit: str) -> int:
    with cycle.database.read() as session:
        return int(
            session.execute(
                sa.select(cycle_unit.c.key).where(
                    cycle_unit.c.handle == unit, cycle_unit.c.cycle_key == cycle.key
                )
            ).scalar_one()
        )


def correct(cycle: Cycle, who: str = "d001.receiver", reason: str = REASON) -> int:
    key = first_of(cycle).key
    with cycle.database.write() as session:
        return open_correction(session, HOUSE, cycle.viewer(who), key, reason, now=cycle.now)


def do(cycle: Cycle, who: str, element: str, answers: dict[str, Any], revision: int = 0) -> None:
    with cycle.database.write() as session:
        complete_task(
            session,
            HOUSE,
            cycle.viewer(who),
            cycle.task("C003", element),
            answers,
            now=cycle.now,
            origin=Origin(revision),
        )
    cycle.pump()


def finish(cycle: Cycle) -> None:
    do(cycle, "c003.reporter", "draft", {**ANSWERS, "overview": "Đã đính chính."}, revision=1)
    do(cycle, "c003.head", "approve", {"decision": "approve"})
    do(cycle, "d001.receiver", "accept", {"decision": "accept"})


def test_it_begins_with_what_was_accepted_and_has_its_own_date(accepted: Cycle) -> None:
    key = correct(accepted)
    assert accepted.open_elements("C003") == ["draft"]
    with accepted.database.read() as session:
        assert draft_answers(session, key)["overview"] == ANSWERS["overview"]
        found = case(session, accepted.viewer("c003.head"), key, accepted.now)
    assert found.row.attempt == 2
    assert found.row.due_at > accepted.now
    assert found.attempts[1].why.reason == REASON
    with accepted.database.read() as session:
        told = [to for rule, to in _told(session, key) if rule == "correction_opened"]
    assert told == ["C003.head", "C003.reporter"]


def _told(session: Any, key: int) -> list[tuple[str, str]]:
    rows = session.execute(
        sa.select(outbox.c.rule, outbox.c.recipient).where(
            outbox.c.about == f"report:{key}", outbox.c.channel == "inbox"
        )
    )
    return sorted((row.rule, row.recipient) for row in rows)


def test_it_raises_only_the_count_of_corrections(accepted: Cycle) -> None:
    before = first_of(accepted)
    correct(accepted)
    finish(accepted)
    after = first_of(accepted)
    for name in ("first_submitted_at", "accepted_at", "versions", "returns", "due_at", "outcome"):
        assert getattr(after, name) == getattr(before, name), name
    district = first_of(accepted, "D001")
    with accepted.database.read() as session:
        fan = session.execute(sa.select(fanout).where(fanout.c.instance_key == district.instance_key)).one()
        seen = board(session, accepted.key, district.unit_key, accepted.viewer("d001.receiver"), accepted.now)
    assert (fan.completed, fan.corrections) == (1, 1)
    assert [(row.corrections, row.correcting) for row in seen.rows if row.name == "Phường 3"] == [(1, False)]
    assert (seen.totals.expected, seen.totals.on_time) == (2, 1)


def test_its_document_names_what_it_takes_the_place_of(accepted: Cycle) -> None:
    key = correct(accepted)
    finish(accepted)
    with accepted.database.read() as session:
        facts, _version = submission_facts(session, key)
        first, _version = submission_facts(session, first_of(accepted).key)
    assert facts.corrects == "số 01/BC-UBND ngày 15/05/2025"
    assert facts.number.value == 2
    assert first.corrects == ""


def test_the_document_above_says_whose_report_was_corrected(accepted: Cycle) -> None:
    correct(accepted)
    finish(accepted)
    accepted.submit("C004")
    accepted.accept("C004", "D001")
    accepted.now = at(19, 9)
    accepted.submit("D001")
    with accepted.database.read() as session:
        facts, _version = submission_facts(session, accepted.report("D001").key)
    assert [(row.unit, row.outcome, row.note) for row in facts.subordinates] == [
        ("Phường 3", "on_time", "Đã đính chính"),
        ("Phường 4", "on_time", ""),
    ]


@pytest.mark.parametrize("who", ["c003.reporter", "c003.head", "c004.head", "d002.receiver"])
def test_only_the_unit_that_accepted_opens_it(accepted: Cycle, who: str) -> None:
    with pytest.raises(NotYours):
        correct(accepted, who)


def test_there_is_one_at_a_time_and_then_another(accepted: Cycle) -> None:
    correct(accepted)
    with pytest.raises(StalePage):
        correct(accepted)
    finish(accepted)
    with accepted.database.read() as session:
        found = attempts(session, _place(accepted, "C003"))
    assert [one.number for one in found] == [1, 2]
    with accepted.database.write() as session:
        viewer = accepted.viewer("d001.head")
        open_correction(session, HOUSE, viewer, found[1].report_key, REASON, now=accepted.now)
    assert accepted.open_elements("C003") == ["draft"]


def test_what_is_not_accepted_is_not_corrected(cycle: Cycle) -> None:
    cycle.open()
    cycle.submit("C003")
    with pytest.raises(StalePage):
        correct(cycle)


def test_a_reason_is_given(accepted: Cycle) -> None:
    with pytest.raises(ReasonRefused):
        correct(accepted, reason=" ")


def test_a_return_that_travels_down_is_known_by_its_cause(accepted: Cycle) -> None:
    accepted.submit("C004")
    accepted.accept("C004", "D001")
    accepted.pump()
    accepted.now = at(19, 9)
    accepted.submit("D001")
    accepted.send_back("D001", "P01", "Phường 3 ghi thiếu.")
    correct(accepted)
    with accepted.database.read() as session:
        found = attempts(session, _place(accepted, "C003"))
    assert found[1].caused_by.reason == "Phường 3 ghi thiếu."
    do(accepted, "c003.reporter", "draft", dict(ANSWERS), revision=1)
    do(accepted, "c003.head", "approve", {"decision": "approve"})
    returned = {"decision": "return", "reason_code": "TL-02", "reason": "Vẫn thiếu."}
    do(accepted, "d001.receiver", "accept", returned)
    with accepted.database.read() as session:
        rows = session.execute(sa.select(report_return).order_by(report_return.c.key)).all()
    assert [row.caused_by for row in rows] == [None, rows[0].key]
    with accepted.database.read() as session:
        shown = case(session, accepted.viewer("c003.head"), rows[1].report_key, accepted.now)
    back = [over.returned for over in shown.hand_overs if over.returned]
    assert [one.cause and one.cause.office["vi"] for one in back] == ["Bộ phận tiếp nhận, Tỉnh A"]


def test_days_lost_stand_with_whoever_held_the_report_and_add_up(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.now = at(16, 9)  # Friday
    cycle.send_back("C003", "D001")
    cycle.now = at(19, 9)  # Monday
    cycle.submit("C003")
    cycle.now = at(21, 9)
    cycle.send_back("C003", "D001")
    cycle.now = at(22, 9)
    cycle.submit("C003")
    cycle.now = at(23, 9)
    cycle.accept("C003", "D001")
    key = cycle.report("C003").key
    with cycle.database.read() as session:
        lost = days_lost(session, [key], at(30))[key]
    assert lost.unit == Days(working=2, calendar=4)
    assert lost.above == Days(working=3, calendar=3)
    assert lost.total == Days(working=5, calendar=7)


def test_what_was_never_returned_lost_nothing(accepted: Cycle) -> None:
    with accepted.database.read() as session:
        assert days_lost(session, [first_of(accepted).key], accepted.now) == {}
