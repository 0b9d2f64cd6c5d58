"""The migrations make exactly the tables that the rooms declare."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

from database.migrate import Migrated, migrate
from web.schema import ROOMS, metadata

HOUSE = Path(__file__).parents[2]


def test_a_migrated_store_has_every_declared_table(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    assert migrate(url, metadata) == Migrated(before=None)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        difference = compare_metadata(context, metadata)
    engine.dispose()
    assert difference == []


def test_the_indexes_of_a_migrated_store_hold_the_rows_that_are_declared(tmp_path: Path) -> None:
    """Alembic does not look at their conditions."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url, metadata)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "select name, sql from sqlite_master where type = 'index' and sql > ''"
        )
        migrated = {name: _condition(sql) for name, sql in rows}
    engine.dispose()
    declared = {
        index.name: _condition(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
        for table in metadata.sorted_tables
        for index in table.indexes
    }
    assert sum(bool(condition) for condition in declared.values()) > 40, "they are looked at"
    assert migrated == declared


def test_indexes_of_tables_that_are_made_anew_stand_in_the_same_order_in_every_store(tmp_path: Path) -> None:
    """Of those that serve alike SQLite takes the newest, and Alembic makes them in any order."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url, metadata)
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        query = "select tbl_name, name from sqlite_master where type = 'index' and sql > '' order by rowid"
        rows = connection.exec_driver_sql(query).all()
    engine.dispose()
    found = [name.removeprefix("ix_task_") for table, name in rows if table == "task"]
    assert found == ["group", "assignee", "open", "holder"]


def _condition(sql: str) -> str:
    return " ".join(sql.lower().partition(" where ")[2].split())


def test_the_tables_of_a_migrated_store_have_the_keys_and_conditions_that_are_declared(
    tmp_path: Path,
) -> None:
    """Alembic does not look at them: a table that is made anew on SQLite could lose them."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    migrate(url, metadata)
    engines = [sa.create_engine(url), sa.create_engine("sqlite://")]
    metadata.create_all(engines[1])
    migrated, declared = ({name: _held(engine, name) for name in metadata.tables} for engine in engines)
    for engine in engines:
        engine.dispose()
    assert sum(bool(checks) for _, _, checks, *_ in declared.values()) > 20, "they are looked at"
    assert migrated == declared


def _held(engine: sa.Engine, table: str) -> tuple[Any, ...]:
    """What a table demands of its rows, and how they are kept."""
    look = sa.inspect(engine)
    with engine.connect() as connection:
        query = sa.text("select upper(sql) from sqlite_master where type = 'table' and name = :name")
        sql = connection.execute(query, {"name": table}).scalar_one()
    return (
        look.get_pk_constraint(table),
        _in_order(look.get_unique_constraints(table)),
        _in_order(look.get_check_constraints(table)),
        _in_order(look.get_foreign_keys(table)),
        {word: word in sql for word in ("AUTOINCREMENT", "WITHOUT ROWID", "GENERATED ALWAYS")},
    )


def _in_order(constraints: Iterable[Any]) -> list[Any]:
    return sorted(constraints, key=lambda constraint: str(constraint["name"]))


def test_every_file_of_tables_is_known_to_what_makes_moves_and_backs_up_stores() -> None:
    known = {Path(str(room.__file__)).relative_to(HOUSE).as_posix() for room in ROOMS}
    there = {
        path.relative_to(HOUSE).as_posix()
        for room in ("engine", "notifications", "organisation", "web", "workflows")
        for path in (HOUSE / room).rglob("tables.py")
        if "node_modules" not in path.parts
    }
    assert known == there


def test_no_condition_of_an_index_is_a_long_list() -> None:
    """SQLite makes a table of each, for every row that is written (database/conditions.py)."""
    conditions = {
        index.name: str(index.dialect_options["sqlite"]["where"])
        for table in metadata.sorted_tables
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert len(conditions) > 20, "they are looked at"
    long = {
        name for name, text in conditions.items() if re.search(r"\bIN \([^)]*,[^)]*,", text, re.IGNORECASE)
    }
    assert not long
