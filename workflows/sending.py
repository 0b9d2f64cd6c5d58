"""Sending an approved report: every addressee gets a receipt, and the one who must act a notice and a date."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import group
from periods.deadlines import receive_by
from periods.windows import period
from workflows.addressees import RECEIVER, addressees
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.issues.from_reports import take_in_report
from workflows.notice_facts import notice_facts
from workflows.submission import latest_version
from workflows.tables import cycle, cycle_unit, receipt, report


def send(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Send the newest version to the level above and to the unit's own standing committee.

    Each is one receipt, kept once per version and addressee. Returns `receive_by`: until when the unit above has
    to accept or return it; null where the cycle has nobody above.
    """
    row = _report(step.session, variables["report"])
    for addressee in addressees(step.session, row):
        step.session.execute(
            sa.insert(receipt).values(
                version_key=latest_version(variables["report"]),
                addressee=addressee.handle,
                office=addressee.office,
                name=dict(addressee.name),
                sent_at=step.now,
            )
        )
    if row.superior_handle is None:  # nobody accepts it: what it tells of is registered as it is sent
        take_in_report(step.session, variables["report"], step.now)
        return {"receive_by": None}
    by = receive_by(
        step.now,
        period=period(row.period),
        level=row.level,
        rule=deadline_rule(step.session),
        calendar=working_calendar(step.session, step.now),
        zone=ZONE,
    )
    until = by.at.isoformat()
    _tell_receiver(step, variables, row, until)
    return {"receive_by": until}


def _report(session: Session, report_key: int) -> Any:
    return session.execute(
        sa.select(
            cycle_unit.c.unit_key,
            cycle_unit.c.handle,
            cycle_unit.c.name,
            cycle_unit.c.superior_handle,
            cycle_unit.c.superior_name,
            cycle_unit.c.level,
            cycle.c.period,
            cycle.c.tree_on,
        )
        .select_from(
            report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
                cycle, cycle.c.key == report.c.cycle_key
            )
        )
        .where(report.c.key == report_key)
    ).one()


def _tell_receiver(step: Step, variables: Mapping[str, Any], row: Any, until: str) -> None:
    notify(
        step.session,
        key=f"{step.token}:sent",
        recipients=[group(row.superior_handle, RECEIVER)],
        words="sent",
        facts=notice_facts(step.session, variables["report"], "unit", "period", "sent_at")
        | {"receive_by": until},
        about=f"report:{variables['report']}",
        rule="sent",
        now=step.now,
    )
