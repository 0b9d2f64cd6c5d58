"""What a notice says of a report."""

from typing import Any

import sqlalchemy as sa

from database.session import Session
from workflows.cycle_words import cycle_words
from workflows.deadlines import ZONE
from workflows.tables import cycle, cycle_unit, report, report_version

_REPORT = (
    sa.select(
        cycle_unit.c.name,
        cycle_unit.c.superior_name,
        cycle.c.period,
        cycle.c.title,
        report.c.due_at,
        report_version.c.submitted_at.label("sent_at"),
    )
    .select_from(
        report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .join(cycle, cycle.c.key == report.c.cycle_key)
        .outerjoin(
            report_version,
            (report_version.c.report_key == report.c.key) & (report_version.c.number == report.c.versions),
        )
    )
    .where(report.c.key == sa.bindparam("report"))
)


def notice_facts(session: Session, report_key: int, *names: str) -> dict[str, Any]:
    """The named facts of a report: unit, superior, period (by language), due, sent_at; moments as ISO text."""
    row = session.execute(_REPORT, {"report": report_key}).one()
    facts = {
        "unit": row.name,
        "superior": row.superior_name or "",
        "period": dict(cycle_words(row)),
        "due": row.due_at.astimezone(ZONE).isoformat(),
        "sent_at": row.sent_at.astimezone(ZONE).isoformat() if row.sent_at else None,
    }
    return {name: facts[name] for name in names}
