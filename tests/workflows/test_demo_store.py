"""A demo store is whole or is not there, and a store of real work never becomes one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from commands.demonstrating import prepare_demo_store
from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from organisation.tables import staff
from web.schema import metadata
from workflows.clock import demo_offset, mark_demo, stand_still
from workflows.demo import whole
from workflows.errors import Refused

REAL = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def accounts(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        rows = session.execute(sa.select(staff.c.username, staff.c.password_hash).order_by(staff.c.key))
        return [(row.username, row.password_hash) for row in rows]


def test_a_store_of_real_work_is_refused_and_keeps_its_passwords(database: Database) -> None:
    before = accounts(database)
    with pytest.raises(Refused, match="another folder"):
        whole.prepare_demo(database, "public", REAL, lambda *_: None)
    assert accounts(database) == before != []
    with database.read() as session:
        assert demo_offset(session) is None


def test_a_store_that_is_being_made_into_a_demo_is_left_to_the_one_that_makes_it(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "store.db")
    migrate(url, metadata)
    database = open_database(url)
    with database.write() as session:
        stand_still(session, REAL, "P01")
    with pytest.raises(Refused, match="Wait until the other command is done"):
        whole.prepare_demo(database, "public", REAL, lambda *_: None)
    assert accounts(database) == []
    database.close()


def test_a_demo_that_was_interrupted_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "giaoban.db"

    def interrupted(database: Database, *_: object) -> None:
        with database.write() as session:
            row = {"username": "half.made", "password_hash": "", "office": "", "language": "vi"}
            session.execute(sa.insert(staff).values(**row, active=True, created_at=REAL))
        raise KeyboardInterrupt

    def made(database: Database, *_: object) -> None:
        assert accounts(database) == []
        with database.write() as session:
            mark_demo(session, REAL, REAL, "P01")

    monkeypatch.setattr(whole, "prepare_demo", interrupted)
    with pytest.raises(KeyboardInterrupt):
        prepare_demo_store(sqlite_url(path))
    assert not path.exists()
    monkeypatch.setattr(whole, "prepare_demo", made)
    prepare_demo_store(sqlite_url(path))
    assert [found.name for found in tmp_path.iterdir()] == ["giaoban.db"], "and nothing lies beside it"
    opened = open_database(sqlite_url(path))
    with opened.read() as session:
        assert demo_offset(session) is not None
    opened.close()


@pytest.mark.parametrize(("language", "words"), [("vi", "diễn từng ngày ...\n"), ("en", "days played ...\n")])
def test_each_stage_of_the_making_is_told_in_the_operators_language(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: str,
) -> None:
    def made(_database: Database, _password: str, _now: datetime, progress: whole.Progress) -> None:
        progress("days played", 0, 1)

    monkeypatch.setenv("GIAOBAN_LANGUAGE", language)
    monkeypatch.setattr(whole, "prepare_demo", made)
    prepare_demo_store(sqlite_url(tmp_path / "giaoban.db"))
    assert capsys.readouterr().err.endswith(words)
