"""The history tells when it was tampered with."""

from collections.abc import Callable

import pytest

from database.session import Session
from engine.history import record, seal_heads, verify_history
from engine.tables import instance
from tests.engine.world import World
from tests.stores import BOTH_STORES

pytestmark = BOTH_STORES


@pytest.fixture
def told(world: World) -> World:
    world.deploy("ward_report.bpmn")
    instance = world.open_report("Ward 3", "District 1")
    world.finish(instance)
    return world


def broken(world: World) -> list[tuple[int, int]]:
    with world.database.read() as session:
        return [(found.instance_key, found.seq) for found in verify_history(session)]


def tamper(world: World, statement: str) -> None:
    with world.database.write() as session:
        session.exec_driver_sql(statement)


def test_an_untouched_history_is_whole(told: World) -> None:
    assert broken(told) == []


@pytest.mark.parametrize(
    "column",
    [
        "actor = 'nobody'",
        "at = '2026-11-02 00:00:00.000000Z'",
        "what = 'x'",
        "element = 'x'",
        """data = '{"a":1}'""",
    ],
)
def test_a_changed_row_is_found(told: World, column: str) -> None:
    tamper(told, f"update history set {column} where seq = 3")
    assert broken(told) == [(1, 3)]


@pytest.mark.parametrize(("where", "first"), [("seq = 1", 1), ("seq = 3", 3), ("seq >= 4", 4)])
def test_removed_rows_are_found(told: World, where: str, first: int) -> None:
    tamper(told, f"delete from history where {where}")
    assert broken(told) == [(1, first)]


UNENFORCED = {
    "sqlite": ("rollback", "pragma foreign_keys=off", "begin"),  # the pragma does nothing in a transaction
    "postgresql": ("set session_replication_role = replica",),
}


def test_a_history_without_its_instance_is_found(told: World) -> None:
    with told.database.writer.connect() as session:
        for words in UNENFORCED[session.dialect.name]:
            session.exec_driver_sql(words)
        session.exec_driver_sql("delete from instance where key = 1")
        session.exec_driver_sql("commit")
    assert broken(told) == [(1, 0)]


def test_a_chain_that_was_written_anew_is_found_by_its_seal(told: World) -> None:
    with told.database.write() as session:
        assert seal_heads(session, told.now)
    assert broken(told) == []
    tamper(told, "delete from history")
    with told.database.write() as session:
        session.execute(instance.update().values(history_seq=0, history_head=b""))
        for _ in range(9):
            record(session, 1, element="-", what="invented", actor="nobody", at=told.now)
    assert broken(told)


def test_a_seal_holds_only_what_moved_since_the_last(told: World) -> None:
    def seal(session: Session) -> int | None:
        return seal_heads(session, told.now)

    first, second = _write(told, seal), _write(told, seal)
    assert (first, second) == (1, None)
    _write(told, lambda session: record(session, 1, element="-", what="noted", actor="clerk", at=told.now))
    assert _write(told, seal) == 2
    assert broken(told) == []
    tamper(told, "update seal_head set seq = seq - 1 where seal_key = 2")
    assert broken(told)


def _write(world: World, act: Callable[[Session], int | None]) -> int | None:
    with world.database.write() as session:
        return act(session)
