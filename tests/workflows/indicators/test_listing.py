"""Every number leads to exactly the issues it counts, as of any past day, page by page."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import product
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.units import find_unit
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.indicators.playing import FIRST, LAST, PROGRAMMES, UNITS, play
from tests.workflows.indicators.raising import raise_issue
from workflows.deadlines import ZONE
from workflows.indicators.folding import fold_some
from workflows.indicators.listing import PAGE, issues_behind, number_named
from workflows.indicators.spent import spent
from workflows.indicators.window import Window
from workflows.issues.record import Change, Why, change_issue, issue_row, move_issue
from workflows.issues.states import ANSWERED, ENDED, STATES, VERIFYING
from workflows.issues.tables import issue, issue_event

pytestmark = BOTH_STORES
AS_OF = (date(2025, 3, 10), date(2025, 3, 24), LAST)


def _is_in_state(state: str, row: Any) -> bool:
    return bool(row.state == state)


def _is_of(programme: str, row: Any) -> bool:
    return programme in row.programmes


MANY = 1_000
NAMED: dict[str, Callable[[Any], bool]] = {
    "raised": lambda _row: True,
    "answered": lambda row: row.answered_at is not None,
    "unanswered": lambda row: row.answered_at is None,
    "directed": lambda row: row.directed_at is not None,
    "undirected": lambda row: row.directed_at is None,
    **{f"state:{state}": partial(_is_in_state, state) for state in STATES},
    **{f"programme:{code}": partial(_is_of, code) for code in PROGRAMMES},
}
OF_DUE: dict[str, Callable[[Any], bool]] = {
    "due": lambda _row: True,
    "on_time": lambda row: row.answered_at is not None and row.answered_at <= row.due_at,
    "late": lambda row: row.answered_at is not None and row.answered_at > row.due_at,
    "without": lambda row: row.answered_at is None and row.state in ENDED,
    "overdue": lambda row: row.answered_at is None and row.state not in ENDED,
}


def standing(session: Session, codes: tuple[str, ...], as_of: date) -> list[Any]:
    """How the issues of units stood at the end of a day, from the events alone, without those merged."""
    units = [find_unit(session, code, FIRST).key for code in codes]
    rows = session.execute(
        sa.select(issue_event, issue.c.raised_on)
        .join(issue, issue.c.key == issue_event.c.issue_key)
        .where(issue.c.raised_unit_key.in_(units), issue_event.c.day <= as_of)
        .order_by(issue_event.c.issue_key, issue_event.c.number)
    )
    return [row for row in {row.issue_key: row for row in rows}.values() if row.merged_into is None]


def listed(session: Session, cycle: Cycle, window: Window, of: str) -> list[int]:
    number = number_named(of)
    assert number is not None, of
    viewer, first = cycle.viewer("p01.head"), issues_behind(session, cycle.viewer("p01.head"), window, number)
    rows = list(first.rows)
    for page in range(2, first.pages + 1):
        rows += issues_behind(session, viewer, window, number, page).rows
    assert len(rows) == first.total, of
    return [row.key for row in rows]


@pytest.mark.parametrize("folds", [0, 2, MANY])
def test_every_number_leads_to_exactly_its_issues(cycle: Cycle, folds: int) -> None:
    with cycle.database.write() as session:
        play(session, 30 if folds == MANY else 9, folds + 5)
        for _ in range(folds):
            if not fold_some(session):
                break
    with cycle.database.read() as session:
        for code, as_of in product(UNITS, AS_OF) if folds == MANY else [("P01", AS_OF[0])]:
            key, rows = find_unit(session, code, FIRST).key, standing(session, UNITS[code], as_of)
            for window in (Window(key, FIRST, LAST, as_of), Window(key, FIRST, date(2025, 3, 15), as_of)):
                raised = [row for row in rows if window.first <= row.raised_on <= window.last]
                for of, holds in NAMED.items():
                    wanted = {row.issue_key for row in raised if holds(row)}
                    found = listed(session, cycle, window, of)
                    assert (set(found), len(found)) == (wanted, len(wanted)), (of, window)
                last = min(window.last, as_of)
                due = [row for row in rows if window.first <= row.due_at.astimezone(ZONE).date() <= last]
                for of, holds in OF_DUE.items():
                    found = listed(session, cycle, window, of)
                    assert sorted(found) == sorted(row.issue_key for row in due if holds(row)), (of, window)


def test_a_list_goes_on_page_by_page_in_one_order(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        keys = [raise_issue(session, "C003", at(2 + place // 60)).key for place in range(2 * PAGE + 1)]
        while fold_some(session):
            pass
    with cycle.database.read() as session:
        window = Window(find_unit(session, "C003", FIRST).key, FIRST, LAST, LAST)
        assert listed(session, cycle, window, "raised") == keys
        viewer, number = cycle.viewer("c003.head"), number_named("raised")
        assert number is not None
        assert [len(issues_behind(session, viewer, window, number, page).rows) for page in (1, 2, 3)] == [
            PAGE,
            PAGE,
            1,
        ]
        beyond = issues_behind(session, viewer, window, number, 9)
    assert (beyond.number, beyond.pages, beyond.rows[0].key) == (3, 3, keys[-1])


def test_an_issue_whose_answers_came_back_twice_on_a_day_stands_there_once(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workflows.indicators.listing.PAGE", 2)
    with cycle.database.write() as session:
        keys = [raise_issue(session, "C003", at(6)).key for _ in range(3)]
        for key, moment in product(keys, (at(7, 9), at(7, 10), at(8, 9))):
            back = Change("answer_returned")
            change_issue(
                session, issue_row(session, key), back, Why(moment, reason="?", reason_code="no_proof")
            )
        while fold_some(session):
            pass
    with cycle.database.read() as session:
        unit = find_unit(session, "C003", FIRST).key
        for day, found in ((6, []), (7, keys), (8, [*keys, *keys])):
            window = Window(unit, FIRST, LAST, date(2025, 5, day))
            assert listed(session, cycle, window, "returned:level:commune") == found
        assert [one.returns for one in spent(session, window).authors] == [9]


def test_a_list_says_how_an_issue_stood_then_and_hides_what_may_not_be_opened(cycle: Cycle) -> None:
    with cycle.database.write() as session:
        key = raise_issue(session, "C003", at(2)).key
        move_issue(session, issue_row(session, key), VERIFYING, Why(at(3)))
        move_issue(session, issue_row(session, key), ANSWERED, Why(at(6)))
        while fold_some(session):
            pass
    number = number_named("raised")
    assert number is not None
    with cycle.database.read() as session:
        unit = find_unit(session, "C003", FIRST).key
        for day, state in ((3, VERIFYING), (5, VERIFYING), (6, ANSWERED)):
            window = Window(unit, FIRST, LAST, date(2025, 5, day))
            (own,) = issues_behind(session, cycle.viewer("c003.head"), window, number).rows
            (foreign,) = issues_behind(session, cycle.viewer("admin"), window, number).rows
            assert (own.state, own.seen, foreign.seen) == (state, True, False)


@pytest.mark.parametrize("of", ["", "everything", "state:", "state:gone"])
def test_a_number_that_there_is_not_leads_nowhere(of: str) -> None:
    assert number_named(of) is None
