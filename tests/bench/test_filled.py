"""A register that the bench fills stands as one that was played: the product counts the same in it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bench.issues import filled
from bench.issues.copying import COUNTED, Copies
from bench.issues.courses import ANSWERED, CLOSED, RESOLVED, RETURNED, VERIFIED_JOINTLY
from bench.issues.playing import Played
from database.session import Database, Session
from organisation.staff import find_staff
from organisation.viewer import viewer_of
from workflows.direction import counting
from workflows.direction.tables import direction
from workflows.indicators.folding import fold_some
from workflows.indicators.tables import issue_event_to_fold, issue_stay
from workflows.issues.list_ranges import Wanted
from workflows.issues.register import list_issues
from workflows.issues.tables import issue, issue_event

COURSES = (RESOLVED, RETURNED, CLOSED, ANSWERED, VERIFIED_JOINTLY)
BATCHES = 4
HOURS = frozenset({"minutes", "reading"})


def counted(session: Session) -> dict[str, Counter[Any]]:
    """The rows of every table of counts that say anything.

    Left out are hours of work: a copy that is moved over a weekend has others.
    """
    found = {}
    for table in (*COUNTED, issue_stay):
        numbers = [one for one in table.columns if not one.primary_key and one.name not in HOURS]
        rows = session.execute(sa.select(*table.primary_key, *numbers)).all()
        found[table.name] = Counter(row for row in rows if not numbers or any(row[-len(numbers) :]))
    return found


def count_again(session: Session) -> None:
    """Let the product count all events of the register, and all directions, anew."""
    for table in (*COUNTED, issue_stay):
        session.execute(sa.delete(table))
    keys = sa.select(issue_event.c.key)
    session.execute(sa.insert(issue_event_to_fold).from_select(["event_key"], keys))
    while fold_some(session):
        pass
    for row in session.execute(sa.select(direction)).all():
        counting._count(session, None, row)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    monkeypatch.setattr(filled, "COMMUNES", 3)
    opened = filled.furnish_empty(tmp_path)
    Played(opened).play(COURSES)
    Copies(opened, 3).make(BATCHES)
    return opened


def test_copies_are_counted_as_the_product_counts_them(database: Database) -> None:
    with database.write() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one() == 5 * (
            BATCHES + 1
        )
        found = counted(session)
        assert all(found.values())
        count_again(session)
        assert counted(session) == found


def test_a_commune_lists_its_own_copies_and_the_province_all_of_them(database: Database) -> None:
    def listed(username: str, *scopes: str) -> int:
        with database.read() as session:
            account = find_staff(session, username)
            assert account is not None
            viewer = viewer_of(session, account.key, filled.NOW)
            wanted = [Wanted(scope=scope, open_only=False) for scope in scopes]
            return sum(list_issues(session, viewer, one, filled.NOW).total for one in wanted)

    assert listed("c00001.receiver", "own") == len(COURSES)
    assert listed("c00002.receiver", "own") == 2 * len(COURSES)
    assert listed("p01.receiver", "own", "below") == (BATCHES + 1) * len(COURSES)
