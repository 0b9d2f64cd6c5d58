"""The province's desk pages through the tasks of several offices: every one once, in one order."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from database.session import Session
from engine.tables import task
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from workflows import open_tasks
from workflows.open_tasks import ANYBODY, FREE, HELD, Branch, Counting, count_tasks, first_tasks

GROUPS = ("C003.reporter", "C004.reporter", "C005.reporter")
pytestmark = BOTH_STORES
BRANCHES = [Branch(group, ANYBODY) for group in GROUPS]


@pytest.fixture(name="full")
def _full(cycle: Cycle) -> Cycle:
    """Twelve more drafts for each office: due a day after another, two at the same moment, two at no moment."""
    cycle.open()
    with cycle.database.write() as session:
        for number, group in enumerate(GROUPS):
            model = session.execute(
                sa.select(*(column for column in task.columns if column.computed is None)).where(
                    task.c.candidate_group == group
                )
            ).mappings()
            row = dict(model.one())
            for place in range(12):
                days = {0: None, 1: None, 2: 3}.get(place, place)
                row |= {
                    "key": 1000 + place * 10 + number,
                    "token": f"{number}-{place}",
                    "due_at": None if days is None else at(10) + timedelta(days=days),
                    "assignee": "7" if place == 5 else None,
                }
                session.execute(sa.insert(task), row)
    return cycle


def paged(session: Session, branches: list[Branch], size: int) -> list[int]:
    keys: list[int] = []
    after = None
    while page := first_tasks(session, branches, "", after, size):
        keys += [key for _, key in page]
        after = page[-1]
    return keys


@pytest.mark.parametrize("size", [1, 2, 7, 50])
@pytest.mark.parametrize("branches_at_once", [1, 2, 100])
def test_pages_of_any_size_hold_every_task_once_and_in_order(
    full: Cycle, monkeypatch: pytest.MonkeyPatch, size: int, branches_at_once: int
) -> None:
    monkeypatch.setattr(open_tasks, "BRANCHES_AT_ONCE", branches_at_once)
    with full.database.read() as session:
        rows = session.execute(
            sa.select(task.c.key, task.c.due_at).where(task.c.candidate_group.in_(GROUPS))
        ).all()
        expected = sorted(rows, key=lambda row: (row.due_at is None, row.due_at or at(1), row.key))
        assert paged(session, BRANCHES, size) == [row.key for row in expected]
        assert count_tasks(session, Counting(BRANCHES)) == [len(expected)] == [39]


def test_what_is_free_and_what_is_held_are_apart(full: Cycle) -> None:
    with full.database.read() as session:
        held = paged(session, [Branch(group, HELD, "7") for group in GROUPS], 2)
        free = paged(session, [Branch(group, FREE) for group in GROUPS], 2)
        assert held == [1050, 1051, 1052]
        assert len(free) == 36
        assert not set(held) & set(free)
        assert paged(session, [Branch(group, HELD, "8") for group in GROUPS], 2) == []


def test_a_count_takes_its_first_moment_and_not_its_last(full: Cycle) -> None:
    due = at(10) + timedelta(days=7)
    moments = (due - timedelta(microseconds=1), due, due + timedelta(microseconds=1))
    with full.database.read() as session:
        asked = [Counting(BRANCHES, since=one) for one in moments]
        before, on, after = count_tasks(session, *asked)
        assert (before - on, on - after) == (0, 3)
        asked = [Counting(BRANCHES, until=one) for one in moments]
        before, on, after = count_tasks(session, *asked)
        assert (on - before, after - on) == (0, 3)


def test_no_branch_no_task(full: Cycle) -> None:
    with full.database.read() as session:
        assert first_tasks(session, [], "", None, 50) == []
        assert count_tasks(session, Counting([]), Counting(BRANCHES), Counting([])) == [0, 39, 0]


def test_a_count_ends_at_its_cap(full: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    with full.database.read() as session:
        for cap, counted in ((37, 38), (38, 39), (39, 39)):
            monkeypatch.setattr(open_tasks, "MOST_COUNTED", cap)
            assert count_tasks(session, Counting(BRANCHES)) == [counted]


def test_counts_that_are_too_many_for_one_statement_are_the_same(
    full: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [Counting(BRANCHES), Counting(BRANCHES[:1]), Counting(BRANCHES, "bao cao")]
    with full.database.read() as session:
        together = count_tasks(session, *asked)
        assert together[:2] == [39, 13]
        monkeypatch.setattr(open_tasks, "BRANCHES_AT_ONCE", 2)
        assert count_tasks(session, *asked) == together
