"""Bringing a store up to date: a copy first, references checked, nothing done twice."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from database.migrate import Migrated, migrate
from database.session import sqlite_url
from database.upgrading import ReferencesBroken
from database.version import MIGRATIONS, newest
from web.schema import metadata


def execute(path: Path, *statements: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements[:-1]:
            connection.execute(statement)
        return connection.execute(statements[-1]).fetchall()


def test_an_empty_store_gets_the_newest_version(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    assert migrate(sqlite_url(path), metadata) == Migrated(before=None)
    assert execute(path, "select version_num from alembic_version") == [(newest(),)]
    assert migrate(sqlite_url(path), metadata) == Migrated(newest()), "the second time there is nothing to do"


def test_a_row_that_points_nowhere_stops_a_migration_and_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    execute(
        path,
        "create table alembic_version(version_num varchar(32) not null)",
        "create table parent(key integer primary key)",
        "create table child(key integer primary key, parent integer references parent(key))",
        "insert into child values(1, 99)",
    )
    with pytest.raises(ReferencesBroken, match="child"):
        migrate(sqlite_url(path), metadata)
    tables = {name for (name,) in execute(path, "select name from sqlite_master where type = 'table'")}
    assert tables == {"parent", "child", "alembic_version"}


def test_the_number_of_the_newest_file_is_the_head_that_alembic_finds() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [newest()]
