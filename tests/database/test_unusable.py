"""A store that cannot be used is refused with a sentence in both languages, and not touched."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from database.migrate import migrate
from database.session import StoreError, open_database, sqlite_url
from database.unusable import saying_what_is_wrong
from web.schema import metadata


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    migrate(sqlite_url(path), metadata)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(StoreError) as refused:
        migrate(sqlite_url(path), metadata)
    assert set(refused.value.text) == {"vi", "en"}
    return refused.value.text["en"]


def test_bytes_that_are_no_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(os.urandom(5000))
    before = path.read_bytes()
    assert "is no store of Giaoban" in refusal(path)
    assert path.read_bytes() == before


def test_a_database_of_something_else_is_not_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table recipes(name text)")
        connection.commit()
    assert "is no store of Giaoban" in refusal(path)
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute("select name from sqlite_master").fetchall()
    assert names == [("recipes",)]


def test_a_store_of_a_newer_version(store: Path) -> None:
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
        connection.commit()
    assert "newer version (9999)" in refusal(store)


def read_it_all(store: Path) -> None:
    with saying_what_is_wrong(sqlite_url(store)):
        migrate(sqlite_url(store), metadata)
        opened = open_database(sqlite_url(store))
        with opened.read() as session:
            for table in metadata.sorted_tables:
                session.execute(table.select()).all()


def test_a_damaged_store(store: Path) -> None:
    whole = store.read_bytes()
    store.write_bytes(whole[:4096] + os.urandom(len(whole) // 2))
    with pytest.raises(StoreError) as refused:
        read_it_all(store)
    assert "is damaged" in refused.value.text["en"]


def test_a_store_that_nobody_has_made_yet(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "none.db")
    with (
        pytest.raises(StoreError) as refused,
        saying_what_is_wrong(url),
        open_database(url).read() as session,
    ):
        session.exec_driver_sql("select 1 from unit")
    assert "run manage.py migrate" in refused.value.text["en"]
    assert list(tmp_path.iterdir()) == []


def test_a_store_without_its_tables(tmp_path: Path) -> None:
    opened = open_database(sqlite_url(tmp_path / "empty.db"))
    with opened.write() as session:
        session.exec_driver_sql("create table lone(x)")
    with (
        pytest.raises(StoreError, match="migrate"),
        saying_what_is_wrong(opened.url),
        opened.read() as session,
    ):
        session.exec_driver_sql("select * from cycle")
    opened.close()


def test_an_error_of_ours_passes_as_it_is(store: Path) -> None:
    with pytest.raises(ZeroDivisionError), saying_what_is_wrong(sqlite_url(store)):
        raise ZeroDivisionError
