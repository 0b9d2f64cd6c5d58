"""Every version of a report as it was sent, and what differs between two of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import instance
from forms.difference import Written
from forms.form import Option
from organisation.viewer import Viewer
from workflows.attachments.finding import Attached, sent_with
from workflows.case import find_report
from workflows.errors import NotYours
from workflows.report_choices import options_of
from workflows.tables import cycle, report, report_version
from workflows.task_forms import deployed_form


@dataclass(frozen=True)
class Sent:
    """One version: which attempt at the report it belongs to, who approved it, and when."""

    key: int
    report_key: int
    attempt: int
    number: int
    submitted_at: datetime
    office: Mapping[str, str]
    nil: bool


@dataclass(frozen=True)
class Compared:
    """A version to look at, beside an earlier one where there is any. `all` is oldest first."""

    row: Any
    shown: Sent
    written: Written
    against: Sent | None
    before: Written | None
    files: Sequence[Attached]
    all: Sequence[Sent]


def compared(
    session: Session, viewer: Viewer, version_key: int, against_key: int | None, now: datetime
) -> Compared:
    """A version and the one before it, or the one that was asked for. NotYours unless the case may be seen."""
    report_key = session.execute(
        sa.select(report_version.c.report_key).where(report_version.c.key == version_key)
    ).scalar_one_or_none()
    if report_key is None:
        raise NotYours
    row = find_report(session, viewer, report_key, now)
    known = sent_versions(session, row)
    place = [one.key for one in known].index(version_key)
    against = known[place - 1] if place else None
    if against_key is not None:
        against = next((one for one in known if one.key == against_key), None)
        if against is None:
            raise NotYours
    options = options_of(session, row)
    before = written_version(session, against, options) if against else None
    shown = known[place]
    written = written_version(session, shown, options)
    return Compared(row, shown, written, against, before, sent_with(session, shown.key), known)


def sent_versions(session: Session, row: Any) -> list[Sent]:
    """All that the unit sent for this cycle, oldest first; `row` has cycle_unit_key."""
    rows = session.execute(
        sa.select(report_version, report.c.attempt)
        .join(report, report.c.key == report_version.c.report_key)
        .where(report.c.cycle_unit_key == row.cycle_unit_key)
        .order_by(report.c.attempt, report_version.c.number)
    )
    return [
        Sent(
            key=one.key,
            report_key=one.report_key,
            attempt=one.attempt,
            number=one.number,
            submitted_at=one.submitted_at,
            office=one.approved_office,
            nil=one.nil,
        )
        for one in rows
    ]


def written_version(session: Session, version: Sent, options: Mapping[str, Sequence[Option]]) -> Written:
    """The answers of a version with the form it was written in."""
    answers, deployment_key, form = session.execute(
        sa.select(report_version.c.answers, instance.c.deployment_key, cycle.c.form)
        .join(report, report.c.key == report_version.c.report_key)
        .join(cycle, cycle.c.key == report.c.cycle_key)
        .join(instance, instance.c.key == report.c.instance_key)
        .where(report_version.c.key == version.key)
    ).one()
    return Written(deployed_form(session, deployment_key, form), answers, options)
