"""A quick report and the month's: the draft begins with its issue, marked, and nothing of it is counted twice."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from organisation.tables import unit
from tests.stores import BOTH_STORES
from tests.workflows.cycle import ANSWERS, ISSUE, Cycle, at
from tests.workflows.issues.handled import Handled
from tests.workflows.issues.register import CLERK
from tests.workflows.quick_report.events import Event
from tests.workflows.steps import Steps
from workflows.indicators.asked import Asked
from workflows.indicators.board import indicators
from workflows.indicators.folding import fold_events
from workflows.issues.merging import merge_issues
from workflows.issues.open_for_report import starting_draft
from workflows.issues.record import Why
from workflows.issues.tables import issue, issue_source
from workflows.open_task import find_task
from workflows.quick_report.linking import quickly_reported
from workflows.task_forms import form_for


def begun(cycle: Cycle) -> list[dict[str, Any]]:
    """The issues that the ward's draft begins with."""
    with cycle.database.read() as session:
        facts = find_task(session, cycle.viewer("c003.reporter"), cycle.task("C003", "draft"))
        rows: list[dict[str, Any]] = starting_draft(session, facts, form_for(session, facts))["issues"]
        return rows


@pytest.fixture
def reported(cycle: Cycle) -> Event:
    """An event of 5 May, over on the 6th; the month's cycle is open from the 7th."""
    event = Event(Steps(cycle.database, at(5, 9)))
    event.sent()
    event.steps.go_to(at(6, 9))
    cycle.now = at(7)
    cycle.open()
    cycle.go_to(at(15, 9))
    event.steps.now = cycle.now
    return event


def counted(cycle: Cycle) -> Any:
    fold_events(cycle.database)
    with cycle.database.read() as session:
        asked = Asked("C003", date(2025, 5, 1), date(2025, 5, 31), date(2025, 5, 31))
        return indicators(session, cycle.viewer("c003.reporter"), asked, at(31)).answered


@BOTH_STORES
def test_the_next_draft_begins_with_it_and_says_that_it_was_reported_quickly(
    cycle: Cycle, reported: Event
) -> None:
    rows = begun(cycle)
    assert [(row["summary"], row["mentions"], row["register"]) for row in rows] == [
        (reported.issue.summary, 3, str(reported.row.issue_key))
    ]
    assert marked(cycle, reported.row.unit_key, rows) == {0: reported.key}


def marked(cycle: Cycle, unit_key: int, rows: list[dict[str, Any]]) -> dict[int, int]:
    with cycle.database.read() as session:
        return {place: row.key for place, row in quickly_reported(session, unit_key, rows).items()}


@BOTH_STORES
def test_a_row_that_was_carried_upward_is_marked_where_the_quick_report_was_got(
    cycle: Cycle, reported: Event
) -> None:
    cycle.submit("C003", {**ANSWERS, "issues": begun(cycle)})
    cycle.accept("C003", "D001")
    with cycle.database.read() as session:
        told = session.execute(
            sa.select(issue_source.c.report_issue_key).where(issue_source.c.kind == "report")
        ).scalar_one()
    rows = [dict(ISSUE), {**ISSUE, "origins": str(told)}]
    of_district = reported.receipt("D001").unit_key
    assert marked(cycle, of_district, rows) == {1: reported.key}
    assert marked(cycle, reported.row.unit_key, rows) == {1: reported.key}
    with cycle.database.read() as session:
        stranger = session.execute(sa.select(unit.c.key).where(unit.c.handle == "C004")).scalar_one()
    assert marked(cycle, stranger, rows) == {}


@BOTH_STORES
def test_neither_the_issue_nor_its_mentions_nor_the_event_is_counted_twice(
    cycle: Cycle, reported: Event
) -> None:
    rows = [*begun(cycle), dict(ISSUE)]
    cycle.submit("C003", {**ANSWERS, "issues": rows})
    cycle.accept("C003", "D001")
    with cycle.database.read() as session:
        issues = session.execute(sa.select(issue.c.key, issue.c.mentions).order_by(issue.c.key)).all()
        sources = session.execute(
            sa.select(issue_source.c.kind)
            .where(issue_source.c.issue_key == reported.row.issue_key)
            .order_by(issue_source.c.key)
        ).scalars()
        assert list(sources) == ["quick_report", "report"]
    assert [tuple(row) for row in issues] == [(reported.row.issue_key, 3), (issues[1].key, 14)]
    assert reported.row.told_report_key == cycle.report("C003").key
    found = counted(cycle)
    assert (found.raised, found.mentions) == (2, 17)


def test_more_mentions_in_the_month_are_added_once(cycle: Cycle, reported: Event) -> None:
    (row,) = begun(cycle)
    cycle.submit("C003", {**ANSWERS, "issues": [{**row, "mentions": "5"}]})
    cycle.accept("C003", "D001")
    assert reported.issue.mentions == 5


def test_what_is_over_by_then_is_told_all_the_same_and_only_once(cycle: Cycle, reported: Event) -> None:
    with cycle.database.write() as session:
        resolved = sa.update(issue).where(issue.c.key == reported.row.issue_key)
        session.execute(resolved.values(state="resolved", answered_at=at(6)))
    (row,) = begun(cycle)
    assert row["status"] == "resolved"
    cycle.submit("C003", {**ANSWERS, "issues": [row]})
    cycle.accept("C003", "D001")
    cycle.now = at(9, month=6)
    cycle.open("2025-06")
    assert begun(cycle) == [], "it was told in May"


def test_an_event_that_joined_another_issue_is_linked_to_the_report_that_tells_of_that(
    cycle: Cycle, reported: Event
) -> None:
    by_telephone = Handled(cycle).raised(summary="Nước tràn vào nhà ở tổ 5.").key
    with cycle.database.write() as session:
        merge_issues(session, reported.row.issue_key, by_telephone, Why(cycle.now, CLERK, reason="Một việc."))
    (row,) = begun(cycle)
    assert row["register"] == str(by_telephone)
    assert marked(cycle, reported.row.unit_key, [row]) == {0: reported.key}
    cycle.submit("C003", {**ANSWERS, "issues": [row]})
    cycle.accept("C003", "D001")
    assert reported.row.told_report_key == cycle.report("C003").key


def test_a_return_and_a_correction_leave_it_counted_once(cycle: Cycle, reported: Event) -> None:
    (row,) = begun(cycle)
    cycle.submit("C003", {**ANSWERS, "issues": [row]})
    cycle.send_back("C003", "D001")
    assert reported.row.told_report_key is None
    cycle.submit("C003", {**ANSWERS, "issues": [row]})
    cycle.accept("C003", "D001")
    with cycle.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one() == 1
    assert reported.row.told_report_key == cycle.report("C003").key
