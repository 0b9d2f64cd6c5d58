"""Handing jobs to outside workers: each job to one of them, for a while."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.errors import EngineError
from engine.host import Host
from engine.incidents import open_incident
from engine.service_work import step_for
from engine.statements import Driver
from engine.step import Run, look
from engine.worker_job_tables import worker_job


@dataclass(frozen=True)
class Wanted:
    """What a worker asks for. `variables` names those it wants to see, none means all; `leased` asks for a proof."""

    type: str
    worker: str
    account: str
    most: int
    lock: timedelta
    variables: frozenset[str] = frozenset()
    leased: bool = False


@dataclass(frozen=True)
class Activated:
    """A job in the hands of a worker until `locked_until`."""

    key: int
    type: str
    instance_key: int
    definition_key: int
    root_key: int
    token: str
    element: str
    worker: str
    retries: int
    locked_until: datetime
    lease: str | None
    headers: dict[str, str]
    variables: dict[str, Any]


def activate_jobs(session: Session, host: Host, wanted: Wanted, now: datetime) -> list[Activated]:
    """Take at most so many jobs of a type, the longest waiting first; nobody else gets them until the lock ends.

    A job whose inputs cannot be computed becomes an incident and is not handed out.
    """
    handed: list[Activated] = []
    runs: dict[int, Run | None] = {}
    for row in _claim(session, wanted, now):
        if row.instance_key not in runs:
            runs[row.instance_key] = look(session, host, row.instance_key, now=now)
        run = runs[row.instance_key]
        task = run.services.get(row.token) if run is not None else None
        if run is not None and task is not None:
            handed += _handed(run, task, row, wanted)
    return handed


def jobs_available(session: Session, job_type: str, now: datetime, most: int) -> int:
    """How many jobs of a type could be taken now, counted up to `most`. Takes none."""
    columns = worker_job.c
    some = sa.select(columns.key).where(columns.type == job_type, columns.available_at <= now).limit(most)
    return int(session.execute(sa.select(sa.func.count()).select_from(some.subquery())).scalar_one())


def _claim(session: Session, wanted: Wanted, now: datetime) -> Sequence[sa.Row[Any]]:
    """Conditional on being available still: of two workers one gets each job."""
    columns = worker_job.c
    free = [columns.type == wanted.type, columns.available_at <= now]
    if not wanted.leased:  # once fenced by a lease, always: a worker without one would not notice a rival
        free.append(columns.lease.is_(None))
    order = (columns.available_at, columns.key)
    first = sa.select(columns.key).where(*free).order_by(*order).limit(wanted.most)
    until = now + wanted.lock
    claimed = session.execute(
        worker_job.update()
        .where(columns.key.in_(first.with_for_update(skip_locked=True)), *free)
        .values(
            available_at=until,
            locked_until=until,
            worker=wanted.worker,
            account=wanted.account,
            changed_at=now,
        )
        .returning(worker_job)
    ).all()
    return sorted(claimed, key=lambda row: row.key)


def _handed(run: Run, task: Any, row: Any, wanted: Wanted) -> list[Activated]:
    try:
        step = step_for(run, task, wanted.account)
    except EngineError as error:
        _hold_back(run, row, error)
        return []
    known = {**step.variables, **(row.variables or {})}
    return [
        Activated(
            key=row.key,
            type=row.type,
            instance_key=row.instance_key,
            definition_key=run.row.definition_key,
            root_key=run.row.root_key or row.instance_key,
            token=row.token,
            element=row.element,
            worker=wanted.worker,
            retries=row.retries,
            locked_until=row.locked_until,
            lease=_lease(run.session, row.key) if wanted.leased else None,
            headers=dict(step.headers),
            variables={
                name: known[name] for name in known if not wanted.variables or name in wanted.variables
            },
        )
    ]


def _lease(session: Session, job_key: int) -> str:
    """A new proof for every activation: whoever comes with an older one was too slow."""
    lease = secrets.token_hex(16)
    session.execute(worker_job.update().where(worker_job.c.key == job_key).values(lease=lease))
    return lease


def _hold_back(run: Run, row: Any, error: EngineError) -> None:
    run.session.execute(
        worker_job.update()
        .where(worker_job.c.key == row.key)
        .values(available_at=None, locked_until=None, account=None, worker=None)
    )
    open_incident(
        Driver(run.session),
        row.instance_key,
        row.element,
        ref=row.token,
        error=error,
        now=run.now,
        worker_job_key=row.key,
    )
