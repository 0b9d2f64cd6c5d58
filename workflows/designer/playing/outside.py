"""What comes from outside in a play: a program says what came of its step, an operator lets it be tried again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bpmn.definition import Definitions, Element
from bpmn.errors import Words
from database.session import Session
from engine.definition_tables import process_definition
from engine.host import Host
from engine.incidents import retry_incident
from engine.tables import incident, instance, worker_job
from engine.worker_activation import Activated, Wanted, activate_jobs
from engine.worker_answers import Holder, complete_job, fail_job, throw_error
from workflows.designer.playing.steps import Retry, Work
from workflows.errors import Refused

DONE, AGAIN, FAILED, ERROR = "done", "again", "failed", "error"
NOBODY_CATCHES = "NOBODY_CATCHES"
"""The code of an error that no event of a diagram names."""
PROGRAM, OPERATOR = "program", "operator"
MOST_AT_ONCE = 1000
AT_ONCE = timedelta(0)


def do_work(session: Session, host: Host, step: Work, now: datetime) -> None:
    """The program takes its step and says what came of it. Refused where none waits; raises the engine's errors."""
    row = open_work(session, step)
    if row is None:
        raise Refused(
            "Lúc đó không có bước nào như vậy đang chờ chương trình ngoài.",
            "No such step waits for a program outside then.",
        )
    taken = take_work(session, host, row, now)
    key, holder, said = taken.key, Holder(PROGRAM), dict(step.variables)
    if step.outcome == DONE:
        complete_job(session, host, key, said, holder, now=now)
    elif step.outcome == ERROR:
        throw_error(session, host, key, holder, now=now, code=step.code, message=step.message, variables=said)
    else:
        left = max(0, taken.retries - 1) if step.outcome == AGAIN else 0
        fail_job(session, key, holder, now=now, retries=left, message=step.message, variables=said)


def take_work(session: Session, host: Host, row: Any, now: datetime) -> Activated:
    """What the program is handed of a row of `worker_job`. Refused, saying why, where it cannot be handed out."""
    wanted = Wanted(type=row.type, worker=row.type, account=PROGRAM, most=MOST_AT_ONCE, lock=AT_ONCE)
    for one in activate_jobs(session, host, wanted, now):
        if one.key == row.key:
            return one
    why = (
        sa.select(incident.c.error)
        .where(incident.c.worker_job_key == row.key)
        .order_by(incident.c.key.desc())
    )
    said: Words = session.execute(why.limit(1)).scalar_one()
    raise Refused(said["vi"], said["en"])


def do_retry(session: Session, step: Retry, now: datetime) -> None:
    """An operator lets what failed be tried again. Refused where nothing of it has."""
    row = open_incident_of(session, step)
    if row is None:
        raise Refused(
            f"Không có sự cố nào ở bước “{step.element}”.",
            f"Nothing has failed at the step “{step.element}”.",
        )
    retry_incident(session, row.key, actor=OPERATOR, now=now)


def open_work(session: Session, step: Work) -> Any:
    """The row of `worker_job` that a step means; None where none waits."""
    return _numbered(session, _of(worker_job, step, worker_job.c.available_at.is_not(None)), step.number)


def open_incident_of(session: Session, step: Retry) -> Any:
    """The row of `incident` that a step means; None where none is open."""
    return _numbered(session, _of(incident, step, incident.c.resolved_at.is_(None)), step.number)


def _of(table: sa.Table, step: Work | Retry, is_open: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return (
        sa.select(table)
        .join(instance, instance.c.key == table.c.instance_key)
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(
            process_definition.c.process_id == step.process,
            instance.c.owner == step.unit,
            table.c.element == step.element,
            is_open,
        )
        .order_by(table.c.key)
    )


def _numbered(session: Session, query: sa.Select[Any], number: int) -> Any:
    return session.execute(query.offset(max(0, number)).limit(1)).one_or_none()


def errors_around(definitions: Definitions, element: str) -> Iterator[tuple[str, Element]]:
    """The codes that events around a step catch, the nearest first; an empty one is caught whatever it is."""
    place = definitions.by_id.get(element)
    while place is not None:
        for event in definitions.boundary.get(place.id, ()):
            for one in event.events:
                if one.kind == "error":
                    yield one.error.text if one.error else "", event
        place = definitions.by_id.get(place.parent)
