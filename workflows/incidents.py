"""What could not go on by itself, for those who run the installation: which report it holds up, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.errors import DiagramError
from database.session import Session
from engine import incidents as engine_incidents
from engine.definition_tables import process_definition
from engine.definitions import diagram_of
from engine.incidents import IncidentGone
from engine.tables import incident, instance, job, timer
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.tables import cycle, cycle_unit, report

PAGE = 50
LATELY = 20
WAITING, FAILED_AGAIN, WENT_ON = "waiting", "failed_again", "went_on"


@dataclass(frozen=True)
class Incident:
    """One open incident; unit, period and report are None where it belongs to no report, attempts for a timer."""

    key: int
    process: Mapping[str, str]
    element: str
    at: datetime
    error: Mapping[str, str]
    attempts: int | None
    report_key: int | None
    unit_name: str | None
    period: str | None


@dataclass(frozen=True)
class TriedAgain:
    """An incident somebody had tried again, and what became of it: waiting, failed again, or it went on."""

    incident: Incident
    tried_at: datetime
    outcome: str


@dataclass(frozen=True)
class Incidents:
    """One page of what is open, oldest first, and what was tried again lately, newest first."""

    total: int
    rows: tuple[Incident, ...]
    next_cursor: int | None
    tried: tuple[TriedAgain, ...]


_SOURCES = (
    incident.join(instance, instance.c.key == incident.c.instance_key)
    .join(process_definition, process_definition.c.key == instance.c.definition_key)
    .outerjoin(job, job.c.key == incident.c.job_key)
    .outerjoin(report, report.c.instance_key == incident.c.instance_key)
    .outerjoin(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
    .outerjoin(cycle, cycle.c.key == report.c.cycle_key)
)
_COLUMNS = (
    incident.c.key,
    instance.c.definition_key,
    process_definition.c.process_id,
    incident.c.element,
    incident.c.created_at.label("at"),
    incident.c.error,
    job.c.attempts,
    report.c.key.label("report_key"),
    cycle_unit.c.name.label("unit_name"),
    cycle.c.period,
)


def open_incidents(session: Session, viewer: Viewer, *, after: int = 0) -> Incidents:
    """A page of the incidents that wait, oldest first. NotYours for anybody but an operator."""
    _require_operator(viewer)
    found = session.execute(
        sa.select(*_COLUMNS)
        .select_from(_SOURCES)
        .where(incident.c.resolved_at.is_(None), incident.c.key > after)
        .order_by(incident.c.key)
        .limit(PAGE + 1)
    ).all()
    return Incidents(
        total=engine_incidents.open_incidents(session),
        rows=tuple(_incident(session, row) for row in found[:PAGE]),
        next_cursor=found[PAGE - 1].key if len(found) > PAGE else None,
        tried=_tried_lately(session),
    )


def retry(session: Session, viewer: Viewer, incident_key: int, *, now: datetime) -> None:
    """Try again what failed, from the next pump on. NotYours for anybody but an operator."""
    _require_operator(viewer)
    engine_incidents.retry_incident(session, incident_key, actor=str(viewer.staff_key), now=now)


def retry_chosen(session: Session, viewer: Viewer, keys: Iterable[int], *, now: datetime) -> None:
    """Try again each of these that still waits; those that somebody else dealt with are passed over."""
    _require_operator(viewer)
    for key in sorted(set(keys))[:PAGE]:
        try:
            retry(session, viewer, key, now=now)
        except IncidentGone:
            continue


def _tried_lately(session: Session) -> tuple[TriedAgain, ...]:
    rows = session.execute(
        sa.select(*_COLUMNS, incident.c.resolved_at, _outcome().label("outcome"))
        .select_from(_SOURCES)
        .where(incident.c.resolved_at.is_not(None), incident.c.resolved_by != "engine")
        .order_by(incident.c.resolved_at.desc(), incident.c.key.desc())
        .limit(LATELY)
    ).all()
    return tuple(TriedAgain(_incident(session, row), row.resolved_at, row.outcome) for row in rows)


def _outcome() -> sa.ColumnElement[str]:
    later, again = incident.alias("later"), sa.exists()
    failed = again.where(later.c.ref == incident.c.ref, later.c.key > incident.c.key)
    armed = sa.exists().where(timer.c.key == incident.c.timer_key)
    return sa.case((failed, FAILED_AGAIN), (sa.or_(job.c.key.is_not(None), armed), WAITING), else_=WENT_ON)


def _incident(session: Session, row: Any) -> Incident:
    facts = row._mapping  # noqa: SLF001 - SQLAlchemy's public name
    of_row = {name: facts[name] for name in Incident.__dataclass_fields__ if name != "process"}
    return Incident(process=_names(session, row), **of_row)


def _names(session: Session, row: Any) -> Mapping[str, str]:
    """What people call the process; its id where older rules let in what today's cannot read."""
    try:
        return diagram_of(session, row.definition_key).names
    except DiagramError:
        return {"vi": row.process_id, "en": row.process_id}


def _require_operator(viewer: Viewer) -> None:
    if not viewer.is_operator:
        raise NotYours
