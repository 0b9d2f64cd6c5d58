"""What a page asks for is found by an index: no list reads through all the rows there ever were."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from database.session import Session
from organisation.viewer import Viewer
from tests.workflows.cycle import Cycle, at
from tests.workflows.quarter import open_quarter, play_month
from tests.workflows.reception.received import CLOCK, Received
from workflows.board import board
from workflows.boards.accounts import Account, account, accounts
from workflows.boards.exceptions import exceptions
from workflows.boards.ledgers import BY_NAME
from workflows.boards.morning import morning
from workflows.boards.owed import SIDES, Ledger, Side
from workflows.carried_issues import choosable
from workflows.case import case
from workflows.cycles import cycles
from workflows.inbox import inbox
from workflows.incidents import open_incidents
from workflows.issues.owed import BELOW_OWE
from workflows.notices import notices, unread
from workflows.open_tasks import SCOPES
from workflows.outward import VIEWS, outward
from workflows.overdue import overdue
from workflows.passing_on import links_of
from workflows.proposal.figures import year_sums
from workflows.proposal.finding import SIDES as PROPOSAL_SIDES
from workflows.proposal.finding import STAGES, Stage, list_proposals, waiting
from workflows.proposal.finding import Side as ProposalSide
from workflows.reception.counting import counted, units_counted
from workflows.reception.finding import (
    ended_sittings,
    events_of,
    find_reception,
    lines_seen,
    made_up_by,
    open_sittings,
)
from workflows.reception.looking_back import still_open
from workflows.subject import about_report
from workflows.task_page import task_page

GROWING = (
    "task|report|cycle_unit|outbox|history|instance|timer|receipt|report_version|report_return|report_issue|"
    "report_source|report_issue_origin|correction|attachment|version_attachment|blob|blob_part|draft_presence|"
    "delivery|worker_job|message|message_subscription|message_correlation|document|effect|issue|issue_party|"
    "issue_answer|issue_event|direction|proposal|proposal_count|proposal_event|proposal_pass|"
    "verification|verification_part|verification_opinion|review|review_part|hot_spot|"
    "hot_spot_unit|issue_flow|reception|reception_issue|reception_event"
)
Page = Callable[[Session, Viewer, Cycle], Any]


def inbox_page(scope: str) -> Page:
    return lambda session, viewer, cycle: inbox(session, viewer, cycle.now, scope=scope)


def deliveries_page(view: str) -> Page:
    return lambda session, viewer, _: outward(session, viewer, view=view)


def proposals_page(side: ProposalSide, stage: Stage) -> Page:
    def page(session: Session, viewer: Viewer, cycle: Cycle) -> object:
        units = viewer.unit_keys()
        year_sums(session, units, side, cycle.now.year)
        return waiting(session, units, side), list_proposals(session, units, side, stage, "1")

    return page


def draft_page(task_key: int) -> Page:
    return lambda session, viewer, cycle: task_page(session, viewer, task_key, cycle.now)


def issues_page(task_key: int) -> Page:
    return lambda session, viewer, _: choosable(session, viewer, task_key)


PAGES: dict[str, Page] = {
    "board": lambda session, viewer, cycle: board(session, cycle.key, None, viewer, cycle.now),
    "case": lambda session, viewer, cycle: case(session, viewer, cycle.report("C003").key, cycle.now),
    "cycles": lambda session, viewer, cycle: cycles(session, viewer, cycle.now),
    "notices": lambda session, viewer, _: (notices(session, viewer), unread(session, viewer)),
    "overdue": lambda session, viewer, cycle: overdue(session, viewer, cycle.now),
    "exceptions": lambda session, viewer, cycle: exceptions(session, viewer, cycle.now),
    "morning": lambda session, viewer, cycle: morning(session, viewer, cycle.now),
    **{f"inbox, {scope}": inbox_page(scope) for scope in SCOPES},
    **{
        f"proposals, {side}, {stage}": proposals_page(side, stage)
        for side in PROPOSAL_SIDES
        for stage in STAGES
    },
}


OPERATORS: dict[str, Page] = {
    "incidents": lambda session, viewer, _: open_incidents(session, viewer),
    **{f"deliveries, {view}": deliveries_page(view) for view in VIEWS},
}


@pytest.mark.parametrize("username", ["c003.reporter", "d001.receiver", "p01.leader"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_through_a_growing_table(cycle: Cycle, page: str, username: str) -> None:
    cycle.open()
    cycle.go_to(at(20))
    assert_none_is_read_through(cycle, PAGES[page], cycle.viewer(username))


@pytest.mark.parametrize("page", OPERATORS)
def test_no_page_of_an_operator_does(cycle: Cycle, page: str) -> None:
    assert_none_is_read_through(cycle, OPERATORS[page], cycle.viewer("admin"))


def test_the_sources_of_a_quarter_are_found_by_an_index(cycle: Cycle) -> None:
    play_month(cycle, "2025-04", ["C003"])
    open_quarter(cycle)
    task_key, viewer = cycle.task("C003", "draft"), cycle.viewer("c003.reporter")
    assert_none_is_read_through(cycle, draft_page(task_key), viewer)
    assert_none_is_read_through(cycle, issues_page(task_key), viewer)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "name", ["issues", "issues-below", "directions", "proposals", "verifications", "oversight", "receptions"]
)
def test_what_is_due_first_is_found_without_putting_all_that_is_open_in_order(
    cycle: Cycle, name: str, side: Side
) -> None:
    viewer = cycle.viewer("c003.reporter")

    def page(session: Session, viewer: Viewer, cycle: Cycle) -> Account:
        return account(
            session,
            _ledger(name),
            side,
            viewer.unit_keys(),
            cycle.now,
            limit=5,
        )

    found = plans(cycle, page, viewer)
    assert found or _ledger(name).query(side) is None
    for statement, steps in found:
        assert "TEMP B-TREE" not in steps, f"{statement}\n{steps}"


def _ledger(name: str) -> Ledger:
    return {**BY_NAME, BELOW_OWE.name: BELOW_OWE}[name]


@pytest.mark.parametrize(
    ("name", "side", "index"),
    [
        ("issues", "owing", "ix_issue_owed_again"),
        ("issues", "awaited", "ix_issue_awaited_again"),
        ("issues-passed-on", "awaited", "ix_issue_party_back"),
    ],
)
def test_what_came_back_is_found_by_an_index_of_its_own(
    cycle: Cycle, name: str, side: Side, index: str
) -> None:
    def page(session: Session, viewer: Viewer, cycle: Cycle) -> list[Account]:
        return accounts(
            session, [(_ledger(name), side)], viewer.unit_keys(), cycle.now, limit=5, came_back=True
        )

    found = plans(cycle, page, cycle.viewer("c003.reporter"))
    assert [f"{index} " in steps for _, steps in found] == [True]


def test_the_task_that_a_notice_is_about_is_found_without_going_along_all_open_ones(cycle: Cycle) -> None:
    cycle.open()
    notice = SimpleNamespace(key=1, about=about_report(cycle.report("C003").key), recipient="C003.reporter")
    with cycle.database.read() as session:
        assert links_of(session, [notice]) == {1: f"/tasks/{cycle.task('C003', 'draft')}"}
    found = plans(cycle, lambda session, *_: links_of(session, [notice]), cycle.viewer("c003.reporter"))
    assert found
    assert not [steps for _, steps in found if "ix_task_open" in steps]


def test_no_page_of_receptions_reads_through_them(cycle: Cycle) -> None:
    ward = Received(cycle.database, at(15, 9))
    ward.opens("c003.head", at(15).date())
    ward.raised("c003.reporter", **CLOCK)
    first, last = at(1).date(), at(31).date()

    def page(session: Session, viewer: Viewer, cycle: Cycle) -> None:
        row = find_reception(session, viewer, ward.key, cycle.now)
        open_sittings(session, [row.unit_key])
        ended_sittings(session, [row.unit_key], str(ward.key))
        lines_seen(session, viewer, row)
        events_of(session, row.key)
        made_up_by(session, row.key)
        still_open(session, row.unit_key)
        counted(session, units_counted(session, row.unit_key, cycle.now), first, last, cycle.now)

    for username in ("c003.reporter", "d001.head"):
        assert_none_is_read_through(cycle, page, cycle.viewer(username))


def assert_none_is_read_through(cycle: Cycle, page: Page, viewer: Viewer) -> None:
    found = plans(cycle, page, viewer)
    assert found
    for statement, steps in found:
        assert not re.search(rf"^SCAN ({GROWING})\b", steps, re.MULTILINE), f"{statement}\n{steps}"


def plans(cycle: Cycle, page: Page, viewer: Viewer) -> list[tuple[str, str]]:
    """Each statement that a page asks, with how the store finds its answer.

    The driver itself tells them, with their values: prepared ones (database/prepared.py) go to it at once.
    """
    asked: list[str] = []
    with cycle.database.read() as session:
        driver: Any = session.connection.dbapi_connection
        driver.set_trace_callback(asked.append)
        try:
            page(session, viewer, cycle)
        finally:
            driver.set_trace_callback(None)
        queries = [statement for statement in asked if statement.lower().startswith(("select", "with"))]
        return [(statement, plan(session, statement, ())) for statement in queries]


def plan(session: Session, statement: str, values: Any) -> str:
    cursor = session.connection.cursor()
    return "\n".join(step for *_, step in cursor.execute(f"explain query plan {statement}", values))
