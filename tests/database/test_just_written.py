"""What a transaction has written is known to it, and to nobody else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from database.just_written import just_written, note_written
from database.savepoint import savepoint
from database.session import Database, Session
from tests.stores import BOTH_STORES, Stores, nothing

pytestmark = BOTH_STORES
NAME = ("issue", 1)


@pytest.fixture
def database(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    with stores.opened(store_kind, nothing, tmp_path) as opened:
        yield opened


def write_and_fail(session: Session) -> None:
    with savepoint(session):
        note_written(session, NAME, "undone")
        raise LookupError


def test_it_is_known_until_the_transaction_ends(database: Database) -> None:
    with database.write() as session:
        assert just_written(session, NAME) is None
        note_written(session, NAME, "first")
        note_written(session, NAME, "then")
        assert just_written(session, NAME) == "then"
        assert just_written(session, ("issue", 2)) is None
    with database.write() as session:
        assert just_written(session, NAME) is None


def test_what_was_undone_is_not_known(database: Database) -> None:
    with database.write() as session:
        note_written(session, NAME, "kept")
        with savepoint(session):
            note_written(session, NAME, "kept, too")
        assert just_written(session, NAME) == "kept, too"
        with pytest.raises(LookupError):
            write_and_fail(session)
        assert just_written(session, NAME) is None
