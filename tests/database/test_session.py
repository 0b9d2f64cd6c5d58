"""The transaction edge: all or nothing, one writer, readers that neither wait nor write."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from database.migrate import migrate
from database.session import Database, StoreError, after_commit, open_database
from database.types import Json, Key, UtcTime, text_time, time_text
from tests.database.own_tables import database
from tests.stores import BOTH_STORES, SQLITE

pytestmark = BOTH_STORES

local = sa.MetaData()
note = sa.Table(
    "note",
    local,
    sa.Column("key", Key, primary_key=True),
    sa.Column("at", UtcTime),
    sa.Column("facts", Json),
)
HANOI = timezone(timedelta(hours=7))


def count(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(sa.select(sa.func.count()).select_from(note)).scalar_one())


def test_a_block_that_raises_keeps_nothing(database: Database) -> None:
    told: list[int] = []

    def half_done() -> None:
        with database.write() as session:
            session.execute(sa.insert(note).values(facts={"a": 1}))
            after_commit(session, lambda: told.append(1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert (count(database), told) == (0, [])


def test_a_block_inside_a_block_raises_and_undoes_nothing_of_the_outer_one_by_halves(
    database: Database,
) -> None:
    def nested() -> None:
        with database.write() as session:
            session.execute(sa.insert(note).values(facts={"a": 1}))
            with database.write():
                """Never entered."""

    with pytest.raises(RuntimeError, match="writing already"):
        nested()
    assert count(database) == 0
    with database.write() as session:
        session.execute(sa.insert(note).values(facts={"a": 2}))
    assert count(database) == 1


def test_what_was_to_follow_the_commit_follows_it_once(database: Database) -> None:
    seen = []
    with database.write() as session:
        session.execute(sa.insert(note).values(facts={}))
        after_commit(session, lambda: seen.append(count(database)))
    with database.write() as session:
        session.execute(sa.insert(note).values(facts={}))
    assert seen == [1]


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(sa.exc.DBAPIError, match=r"read-?only"), database.read() as session:
        session.execute(sa.insert(note).values(facts={}))


def test_a_reader_sees_one_state_while_a_writer_works(database: Database) -> None:
    with database.read() as session:
        before = session.execute(sa.select(sa.func.count()).select_from(note)).scalar_one()
        with database.write() as writing:
            writing.execute(sa.insert(note).values(facts={}))
        after = session.execute(sa.select(sa.func.count()).select_from(note)).scalar_one()
    assert (before, after) == (0, 0)
    assert count(database) == 1


@pytest.mark.stores(SQLITE)
def test_many_threads_write_one_after_the_other(database: Database) -> None:
    def write_ten() -> None:
        for _ in range(10):
            with database.write() as session:
                found = session.execute(sa.select(sa.func.count()).select_from(note)).scalar_one()
                session.execute(sa.insert(note).values(facts={"n": found}))

    threads = [threading.Thread(target=write_ten) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as session:
        numbers = [row.facts["n"] for row in session.execute(sa.select(note.c.facts).order_by(note.c.key))]
    assert numbers == list(range(80)), "each saw what the one before had written"


def test_moments_come_back_in_utc_and_sort_as_text(database: Database) -> None:
    moment = datetime(2026, 11, 14, 17, 0, tzinfo=HANOI)
    with database.write() as session:
        session.execute(sa.insert(note).values(at=moment, facts=None))
    with database.read() as session:
        row = session.execute(sa.select(note).where(note.c.at <= moment)).one()
    assert row.at == moment
    assert row.at.tzinfo is UTC
    assert text_time(time_text(moment)) == moment
    assert time_text(moment) < time_text(moment + timedelta(microseconds=1))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        time_text(datetime(2026, 11, 14))  # noqa: DTZ001 - that is the mistake under test


def test_json_comes_back_as_it_was(database: Database) -> None:
    facts = {"vi": "Bồ Đề", "n": 3, "list": [1, None, True]}
    with database.write() as session:
        session.execute(sa.insert(note).values(facts=facts))
    with database.read() as session:
        assert session.execute(sa.select(note.c.facts)).scalar_one() == facts


@pytest.mark.parametrize(
    "url", ["foo", "mysql://somewhere", "sqlite://", "sqlite:///nowhere/at/all/store.db"]
)
def test_a_store_that_cannot_be_opened_says_what_to_do(url: str) -> None:
    with pytest.raises(StoreError, match=r"Use sqlite|Create it"):
        open_database(url)
    with pytest.raises(StoreError, match=r"Use sqlite|Create it"):
        migrate(url, sa.MetaData())


def test_a_thread_that_reads_takes_no_second_connection(database: Database) -> None:
    with database.read() as outer, database.read() as inner:
        assert inner is outer
    with database.read() as later:
        assert later is not outer


__all__ = ["database"]
