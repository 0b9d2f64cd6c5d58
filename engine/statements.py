"""The statements of a step, driver-level and prepared once. Everything else in the room goes through SQLAlchemy.

Written for PostgreSQL but with question marks; each driver gets what it wants, once per statement. SQLite, where one
writes alone, is spared the locks.

In which order rows are taken is said in engine/holding.py.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from database.session import Session
from database.types import text_time, time_text

CLAIM_INSTANCE = """
    update instance set version = version + 1 where key = ? and status = 'active'
    returning definition_key, deployment_key, parent_key, root_key, fan_key, child_key, attempt, depth, owner,
              subject, version, state"""
INSERT_INSTANCE = """
    insert into instance (definition_key, deployment_key, parent_key, root_key, fan_key, child_key, attempt, depth,
                          owner, version, status, state, history_seq, history_head, started_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 'active', ?, 0, ?, ?) returning key"""
NAME_INSTANCE = (
    "update instance set root_key = coalesce(root_key, key), subject = ?, search = ? where key = ?"
)
SAVE_INSTANCE = "update instance set state = ? where key = ?"
END_INSTANCE = "update instance set state = ?, status = ?, ended_at = ? where key = ?"

INSERT_TASK = """
    insert into task (instance_key, token, element, name, status, candidate_group, assignee, due_at, follow_up_at,
                      priority, form_id, owner, created_at, version)
    values (?, ?, ?, ?, 'created', ?, ?, ?, ?, ?, ?, ?, ?, 1)"""
COMPLETE_TASK = """
    update task set status = 'completed', ended_at = ?, ended_by = ?, version = version + 1
    where key = ? and status = 'created' and version = coalesce(?, version)
    returning instance_key, token, element"""
CANCEL_TASK = """
    update task set status = 'cancelled', ended_at = ?, ended_by = ?, version = version + 1
    where instance_key = ? and token = ? and status = 'created'"""
CANCEL_TASKS_OF = """
    update task set status = 'cancelled', ended_at = ?, ended_by = ?, version = version + 1
    where instance_key = ? and status = 'created'"""

INSERT_TIMER = "insert into timer (instance_key, token, element, due_at, state) values (?, ?, ?, ?, 'armed')"
TAKE_TIMER = "delete from timer where key = ? returning instance_key, token, element, due_at"
DELETE_TIMER = "delete from timer where instance_key = ? and token = ?"
DELETE_TIMERS_OF = "delete from timer where instance_key = ?"
FAIL_TIMER = "update timer set state = 'failed' where key = ? returning instance_key, token, element"
NEXT_TIMER = """
    select t.due_at, t.key, t.instance_key from timer t join instance i on i.key = t.instance_key
    where t.state = 'armed' and t.due_at <= ? order by t.due_at, t.key limit 1 for no key update of i skip locked"""

INSERT_JOB = """
    insert into job (instance_key, kind, ref, element, due_at, attempts, retries, state, error)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (kind, ref) do nothing returning key"""
NEXT_JOB = """
    select j.due_at, j.key, j.instance_key, j.kind, j.ref, j.element, j.attempts, j.retries
    from job j join instance i on i.key = j.instance_key
    where j.state = 'ready' and j.due_at <= ? order by j.due_at, j.key limit 1 for no key update of i skip locked"""
JOB_IF_DUE = """
    select j.due_at, j.key, j.instance_key, j.kind, j.ref, j.element, j.attempts, j.retries
    from job j join instance i on i.key = j.instance_key
    where j.key = ? and j.state = 'ready' and j.due_at <= ? for no key update of i"""
PUSH_JOB = "update job set attempts = attempts + 1, due_at = ?, error = coalesce(?, error) where key = ?"
NOTE_ERROR = "update job set error = ? where key = ?"
FAIL_JOB = """
    update job set state = 'failed', error = ? where key = ? and state = 'ready' and attempts <= ? returning key"""
DELETE_JOB = "delete from job where key = ? returning key"
DELETE_JOB_OF = "delete from job where kind = ? and ref = ?"
KEEP_OPENING_ONLY = "delete from job where instance_key = ? and kind not in ('fan.open', 'fan.child')"
INSERT_WORKER_JOB = """
    insert into worker_job (instance_key, token, element, type, state, retries, available_at, created_at,
                            changed_at)
    values (?, ?, ?, ?, 'created', ?, ?, ?, ?)"""
INSERT_SUBSCRIPTION = """
    insert into message_subscription (instance_key, process_id, token, element, name, correlation_key, created_at)
    values (?, ?, ?, ?, ?, ?, ?)"""
FIND_SUBSCRIPTION = "select key from message_subscription where token = ?"
TAKE_SUBSCRIPTION = "delete from message_subscription where token = ? returning key"
DELETE_SUBSCRIPTIONS_OF = "delete from message_subscription where instance_key = ?"
OLDEST_MESSAGE = """
    select key, variables from message where name = ? and correlation_key = ? and (expires_at > ? or key = ?)
    and not exists (select 1 from message_correlation as met
                    where met.message_key = message.key and met.process_id = ?)
    order by key limit 1"""
INSERT_CORRELATION = """
    insert into message_correlation (message_key, process_id, name, correlation_key, subscription_key, instance_key,
                                     element, token, correlated_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (message_key, process_id) do nothing returning message_key"""
CANCEL_WORKER_JOB = """
    update worker_job set state = 'canceled', available_at = null, ended_at = ?, changed_at = ?
    where token = ? and ended_at is null"""
CANCEL_WORKER_JOBS_OF = """
    update worker_job set state = 'canceled', available_at = null, ended_at = ?, changed_at = ?
    where instance_key = ? and ended_at is null"""
INSERT_EFFECT = """
    insert into effect (kind, ref, done_at) values (?, ?, ?) on conflict (kind, ref) do nothing returning ref"""

INSERT_INCIDENT = """
    insert into incident (instance_key, element, job_key, timer_key, worker_job_key, ref, error_type, error,
                          created_at)
    values (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
RESOLVE_INCIDENTS_OF_REF = """
    update incident set resolved_at = ?, resolved_by = ? where ref = ? and resolved_at is null"""
RESOLVE_INCIDENTS_OF = """
    update incident set resolved_at = ?, resolved_by = ? where instance_key = ? and resolved_at is null"""

INSERT_FAN = """
    insert into fanout (token, instance_key, element, definition_key, status, total, opened, completed, terminated,
                        late, corrections, condition, variables)
    values (?, ?, ?, ?, 'opening', ?, 0, 0, 0, 0, 0, ?, ?) returning key"""
INSERT_FAN_CHILD = """
    insert into fan_child (fan_key, ord, child_key, item, status) values (?, ?, ?, ?, 'expected')"""
FAN_OF_KEY = """
    select instance_key, element, definition_key, status, total, opened, variables from fanout where key = ?"""
FAN_COUNTERS = "select total, completed, terminated from fanout where token = ?"
CLOSE_FAN = """
    update fanout set status = 'closed' where token = ? and status <> 'closed' returning key"""
CLOSE_FANS_OF = "update fanout set status = 'closed' where instance_key = ? and status <> 'closed'"
ADVANCE_FAN = """
    update fanout set opened = ?, status = case when status = 'opening' and ? >= total then 'waiting' else status end
    where key = ?"""
FAN_STATUS = "select token, status from fanout where key = ?"
CHILDREN_FROM = (
    "select ord, child_key, item from fan_child where fan_key = ? and ord >= ? order by ord limit ?"
)
CHILD_AT = "select ord, child_key, item from fan_child where fan_key = ? and ord = ?"
OPEN_CHILD = """
    update fan_child set status = 'open' where fan_key = ? and ord = ? and status in ('expected', 'failed')
    returning ord"""
NAME_CHILD = "update fan_child set instance_key = ? where fan_key = ? and ord = ?"
FAIL_CHILD = "update fan_child set status = 'failed' where fan_key = ? and ord = ?"
END_CHILD = """
    update fan_child set status = ? where fan_key = ? and child_key = ? and status = 'open' returning ord"""
COUNT_CHILD = """
    update fanout set completed = completed + ?, terminated = terminated + ?,
                      late = late + case when status = 'closed' then ? else 0 end
    where key = ? returning status, total, completed, terminated, condition, instance_key, element"""
COUNT_CORRECTION = (
    "update fanout set corrections = corrections + 1 where key = ? returning instance_key, element"
)

HISTORY_HEAD = "select history_seq, history_head from instance where key = ? for no key update"
INSERT_HISTORY = """
    insert into history (instance_key, seq, at, element, what, actor, data, hash) values (?, ?, ?, ?, ?, ?, ?, ?)"""
MOVE_HEAD = "update instance set history_seq = ?, history_head = ? where key = ? and history_seq = ?"


@cache
def _for_postgresql(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


@cache
def _for_sqlite(statement: str) -> str:
    return statement.partition(" for no key update")[0]


@cache
def _returning_nothing(statement: str) -> str:
    return statement.partition(" returning ")[0]


def has_rivals(session: Session) -> bool:
    """Whether others may write while a transaction does, and workers of other processes wait for jobs."""
    return session.dialect.name != "sqlite"


class Driver:
    """One cursor under a session, for the statements above. Moments go in and come out as the store keeps them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._cursor: Any = session.connection.cursor()
        self._is_sqlite = session.dialect.name == "sqlite"
        self._spoken = _for_sqlite if self._is_sqlite else _for_postgresql

    def run(self, statement: str, *values: Any) -> list[Any]:
        """Execute, and give every row it returns.

        All of them: SQLite keeps a statement open, and the transaction with it, until its last row is read.
        """
        self._cursor.execute(self._spoken(statement), values)
        rows: list[Any] = self._cursor.fetchall() if self._cursor.description is not None else []
        return rows

    def one(self, statement: str, *values: Any) -> Any:
        """The first row, or None."""
        rows = self.run(statement, *values)
        return rows[0] if rows else None

    def put(self, statement: str, *values: Any) -> int:
        """Put a row in by a statement that returns its key, and give that.

        SQLite says the key by itself; returning it would cost a table of its own.
        """
        if not self._is_sqlite:
            return int(self.one(statement, *values)[0])
        self._cursor.execute(_returning_nothing(statement), values)
        return int(self._cursor.lastrowid)

    def put_once(self, statement: str, *values: Any) -> bool:
        """Put a row in unless it is there already; whether it was put in. The same about what it returns."""
        if not self._is_sqlite:
            return self.one(statement, *values) is not None
        self._cursor.execute(_returning_nothing(statement), values)
        return bool(self._cursor.rowcount)

    def many(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Execute once for every row."""
        if rows:
            self._cursor.executemany(self._spoken(statement), rows)

    def moment(self, at: datetime) -> Any:
        """A moment as this store takes it."""
        return time_text(at) if self._is_sqlite else at.astimezone(UTC)

    def read_moment(self, stored: Any) -> datetime:
        """A moment this store gave."""
        return text_time(stored) if isinstance(stored, str) else stored.astimezone(UTC)
