"""A register that the bench fills stands as one that was played: the product counts the same in it."""

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bench.issues import filled
from bench.issues.copying import COUNTED, SPAN, Copies
from bench.issues.courses import ANSWERED, ASKED_JOINTLY, CLOSED, HALF_VERIFIED, RESOLVED, RETURNED
from bench.issues.kept import filled_store
from bench.issues.matters import promise_matters
from bench.issues.playing import Played
from bench.issues.receptions import RAISED
from database.metadata import metadata
from database.session import Database, Session, open_database, sqlite_url
from engine.tables import instance
from organisation.staff import find_staff
from organisation.viewer import viewer_of
from workflows.data_call.tables import data_call
from workflows.direction import counting
from workflows.direction.tables import direction
from workflows.indicators.folding import fold_some
from workflows.indicators.tables import issue_event_to_fold, issue_flow_month, issue_stay
from workflows.issues.list_ranges import Wanted
from workflows.issues.register import list_issues
from workflows.issues.tables import issue, issue_event
from workflows.oversight.tables import oversight
from workflows.proposal import record
from workflows.proposal.tables import proposal, proposal_count, proposal_pass
from workflows.quick_report.tables import quick_report
from workflows.reception.tables import reception, reception_issue
from workflows.response.tables import response
from workflows.verification.tables import verification

COURSES = (RESOLVED, RETURNED, CLOSED, ANSWERED)
LATE = ((40, HALF_VERIFIED), (2, ASKED_JOINTLY))
QUICKLY_REPORTED = 4
SITTINGS_HELD = 3
RAISED_THERE = SITTINGS_HELD * len(RAISED)
PLAYED = len(COURSES) + len(LATE) + QUICKLY_REPORTED + RAISED_THERE
BATCHES, NEWEST = 8, 2
SHARED, SHARING = 1, 3
"""Two batches that go to the same commune and are moved by as many days."""
HOURS = frozenset({"minutes", "reading"})


def counted(session: Session) -> dict[str, Counter[Any]]:
    """The rows of every table of counts that say anything.

    Left out are hours of work: a copy that is moved over a weekend has others.
    """
    found = {}
    for table in (*COUNTED, issue_flow_month, issue_stay, proposal_count):
        numbers = [one for one in table.columns if not one.primary_key and one.name not in HOURS]
        rows = session.execute(sa.select(*table.primary_key, *numbers)).all()
        found[table.name] = Counter(row for row in rows if not numbers or any(row[-len(numbers) :]))
    return found


def count_again(session: Session) -> None:
    """Let the product count all events of the register, and all directions, anew."""
    for table in (*COUNTED, issue_flow_month, issue_stay):
        session.execute(sa.delete(table))
    keys = sa.select(issue_event.c.key)
    session.execute(sa.insert(issue_event_to_fold).from_select(["event_key"], keys))
    while fold_some(session):
        pass
    for row in session.execute(sa.select(direction)).all():
        counting._count(session, None, row)
    session.execute(sa.delete(proposal_count))
    for row in session.execute(sa.select(proposal)).all():
        record._count(session, {record._cell(row): record._counted(row)})
    for row in session.execute(sa.select(proposal_pass)).all():
        _decider, *of = record._cell(record.proposal_row(session, row.proposal_key))
        record._count(session, {(row.unit_key, *of): Counter(total=1, passed=1)})


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that is played and filled once; each test has a copy of it."""
    folder = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filled, "COMMUNES", 3)
        opened = filled.furnish_empty(folder)
    game = Played(opened)
    promise_matters(game)
    game.play(COURSES, LATE)
    Copies(opened, (0, 8, 16)).make(BATCHES)
    opened.close()
    return folder / "store.db"


@pytest.fixture
def database(played: Path, tmp_path: Path) -> Iterator[Database]:
    copied = shutil.copyfile(played, tmp_path / "store.db")
    opened = open_database(sqlite_url(copied))
    yield opened
    opened.close()


def test_copies_are_counted_as_the_product_counts_them(database: Database) -> None:
    with database.write() as session:
        copied = session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one()
        assert copied == PLAYED * (BATCHES + 1)
        found = counted(session)
        assert all(found.values())
        count_again(session)
        assert counted(session) == found


def test_a_store_that_an_earlier_run_left_is_taken_as_it_stands(played: Path, tmp_path: Path) -> None:
    (tmp_path / "30-issues").mkdir()
    shutil.copyfile(played, tmp_path / "30-issues/store.db")
    taken = filled_store(tmp_path, 30)
    with taken.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(issue)).scalar_one() == PLAYED * (
            BATCHES + 1
        )
    taken.close()
    assert [one.name for one in tmp_path.iterdir()] == ["30-issues"]


def test_a_commune_lists_its_own_copies_and_the_province_all_of_them(database: Database) -> None:
    def listed(username: str, *scopes: str) -> int:
        with database.read() as session:
            account = find_staff(session, username)
            assert account is not None
            viewer = viewer_of(session, account.key, filled.NOW)
            wanted = [Wanted(scope=scope, open_only=False) for scope in scopes]
            return sum(list_issues(session, viewer, one, filled.NOW).total for one in wanted)

    assert listed("c00001.receiver", "own") == 2 * PLAYED
    assert listed("c00002.receiver", "own") == 4 * PLAYED
    assert listed("p01.receiver", "own", "below") == (BATCHES + 1) * PLAYED


@pytest.mark.parametrize(
    ("table", "open_ones"),
    [
        (quick_report, quick_report.c.state == "open"),
        (data_call, data_call.c.closed_at.is_(None)),
        (verification, verification.c.closed_at.is_(None)),
        (oversight, sa.and_(oversight.c.given_at.is_(None), oversight.c.closed_at.is_(None))),
        (response, response.c.state == "running"),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_what_a_clock_ends_is_open_in_the_newest_copies_alone(
    database: Database, table: sa.Table, open_ones: sa.ColumnElement[bool]
) -> None:
    with database.read() as session:
        query = sa.select(table.c.key, open_ones.label("is_open")).order_by(table.c.key)
        found = Counter((row.key // SPAN, bool(row.is_open)) for row in session.execute(query))
    ended, going_on = found[0, False], found[0, True]
    assert ended
    assert going_on
    assert [found[number, False] for number in range(1, BATCHES + 1)] == [ended] * BATCHES
    newest = [going_on] * NEWEST
    assert [found[number, True] for number in range(1, BATCHES + 1)] == [0] * (BATCHES - NEWEST) + newest


def test_a_commune_sits_once_on_a_day_however_many_copies_of_it_there_are(database: Database) -> None:
    with database.read() as session:
        sittings = session.execute(sa.select(reception).where(reception.c.state == "closed")).all()
        rows = session.execute(sa.select(reception_issue).order_by(reception_issue.c.position)).all()
    there = Counter(row.reception_key for row in rows)
    assert {row.key: row.raised for row in sittings} == {row.key: there[row.key] for row in sittings}
    assert len(set(Counter(row.unit_key for row in sittings).values())) == 1
    sat = {row.key // SPAN for row in sittings}
    assert SHARED in sat
    assert SHARING not in sat
    raised = [
        row
        for row in rows
        if row.issue_key // SPAN in (SHARED, SHARING) and row.reception_key in {one.key for one in sittings}
    ]
    assert {row.reception_key // SPAN for row in raised} == {SHARED}
    assert [row.issue_key // SPAN for row in raised] == [SHARED] * (len(raised) // 2) + [SHARING] * (
        len(raised) // 2
    )


def test_copies_hang_together(database: Database) -> None:
    with database.read() as session:
        assert session.execute(sa.text("PRAGMA foreign_key_check")).all() == []
        subjects = session.scalars(sa.select(instance.c.subject).where(instance.c.key > SPAN)).all()
        for subject in subjects:
            kind, _, key = subject.partition(":")
            row = session.execute(
                sa.select(metadata.tables[kind]).where(metadata.tables[kind].c.key == int(key))
            )
            assert row.one().instance_key > SPAN
