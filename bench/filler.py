"""Rows that make a store as full as years of work would: copies of what the engine itself has written."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import count, islice
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.history_tables import history
from engine.tables import instance, task, timer

BATCH = 5000
TOKENS_FROM = 1 << 100
"""Far from the engine's own tokens, which are random."""

Row = dict[str, Any]


def add_open_instances(database: Database, number: int, like: int) -> None:
    """So many more open instances, each with the tasks, timers and history of the one they are copied from."""
    with database.write() as session:
        first = _next_key(session, instance)
        model = _rows(session, instance, instance.c.key == like)[0]
        keys = range(first, first + number)
        _insert(session, instance, ({**model, "key": key, "child_key": str(key)} for key in keys))
        for table in (task, timer):
            models = _rows(session, table, table.c.instance_key == like)
            _insert(session, table, _copies(models, keys, _next_key(session, table)))
        models = _rows(session, history, history.c.instance_key == like)
        _insert(session, history, ({**model, "instance_key": key} for key in keys for model in models))


def add_open_tasks(database: Database, number: int, like: int) -> None:
    """So many more open tasks in the group of one, a second apart in their due dates."""
    with database.write() as session:
        model = _rows(session, task, task.c.key == like)[0]
        _insert(session, task, _numbered(model, number, _next_key(session, task)))


def add_timers(database: Database, number: int, like: int) -> None:
    """So many more armed timers, due after the one they are copied from."""
    with database.write() as session:
        model = _rows(session, timer, timer.c.key == like)[0]
        _insert(session, timer, _numbered(model, number, _next_key(session, timer)))


def _copies(models: list[Row], owners: Iterable[int], first: int) -> Iterator[Row]:
    keys = count(first)
    for owner in owners:
        for model in models:
            yield {**model, **_own(next(keys)), "instance_key": owner}


def _own(key: int) -> Row:
    return {"key": key, "token": f"{TOKENS_FROM + key:032x}"}


def _numbered(model: Row, number: int, first: int) -> Iterator[Row]:
    for place in range(number):
        yield {**model, "due_at": model["due_at"] + timedelta(seconds=place), **_own(first + place)}


def _rows(session: Session, table: sa.Table, where: sa.ColumnElement[bool]) -> list[Row]:
    columns = [column for column in table.columns if column.computed is None]
    return [dict(row) for row in session.execute(sa.select(*columns).where(where)).mappings()]


def _next_key(session: Session, table: sa.Table) -> int:
    return int(session.execute(sa.select(sa.func.coalesce(sa.func.max(table.c.key), 0))).scalar_one()) + 1


def _insert(session: Session, table: sa.Table, rows: Iterator[Row]) -> None:
    while batch := list(islice(rows, BATCH)):
        session.execute(sa.insert(table), batch)
