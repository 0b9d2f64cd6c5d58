"""Alive is one thing, able to work another."""

from pathlib import Path

from database.session import Database
from documents.errors import DocumentFailed
from tests.web.browsing import Visitor
from web.watch.health import Lasting


def test_a_running_process_is_alive_for_anybody(client: Visitor) -> None:
    answer = client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"live": True})


def test_a_migrated_store_on_a_whole_machine_is_ready(client: Visitor) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "parts": {"store": True, "schema": True, "fonts": True, "press": True},
    }


def test_a_store_of_another_version_is_named(client: Visitor, database: Database) -> None:
    with database.write() as session:
        session.exec_driver_sql("update alembic_version set version_num = '0000'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert [name for name, holds in answer.json()["parts"].items() if not holds] == ["schema"]


def test_a_store_that_is_gone_is_named_and_the_process_still_alive(
    client: Visitor, database: Database, tmp_path: Path
) -> None:
    database.close()
    (tmp_path / "store.db").unlink()
    assert client.get("/health/live").status_code == 200
    found = client.get("/health/ready")
    assert found.status_code == 503
    assert found.json()["parts"] == {"store": False, "schema": False, "fonts": True, "press": True}


def test_a_good_answer_lasts_and_a_bad_one_is_not_asked_again_at_once(database: Database) -> None:
    asked: list[int] = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 1:
            raise DocumentFailed("no press")

    now = [1000.0]
    holds = Lasting(check, lambda: now[0])
    seen = []
    for moment in (1000, 1059, 1060, 1061, 9999):
        now[0] = float(moment)
        seen.append((holds(database), len(asked)))
    assert seen == [(False, 1), (False, 1), (True, 2), (True, 2), (True, 2)]
