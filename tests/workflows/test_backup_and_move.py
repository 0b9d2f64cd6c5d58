"""A store in the middle of a month is carried to safety, back, and to another kind of database; work goes on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.backup import BackupRefused, back_up, move, restore
from database.copying import CopyRefused
from database.reference import reference_token
from database.session import Database, open_database, sqlite_url
from engine.history import verify_history
from engine.tables import task
from tests.stores import BOTH_STORES, POSTGRESQL, SQLITE, Stores
from tests.workflows.cycle import Cycle, at
from tests.workflows.played import Playing
from web.schema import metadata

pytestmark = BOTH_STORES
KINDS = pytest.mark.parametrize("other", [SQLITE, POSTGRESQL])


def half_a_month(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(14, 9))
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    cycle.submit("C005")
    cycle.send_back("C005", "D002")
    cycle.save("C004")


@pytest.fixture(name="month")
def _month(played: Playing) -> Cycle:
    """Ward 3 is accepted, Ward 4 has a draft, Commune 5 was sent its report back."""
    return played(half_a_month)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


def rows_of(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table is not reference_token  # each store makes its own
        }


def finish(month: Cycle, database: Database) -> None:
    """The wards go on where they were, and the district's report is drafted from theirs."""
    carried = Cycle(database, now=month.now, key=month.key)
    carried.submit("C004")
    carried.accept("C004", "D001")
    carried.submit("C005")
    carried.accept("C005", "D002")
    assert carried.open_elements("D001") == ["draft"]
    assert carried.open_elements("D002") == ["draft"]
    with database.read() as session:
        assert list(verify_history(session)) == []


@KINDS
def test_what_is_backed_up_is_restored_on_either_kind_of_store_and_goes_on(
    month: Cycle, stores: Stores, other: str, tmp_path: Path
) -> None:
    before = rows_of(month.database)
    file = back_up(month.database, tmp_path / "saved.db", metadata)
    (tmp_path / "new").mkdir()
    url = stores.empty(other, tmp_path / "new")

    restore(url, file, metadata)

    with opened(url) as database:
        assert rows_of(database) == before
        finish(month, database)
    stores.remove(url)


@KINDS
def test_a_store_moves_to_either_kind_and_goes_on(
    month: Cycle, stores: Stores, other: str, tmp_path: Path
) -> None:
    before = rows_of(month.database)
    (tmp_path / "new").mkdir()
    url = stores.empty(other, tmp_path / "new")

    assert move(month.database.url, url, metadata) == sum(before.values())

    with opened(url) as database:
        assert rows_of(database) == before
        finish(month, database)
    stores.remove(url)


def test_a_backup_is_of_one_moment_while_others_write(month: Cycle, tmp_path: Path) -> None:
    """A draft is saved between two parts of the copy; the backup holds the state before or after, never half."""
    said: list[str] = []

    def write_meanwhile(what: str, _done: int, _of: int) -> None:
        if not said:
            month.save("C004")
        said.append(what)

    file = back_up(month.database, tmp_path / "saved.db", metadata, write_meanwhile)

    assert said
    with opened(sqlite_url(file)) as database, database.read() as session:
        assert list(verify_history(session)) == []
        open_tasks = sa.select(sa.func.count()).select_from(task).where(task.c.status == "created")
        assert session.execute(open_tasks).scalar_one() == 2


def test_a_name_that_is_taken_is_refused_and_the_file_stays(month: Cycle, tmp_path: Path) -> None:
    place = tmp_path / "saved.db"
    place.write_text("somebody's file")
    with pytest.raises(BackupRefused):
        back_up(month.database, place, metadata)
    assert place.read_text() == "somebody's file"


@pytest.mark.parametrize("spoil", ["cut off", "changed", "no store"])
def test_a_backup_that_is_not_whole_is_refused(
    month: Cycle, stores: Stores, store_kind: str, spoil: str, tmp_path: Path
) -> None:
    file = back_up(month.database, tmp_path / "saved.db", metadata)
    content = file.read_bytes()
    half = len(content) // 2
    file.write_bytes(
        {
            "cut off": content[:half],
            "changed": content[:8192] + bytes(60_000) + content[68_192:],
            "no store": b"a letter",
        }[spoil]
    )
    (tmp_path / "new").mkdir()
    url = stores.empty(store_kind, tmp_path / "new")
    with pytest.raises(BackupRefused):
        restore(url, file, metadata)
    stores.remove(url)


def test_a_store_that_holds_anything_is_never_written_over(month: Cycle, tmp_path: Path) -> None:
    before = rows_of(month.database)
    file = back_up(month.database, tmp_path / "saved.db", metadata)
    with pytest.raises(CopyRefused):
        restore(month.database.url, file, metadata)
    assert rows_of(month.database) == before
    assert sorted(path.name for path in tmp_path.glob("saved*")) == ["saved.db"]


def test_a_backup_is_one_file_that_any_reader_of_sqlite_opens(month: Cycle, tmp_path: Path) -> None:
    file = back_up(month.database, tmp_path / "saved.db", metadata)
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        (reports,) = connection.execute("select count(*) from report").fetchone()
    assert reports == 6
    assert sorted(path.name for path in tmp_path.glob("saved*")) == ["saved.db"]
