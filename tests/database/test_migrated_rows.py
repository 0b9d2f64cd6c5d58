"""Rows that a store holds go on as they were where their table is made anew, on both stores."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from database.migrate import migrate
from database.postgresql import is_postgresql, postgresql_migrator
from database.sqlite import sqlite_migrator
from database.types import time_text
from database.version import MIGRATIONS
from tests.stores import BOTH_STORES, Stores
from web.schema import metadata

pytestmark = BOTH_STORES
MORNING = datetime(2025, 5, 1, 1, tzinfo=UTC)
LEAST = {int: 1, str: "", bytes: b"", bool: False, date: MORNING.date(), datetime: MORNING}
"""What a column holds of which nothing is said; keys are those of the first row of each table."""


class Old:
    """A store of a former version, filled by its own tables."""

    def __init__(self, url: str, version: str) -> None:
        self.url = url
        self._engine = postgresql_migrator(url) if is_postgresql(url) else sqlite_migrator(url)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with self._engine.connect() as connection, connection.begin():
            config.attributes.update(connection=connection, metadata=metadata)
            command.upgrade(config, version)

    def put(self, table: str, **said: Any) -> None:
        """A row that says this, and in all other columns as little as they take."""
        with self._engine.connect() as connection, connection.begin():
            there = sa.Table(table, sa.MetaData(), autoload_with=connection, resolve_fks=False)
            needed = {
                column.name: LEAST[column.type.python_type] for column in there.columns if _needed(column)
            }
            connection.execute(sa.insert(there), {**needed, **said})

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows, whatever the order of their columns."""
        with self._engine.connect() as connection, connection.begin():
            there = sa.Table(table, sa.MetaData(), autoload_with=connection, resolve_fks=False)
            found = connection.execute(sa.select(there).order_by(*there.primary_key)).mappings()
            return [dict(row) for row in found]

    def close(self) -> None:
        """Let the store go."""
        self._engine.dispose()


def _needed(column: sa.Column[Any]) -> bool:
    return not column.nullable and column.computed is None


Open = Callable[[str], Old]


@pytest.fixture(name="old")
def _old(stores: Stores, store_kind: str, tmp_path: Path) -> Iterator[Open]:
    url, opened = stores.empty(store_kind, tmp_path), list[Old]()

    def make(version: str) -> Old:
        opened.append(Old(url, version))
        return opened[0]

    yield make
    for one in opened:
        one.close()
    stores.remove(url)


def test_what_a_unit_raised_is_listed_as_such_from_0071_on(old: Open) -> None:
    store = old("0070")
    seen = (("raised", "own"), ("charge", "own"), ("above", "below"))
    store.put("issue")
    for unit_key, (why, scope) in enumerate(seen, 1):
        store.put("issue_party", unit_key=unit_key, why=why, scope=scope)
    assert migrate(store.url, metadata).before == "0070"
    found = {row["unit_key"]: (row["why"], row["scope"]) for row in store.rows("issue_party")}
    assert found == {1: ("raised", "raised"), 2: seen[1], 3: seen[2]}


def test_tasks_and_timers_stay_as_they_are(old: Open) -> None:
    store = old("0078")
    store.put("deployment")
    store.put("resource", kind="bpmn")
    store.put("process_definition")
    for key in (1, 2):
        store.put("instance", key=key, status="active")
    store.put("task", key=1, token="a", status="created", name="Draft", due_at=time_text(MORNING))
    store.put("task", key=2, token="b", status="completed", ended_by="clerk")
    store.put("timer", key=1, instance_key=2, token="c", state="armed")
    before = [store.rows(table) for table in ("task", "timer")]
    assert migrate(store.url, metadata).before == "0078"
    assert [store.rows(table) for table in ("task", "timer")] == before
    store.put("task", key=3, instance_key=2, token="a", status="created")
    for table, key, refused in (
        ("task", 4, {"token": "a", "status": "created"}),
        ("timer", 2, {"token": "d", "state": "lost"}),
    ):
        with pytest.raises(sa.exc.IntegrityError):
            store.put(table, key=key, **refused)


def test_the_newest_event_of_an_issue_says_how_its_dates_came_about_from_0080_on(old: Open) -> None:
    store = old("0079")
    store.put("issue", key=1, events=2, due_words='{"answer":{}}')
    store.put("issue", key=2, unit_key=2, events=1)
    for key, (issue_key, number) in enumerate(((1, 1), (1, 2), (2, 1)), 1):
        store.put("issue_event", key=key, issue_key=issue_key, number=number)
    assert migrate(store.url, metadata).before == "0079"
    assert [row["dates"] for row in store.rows("issue_event")] == [None, '{"answer":{}}', None]


def test_effects_those_in_drafts_and_issues_stay_as_they_are(old: Open) -> None:
    store = old("0082")
    store.put("issue", key=1, events=3, summary="Ngập ở ngõ 5.")
    for ref in ("b", "a"):
        store.put("effect", kind="service:send", ref=ref)
        store.put("draft_presence", place=f"issue:1/{ref}", staff_key=1, office='{"vi":"Lãnh đạo"}')
    before = {table: store.rows(table) for table in ("effect", "draft_presence", "issue")}
    del before["issue"][0]["events"]
    assert migrate(store.url, metadata).before == "0082"
    assert {table: store.rows(table) for table in before} == before
    with pytest.raises(sa.exc.IntegrityError):
        store.put("effect", kind="service:send", ref="a")
