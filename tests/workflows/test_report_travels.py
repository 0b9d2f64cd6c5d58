"""A monthly report travels from ward to district to province."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from engine.history import verify_history
from tests.stores import BOTH_STORES
from tests.workflows.cycle import ANSWERS, DUE_WARD, ISSUE, NIL, Cycle, at
from workflows.board import totals
from workflows.demo.month import closes_at
from workflows.errors import StalePage
from workflows.submission_document import submission_facts
from workflows.tables import document, receipt, report_version

pytestmark = BOTH_STORES


def test_at_opening_every_unit_is_expected_and_only_the_lowest_begin(cycle: Cycle) -> None:
    opened = cycle.open()
    assert opened.units == 6
    with cycle.database.read() as session:
        found = totals(session, cycle.key, cycle.now)
    assert (found.expected, found.pending) == (6, 6)
    assert cycle.open_elements("C003") == ["draft"]
    assert cycle.open_elements("D001") == []
    assert cycle.open_elements("P01") == []


def test_opening_a_cycle_again_changes_nothing(cycle: Cycle) -> None:
    first = cycle.open()
    again = cycle.open()
    assert (again.cycle_key, again.new) == (first.cycle_key, False)
    assert cycle.open_elements("C003") == ["draft"]


def test_the_head_s_approval_is_the_submission_and_its_document_follows(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.draft("C003")
    assert cycle.report("C003").first_submitted_at is None
    cycle.now = at(15, 10)
    cycle.approve("C003")
    assert cycle.report("C003").first_submitted_at == at(15, 10)
    with cycle.database.read() as session:
        made = session.execute(sa.select(document)).one()
        sent = session.execute(sa.select(receipt).order_by(receipt.c.key)).all()
    assert made.content.startswith(b"%PDF")
    assert [(row.addressee, row.office, row.opened_at) for row in sent] == [
        ("D001", "receiver", None),
        ("C003", "standing_committee", None),
    ]
    assert cycle.open_elements("C003") == ["accept"]


def test_a_district_begins_when_all_its_wards_are_accepted(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    assert cycle.open_elements("D001") == []
    cycle.submit("C004")
    cycle.accept("C004", "D001")
    assert cycle.open_elements("D001") == ["draft"]


def test_a_district_begins_with_what_it_has_when_collecting_ends(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    cycle.go_to(at(19, 16, 59))
    assert cycle.open_elements("D001") == []
    cycle.go_to(at(19, 17))
    assert cycle.open_elements("D001") == ["draft"]
    assert cycle.open_elements("C004") == ["draft"], "the late ward's task stays open"


def test_the_province_ends_after_sending(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(23, 17))
    cycle.submit("P01")
    assert cycle.open_elements("P01") == []
    assert cycle.report("P01").first_submitted_at is not None
    with cycle.database.read() as session:
        to = session.execute(sa.select(receipt.c.addressee).order_by(receipt.c.key)).scalars().all()
    assert to == ["VN", "P01"]


def test_on_time_is_decided_at_the_very_minute(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(DUE_WARD)
    for unit in ("C003", "C004", "C005"):
        cycle.draft(unit, NIL if unit == "C005" else ANSWERS)
    cycle.approve("C003")
    cycle.approve("C005")
    cycle.go_to(at(16, 17, 1))
    cycle.approve("C004")
    with cycle.database.read() as session:
        found = totals(session, cycle.key, cycle.now)
    assert (found.on_time, found.nil, found.late, found.pending) == (1, 1, 1, 3)


def test_a_returned_report_gets_a_date_of_its_own_and_stays_on_time(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.now = at(16, 10, 30)
    cycle.send_back("C003", "D001")
    found = cycle.report("C003")
    assert found.due_at == at(20, 17), "two working days after Friday 16/05"
    assert "20/05/2025" in found.due_words["explanation"]["vi"]
    assert cycle.open_elements("C003") == ["draft"]
    cycle.now = at(19, 9)
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    with cycle.database.read() as session:
        numbers = session.execute(sa.select(report_version.c.number)).scalars().all()
        counted = totals(session, cycle.key, cycle.now)
    assert numbers == [1, 2]
    assert (counted.on_time, counted.late) == (1, 0)
    assert cycle.report("C003").accepted_at == cycle.now


@pytest.mark.parametrize(("first", "then", "outcome"), [(NIL, ANSWERS, "nil"), (ANSWERS, NIL, "on_time")])
def test_whether_a_report_was_nil_is_said_by_its_first_submission(
    cycle: Cycle, first: Any, then: Any, outcome: str
) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003", first)
    cycle.send_back("C003", "D001")
    cycle.submit("C003", then)
    assert cycle.report("C003").first_nil == (outcome == "nil")
    with cycle.database.read() as session:
        counted = totals(session, cycle.key, cycle.now)
        nils = (
            session.execute(sa.select(report_version.c.nil).order_by(report_version.c.number)).scalars().all()
        )
    assert (counted.nil, counted.on_time) == ((1, 0) if outcome == "nil" else (0, 1))
    assert nils == [first["nil_report"], then["nil_report"]]


def test_when_the_cycle_closes_what_never_came_is_missing_and_every_instance_has_ended(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.go_to(at(20, 17, month=6))
    with cycle.database.read() as session:
        found = totals(session, cycle.key, cycle.now)
        assert (found.on_time, found.missing, found.pending) == (1, 5, 0)
        assert verify_history(session) == []
    for unit in ("C003", "C004", "C005", "D001", "D002", "P01"):
        assert cycle.open_elements(unit) == []
    assert cycle.report("C003").accepted_at is None, "sent, but never accepted"


def test_after_the_closing_nothing_is_sent_even_where_no_timer_has_fired_yet(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.read() as session:
        closes = closes_at(session, cycle.key)
    cycle.now = closes - timedelta(seconds=1)
    cycle.draft("C003")
    cycle.draft("C004")
    cycle.approve("C003")
    cycle.now = closes
    with pytest.raises(StalePage, match="closed"):
        cycle.approve("C004")
    with cycle.database.read() as session:
        found = totals(session, cycle.key, cycle.now)
    assert (found.late, found.missing) == (1, 5)


def test_a_document_says_what_had_come_when_it_was_approved(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    cycle.go_to(at(19, 17))  # collecting has ended
    cycle.submit("D001")
    cycle.now += timedelta(hours=1)
    cycle.submit("C004", {**ANSWERS, "issues": [ISSUE, ISSUE]})
    cycle.accept("C004", "D001")
    with cycle.database.read() as session:
        facts, _version = submission_facts(session, cycle.report("D001").key)
    wards = {row.unit: (row.outcome, row.accepted, row.issues) for row in facts.subordinates}
    assert wards == {"Phường 3": ("on_time", True, 1), "Phường 4": ("not_yet_sent", False, 0)}
    assert facts.collected is not None
    assert (facts.collected.expected, facts.collected.not_accepted) == (2, 0)


def test_a_document_counts_the_issues_of_each_unit_below(cycle: Cycle) -> None:
    cycle.open()
    cycle.now = at(15, 9)
    for unit, answers in (("C003", {**ANSWERS, "issues": [ISSUE, ISSUE]}), ("C004", NIL)):
        cycle.submit(unit, answers)
        cycle.accept(unit, "D001")
    cycle.submit("D001")
    with cycle.database.read() as session:
        facts, _version = submission_facts(session, cycle.report("D001").key)
    assert {row.unit: row.issues for row in facts.subordinates} == {"Phường 3": 2, "Phường 4": 0}


def test_the_head_is_told_that_a_draft_waits(cycle: Cycle) -> None:
    cycle.open()
    cycle.draft("C003")
    assert cycle.told("C003") == [("approve_waiting", "C003.head")]
