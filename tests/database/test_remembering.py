"""What a transaction has read is read once in it, never kept for the next, and asked again once it was changed."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.remembering import forget, remember
from database.session import Database, Session, open_database, sqlite_url


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(sqlite_url(tmp_path / "store.db"))
    with opened.write():
        pass  # a reader finds no file before anybody has written
    yield opened
    opened.close()


@pytest.fixture
def numbers() -> Iterator[int]:
    """One more each time that it is really asked."""
    return count()


def asked(session: Session, numbers: Iterator[int], name: str = "calendar") -> int:
    return remember(session, name, lambda: next(numbers))


def test_it_is_read_once_in_a_transaction_and_by_its_name(database: Database, numbers: Iterator[int]) -> None:
    with database.write() as session:
        assert [asked(session, numbers) for _ in range(3)] == [0, 0, 0]
        assert asked(session, numbers, "units") == 1
        assert asked(session, numbers) == 0


def test_the_next_transaction_reads_it_anew_also_on_the_same_connection(
    database: Database, numbers: Iterator[int]
) -> None:
    with database.write() as session:
        assert asked(session, numbers) == 0
    with database.write() as session:
        assert asked(session, numbers) == 1
    with database.read() as session:
        session.execute(sa.select(1))
        assert [asked(session, numbers) for _ in range(2)] == [2, 2]


def test_whoever_changes_it_lets_it_be_read_again(database: Database, numbers: Iterator[int]) -> None:
    with database.write() as session:
        forget(session)
        assert asked(session, numbers) == 0
        forget(session)
        assert [asked(session, numbers) for _ in range(2)] == [1, 1]


def test_nothing_is_kept_before_a_transaction_has_begun(database: Database, numbers: Iterator[int]) -> None:
    with database.read() as session:
        assert [asked(session, numbers) for _ in range(2)] == [0, 1]
        session.execute(sa.select(1))
        assert [asked(session, numbers) for _ in range(2)] == [2, 2]


def test_what_could_not_be_read_is_asked_again(database: Database, numbers: Iterator[int]) -> None:
    with database.write() as session:
        with pytest.raises(ZeroDivisionError):
            remember(session, "calendar", lambda: 1 // 0)
        assert asked(session, numbers) == 0
