"""The throw-away store of a play: our tables in the memory of this process, furnished from a setting.

Nothing of the real store is in it but copies, and nothing goes back: what is written here is gone with it. No mail
leaves, since nobody delivers what stands in its outbox.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

import sqlalchemy as sa

from database.metadata import metadata
from database.session import Database, Session
from engine.host import Host
from organisation.days import local_day
from organisation.demo_staff import seat_everybody
from organisation.tables import route, unit
from workflows.deployment import deploy_files
from workflows.designer.playing.cast import Cast
from workflows.designer.playing.setting import Setting

NOBODY_SIGNS_IN = "-"
MEMORY = "sqlite://"


@contextmanager
def stage(held: bytes) -> Iterator[tuple[Database, sqlite3.Connection]]:
    """A store with what `held_by` gave; it is gone when the block ends."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.isolation_level = None
    if held:
        connection.deserialize(held)
    connection.execute("pragma foreign_keys=on")
    # one connection for both: whoever reads has done so before he writes
    engine = sa.create_engine(MEMORY, creator=lambda: connection, poolclass=sa.pool.StaticPool)
    sa.event.listen(engine, "begin", lambda session: session.exec_driver_sql("begin"))
    try:
        yield Database(MEMORY, engine, engine, threading.Lock()), connection
    finally:
        engine.dispose()
        connection.close()


def held_by(connection: sqlite3.Connection) -> bytes:
    """The whole store."""
    return connection.serialize()


@cache
def _empty() -> bytes:
    """Our tables, without a row."""
    with stage(b"") as (database, connection):
        with database.write() as session:
            metadata.create_all(session)
        return held_by(connection)


def furnished(setting: Setting, host: Host, now: datetime) -> bytes:
    """A store in which everybody sits at his desk and the files are deployed.

    Raises the engine's Refused with every reason why they cannot be deployed.
    """
    with stage(_empty()) as (database, connection):
        with database.write() as session:
            for table, rows in setting.lists:
                if rows:
                    session.execute(sa.insert(table), list(rows))
            _place(session, setting.cast)
            seat_everybody(session, setting.cast.top.unit.key, local_day(now), NOBODY_SIGNS_IN, now=now)
            deploy_files(session, host, setting.files, actor="system", now=now)
        return held_by(connection)


def _place(session: Session, cast: Cast) -> None:
    keys = {part.unit.handle: part.unit.key for part in cast.parts}
    columns = unit.c.keys()
    for part in cast.parts:
        row = {name: getattr(part.unit, name) for name in columns}
        session.execute(sa.insert(unit).values({**row, "fields": list(part.unit.fields)}))
        if part.above is not None:
            way = {"from_unit": part.unit.key, "to_unit": keys[part.above], "line": part.line}
            session.execute(sa.insert(route).values(way))
