"""A store that the first version left in the middle of a month is upgraded, and its instances go on to the end.

`data/store_of_0001.sql.gz` was written by that version: a cycle of the small country, 16 May 2025 18:00. Ward 3 is
accepted, Ward 4 has a saved draft and is late, Commune 5 was sent its report back.
"""

import gzip
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from database.backup import move
from database.migrate import Migrated, migrate
from database.session import Database, open_database, sqlite_url
from engine.history import verify_history
from tests.stores import BOTH_STORES, SQLITE, Stores
from tests.workflows.cycle import ANSWERS, Cycle, at
from web.schema import metadata
from workflows.tables import cycle_unit, draft, report

pytestmark = BOTH_STORES
LEFT_BY_0001 = Path(__file__).parent / "data" / "store_of_0001.sql.gz"


@pytest.fixture(name="upgraded")
def _upgraded(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress(LEFT_BY_0001.read_bytes()).decode())
    url = sqlite_url(path)
    assert migrate(url, metadata) == Migrated("0001", tmp_path / "old.db.before-0001")
    if store_kind != SQLITE:
        old, url = url, stores.empty(store_kind, tmp_path)
        move(old, url, metadata)
    database = open_database(url)
    yield database
    database.close()
    stores.remove(url)


def test_instances_of_the_first_version_go_on_to_the_end(upgraded: Database) -> None:
    cycle = Cycle(upgraded, now=at(16, 18), key=1)
    with upgraded.read() as session:
        assert list(verify_history(session)) == []
        assert session.execute(sa.select(sa.func.count()).select_from(draft)).scalar_one() == 3

    answers = {**ANSWERS, "proposals": "Nạo vét cống."}  # the forms of then ask for a text
    cycle.submit("C004", answers)
    cycle.accept("C004", "D001")
    cycle.submit("C005", answers)
    cycle.accept("C005", "D002")
    for district in ("D001", "D002"):
        cycle.submit(district, answers)
        cycle.accept(district, "P01")
    cycle.submit("P01", answers)

    with upgraded.read() as session:
        rows = session.execute(
            sa.select(
                cycle_unit.c.handle, report.c.first_submitted_at <= cycle_unit.c.due_at, report.c.returns
            )
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .order_by(cycle_unit.c.handle)
        )
        assert [tuple(row) for row in rows] == [
            ("C003", True, 0),
            ("C004", False, 0),
            ("C005", True, 1),
            ("D001", True, 0),
            ("D002", True, 0),
            ("P01", True, 0),
        ]
        assert list(verify_history(session)) == []
    assert all(cycle.open_elements(unit) == [] for unit in ("C003", "C004", "C005", "D001", "D002", "P01"))
