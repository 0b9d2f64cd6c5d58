"""A backup of a store in use: it comes to its end, however often others write meanwhile."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from database.backup import PAGES_AT_ONCE, back_up
from database.session import Database, open_database, sqlite_url

PARTS = 4


@pytest.fixture(name="large")
def _large(tmp_path: Path) -> Database:
    """A store that is copied in several parts."""
    database = open_database(sqlite_url(tmp_path / "large.db"))
    with database.write() as session:
        session.exec_driver_sql("create table alembic_version (version_num text)")
        session.exec_driver_sql("insert into alembic_version values ('0001')")
        session.exec_driver_sql("create table content (bytes blob)")
        for _ in range(PARTS):
            session.exec_driver_sql("insert into content values (zeroblob(?))", (PAGES_AT_ONCE * 4096,))
    return database


def test_a_backup_ends_although_somebody_writes_between_all_its_parts(
    large: Database, tmp_path: Path
) -> None:
    done: list[int] = []

    def write_meanwhile(_what: str, copied: int, _of: int) -> None:
        done.append(copied)
        assert len(done) <= 2 * PARTS, "it begins anew each time"
        with large.write() as session:
            session.exec_driver_sql("insert into content values ('later')")

    file = back_up(large, tmp_path / "saved.db", sa.MetaData(), write_meanwhile)
    large.close()

    assert done == sorted(set(done))
    saved = open_database(sqlite_url(file))
    with saved.read() as session:
        assert session.exec_driver_sql("select count(*) from content").scalar_one() == PARTS
    saved.close()
