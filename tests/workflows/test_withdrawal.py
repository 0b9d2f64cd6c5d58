"""A report that was sent is taken back: by the head alone, before it is accepted, and on time stays on time."""

import pytest
import sqlalchemy as sa

from engine.history import verify_history
from engine.tables import history_tables, task
from tests.stores import BOTH_STORES
from tests.workflows.cycle import ANSWERS, DUE_WARD, Cycle, at
from tests.workflows.played import Playing
from workflows.case import case
from workflows.complete_task import complete_task
from workflows.errors import NotYours, StalePage
from workflows.house import HOUSE
from workflows.submission import draft_answers
from workflows.withdrawal import ReasonRefused, withdraw

REASON = "Số ý kiến ở vấn đề 1 ghi nhầm."

pytestmark = BOTH_STORES


def ward_3_sends(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")


@pytest.fixture
def sent(played: Playing) -> Cycle:
    """Ward 3 has sent; it lies with District 1."""
    return played(ward_3_sends)


def take_back(cycle: Cycle, username: str = "c003.head", reason: str = REASON) -> None:
    with cycle.database.write() as session:
        withdraw(session, HOUSE, cycle.viewer(username), cycle.report("C003").key, reason, now=cycle.now)


def test_the_report_is_a_draft_again_with_all_that_was_written(sent: Cycle) -> None:
    take_back(sent)
    assert sent.open_elements("C003") == ["draft"]
    with sent.database.read() as session:
        assert draft_answers(session, sent.report("C003").key)["overview"] == ANSWERS["overview"]


def test_the_first_submission_still_decides_and_no_return_is_counted(sent: Cycle) -> None:
    first = sent.report("C003").first_submitted_at
    sent.now = DUE_WARD
    take_back(sent)
    sent.now = at(19, 9)
    sent.submit("C003")
    row = sent.report("C003")
    assert (row.first_submitted_at, row.versions, row.returns, row.withdrawals) == (first, 2, 0, 1)
    sent.accept("C003", "D001")
    with sent.database.read() as session:
        found = case(session, sent.viewer("c003.head"), row.key, sent.now)
    assert found.row.outcome == "on_time"
    assert found.versions[1].returned is not None
    assert (found.versions[1].returned.stage, found.versions[1].returned.reason) == ("withdraw", REASON)


def test_both_units_are_told_and_the_history_keeps_it(sent: Cycle) -> None:
    take_back(sent)
    told = [to for rule, to in sent.told("C003") if rule == "withdrawn"]
    assert told == ["C003.head", "C003.reporter", "D001.receiver"]
    key = sent.report("C003").instance_key
    with sent.database.read() as session:
        assert verify_history(session) == []
        row = session.execute(
            sa.select(task.c.status, task.c.ended_by).where(
                task.c.instance_key == key, task.c.element == "accept"
            )
        ).one()
        rows = session.execute(
            sa.select(history_tables.history.c.data).where(history_tables.history.c.instance_key == key)
        ).scalars()
        kept = [data for data in rows if "withdraw" in str(data)]
    assert row.status == "completed"
    assert row.ended_by == str(sent.viewer("c003.head").staff_key)
    assert kept
    assert REASON not in str(kept)


@pytest.mark.parametrize("username", ["c003.reporter", "d001.receiver", "d001.head"])
def test_only_the_head_who_sends_takes_back(sent: Cycle, username: str) -> None:
    with pytest.raises(NotYours):
        take_back(sent, username)
    assert sent.open_elements("C003") == ["accept"]


def test_a_stranger_finds_nothing_to_take_back(sent: Cycle) -> None:
    with pytest.raises(NotYours):
        take_back(sent, "c005.head")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001, "Gọi 0912 345 678"])
def test_a_reason_is_given_and_tells_of_no_person(sent: Cycle, reason: str) -> None:
    with pytest.raises(ReasonRefused):
        take_back(sent, reason=reason)
    assert sent.open_elements("C003") == ["accept"]


def test_what_was_accepted_or_returned_is_not_taken_back(sent: Cycle) -> None:
    sent.send_back("C003", "D001")
    with pytest.raises(StalePage):
        take_back(sent)
    sent.submit("C003")
    sent.accept("C003", "D001")
    with pytest.raises(StalePage):
        take_back(sent)


def test_what_is_not_sent_yet_is_not_taken_back(cycle: Cycle) -> None:
    cycle.open()
    with pytest.raises(StalePage):
        take_back(cycle)


def test_the_unit_above_waits_for_what_was_taken_back(sent: Cycle) -> None:
    sent.submit("C004")
    sent.accept("C004", "D001")
    take_back(sent)
    assert sent.open_elements("D001") == []
    sent.submit("C003")
    sent.accept("C003", "D001")
    sent.pump()
    assert sent.open_elements("D001") == ["draft"]


def test_a_receiving_desk_that_decides_too_late_is_told(sent: Cycle) -> None:
    key = sent.task("C003", "accept")
    take_back(sent)
    with pytest.raises(StalePage), sent.database.write() as session:
        complete_task(session, HOUSE, sent.viewer("d001.receiver"), key, {"decision": "accept"}, now=sent.now)


def test_what_the_unit_takes_back_is_not_booked_to_the_return_before(sent: Cycle) -> None:
    sent.now = at(16, 9)
    sent.send_back("C003", "D001")
    sent.now = at(19, 9)
    sent.submit("C003")
    sent.now = at(20, 9, 10)
    take_back(sent)
    sent.now = at(22, 9, 10)
    with sent.database.read() as session:
        found = case(session, sent.viewer("c003.head"), sent.report("C003").key, sent.now)
    hours = {part: spent for part, spent in found.account.parts.items() if part in {"correction", "own"}}
    assert hours["correction"] == 72
    assert hours["own"] >= 48
    assert (found.lost.unit.calendar, found.lost.above.calendar) == (3, 1)
