"""The steps from the first version lead to exactly the tables that a new store gets at once."""

import gzip
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from database.migrate import Migrated, migrate
from database.postgresql import postgresql_migrator
from database.session import sqlite_url
from database.text_order import order_text_by_bytes
from database.upgrading import take_every_step
from database.version import newest
from tests.stores import POSTGRESQL, Stores, nothing
from web.schema import ROOMS, metadata

HOUSE = Path(__file__).parents[2]
LEFT_BY_0001 = HOUSE / "tests/workflows/data/store_of_0001.sql.gz"


def tables_in(path: Path) -> dict[tuple[str, str], object]:
    """What SQLite knows of each table and index, in no order but that of their names."""
    with closing(sqlite3.connect(path)) as store:
        return {
            (kind, name): _columns(store, name, sql or "")
            if kind == "table"
            else re.sub(r"\s+", " ", sql or "")
            for kind, name, sql in store.execute("select type, name, sql from sqlite_master")
        }


def _columns(store: sqlite3.Connection, name: str, sql: str) -> tuple[object, ...]:
    columns = sorted(row[1:] for row in store.execute(f'pragma table_info("{name}")'))
    keys = sorted(row[2:] for row in store.execute(f'pragma foreign_key_list("{name}")'))
    return columns, keys, sorted(re.findall(r"CHECK \((.*)\)", sql)), "WITHOUT ROWID" in sql


def test_the_steps_from_the_first_version_lead_to_the_tables_of_a_new_store(tmp_path: Path) -> None:
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript(gzip.decompress(LEFT_BY_0001.read_bytes()).decode())
    assert migrate(sqlite_url(old), metadata).before == "0001"
    assert migrate(sqlite_url(new), metadata) == Migrated(before=None)
    assert migrate(sqlite_url(new), metadata) == Migrated(before=newest())
    stepped, declared = tables_in(old), tables_in(new)
    assert {name: stepped.get(name) for name in declared} == declared
    assert stepped.keys() == declared.keys()


COLUMNS = """
select table_name, column_name, data_type, is_nullable, column_default, generation_expression, is_identity,
    collation_name, character_maximum_length
from information_schema.columns where table_schema = 'public'
"""
INDEXES = "select indexname, indexdef from pg_indexes where schemaname = 'public'"
CONSTRAINTS = """
select conname, conrelid::regclass::text, pg_get_constraintdef(oid) from pg_constraint
where connamespace = 'public'::regnamespace
"""
TRIGGERS = "select tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal"


def test_the_steps_lead_there_on_postgresql_too(stores: Stores, tmp_path: Path) -> None:
    empty = postgresql_migrator(stores.empty(POSTGRESQL, tmp_path))
    new = postgresql_migrator(stores.clone(POSTGRESQL, nothing, tmp_path))
    with empty.connect() as stepped, new.connect() as made:
        take_every_step(stepped, metadata)
        with stepped.begin():
            order_text_by_bytes(stepped, metadata)
        for asked in (COLUMNS, INDEXES, CONSTRAINTS, TRIGGERS):
            found = set(made.execute(sa.text(asked)).all())
            assert found
            assert set(stepped.execute(sa.text(asked)).all()) == found
    for one in (empty, new):
        stores.remove(one.url.render_as_string(hide_password=False))


def test_every_file_of_tables_is_known_to_what_makes_moves_and_backs_up_stores() -> None:
    known = {Path(str(room.__file__)).relative_to(HOUSE).as_posix() for room in ROOMS}
    there = {
        path.relative_to(HOUSE).as_posix()
        for room in ("engine", "notifications", "organisation", "web", "workflows")
        for path in (HOUSE / room).rglob("tables.py")
        if "node_modules" not in path.parts
    }
    assert known == there
