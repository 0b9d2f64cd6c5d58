from collections.abc import Iterator
from pathlib import Path

import pytest

from database.metadata import metadata
from database.reference import reference_token
from database.session import Database, Session, open_database, sqlite_url
from organisation import tables
from organisation.import_units import import_units
from tests.organisation.cast import AGENCIES, NOW, THREE_TIERS, TWO_TIERS, WriteFile


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(sqlite_url(tmp_path / "store.sqlite"))
    metadata.create_all(opened.writer, [table for table in metadata.sorted_tables if _ours(table.name)])
    yield opened
    opened.close()


def _ours(name: str) -> bool:
    return hasattr(tables, name) or name == reference_token.name


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.write() as opened:
        yield opened


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def country(session: Session, write_file: WriteFile) -> Session:
    """The session of a store that holds both trees and the agencies."""
    for name, text in (("three.csv", THREE_TIERS), ("two.csv", TWO_TIERS), ("agencies.csv", AGENCIES)):
        import_units(session, write_file(name, text), now=NOW)
    return session
