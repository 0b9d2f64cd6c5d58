"""Reports of open cycles that were not sent, or came back, as the boards show them.

Cost: a look into the index of units for each cycle that is open; for what is awaited, one for each unit right below.
"""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.cycle_words import cycle_words
from workflows.overdue import still_owed
from workflows.subject import REPORT, about_report
from workflows.tables import cycle, cycle_unit, report

_REPORTS = (
    sa.select(
        *(report.c[name] for name in ("key", "due_at", "instance_key", "returns", "first_submitted_at")),
        cycle.c.period,
        cycle.c.title,
        cycle_unit.c.name.label("unit_name"),
        cycle_unit.c.superior_name,
    )
    .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
    .join(cycle, cycle.c.key == report.c.cycle_key)
)


def _reported_by(unit_key: int, now: datetime) -> sa.Select[Any]:
    return _REPORTS.where(cycle_unit.c.unit_key == unit_key, still_owed(now))


def _below(unit_key: int, now: datetime) -> sa.Select[Any]:
    return _REPORTS.where(cycle_unit.c.superior_unit_key == unit_key, still_owed(now))


def report_line(row: Any, now: datetime) -> Owed:
    """A report as a row of a board; `row` is of a query above, or of the overdue reports."""
    period = cycle_words(row)
    return Owed(
        subject=about_report(row.key),
        title={"vi": f"Báo cáo {period['vi']}", "en": f"Report for {period['en']}"},
        from_unit=row.unit_name,
        to_unit=row.superior_name or "",
        due_at=row.due_at,
        href=f"/reports/{row.key}",
        late=row.due_at < now,
        instance_key=row.instance_key,
        returned=row.returns > 0 and row.first_submitted_at is not None,
    )


REPORTS = Ledger(
    "reports",
    REPORT,
    {"vi": "Báo cáo", "en": "Reports"},
    owing=_reported_by,
    awaited=_below,
    line=report_line,
    came_back=sa.and_(report.c.returns > 0, report.c.first_submitted_at.is_not(None)),
)
