"""What could not go on by itself, for those who run the installation: which report it holds up, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine import incidents as engine_incidents
from engine.tables import incident
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.tables import cycle, cycle_unit, report

PAGE = 50


@dataclass(frozen=True)
class Incident:
    """One open incident; unit, period and report are None where it belongs to no report."""

    key: int
    element: str
    at: datetime
    error: Mapping[str, str]
    report_key: int | None
    unit_name: str | None
    period: str | None


def open_incidents(session: Session, viewer: Viewer) -> tuple[int, list[Incident]]:
    """How many wait, and the oldest of them. NotYours for anybody but an operator."""
    _require_operator(viewer)
    rows = session.execute(
        sa.select(
            incident.c.key,
            incident.c.element,
            incident.c.created_at.label("at"),
            incident.c.error,
            report.c.key.label("report_key"),
            cycle_unit.c.name.label("unit_name"),
            cycle.c.period,
        )
        .select_from(
            incident.outerjoin(report, report.c.instance_key == incident.c.instance_key)
            .outerjoin(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .outerjoin(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(incident.c.resolved_at.is_(None))
        .order_by(incident.c.created_at, incident.c.key)
        .limit(PAGE)
    )
    return engine_incidents.open_incidents(session), [Incident(**row._mapping) for row in rows]  # noqa: SLF001 - SQLAlchemy's public name


def retry(session: Session, viewer: Viewer, incident_key: int, *, now: datetime) -> None:
    """Try again what failed, from the next pump on. NotYours for anybody but an operator."""
    _require_operator(viewer)
    engine_incidents.retry_incident(session, incident_key, actor=str(viewer.staff_key), now=now)


def _require_operator(viewer: Viewer) -> None:
    if not viewer.is_operator:
        raise NotYours
