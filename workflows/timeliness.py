"""When a report counts as on time, late, missing, nil or not yet sent.

The FIRST submission decides, and only attempt 1: returns and corrections are accounted for elsewhere. The five
outcomes exclude each other, so their counts add up to the expected number of reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.tables import cycle, cycle_unit, report

OUTCOMES = ("on_time", "late", "missing", "nil", "pending")

FIRST = sa.and_(report.c.cycle_unit_key == cycle_unit.c.key, report.c.attempt == 1)


def outcome(now: datetime) -> sa.ColumnElement[str]:
    """The outcome of a first attempt at a moment, as a column; needs cycle, cycle_unit and report joined.

    What was sent after that moment is not known at it.
    """
    sent = sent_by(now)
    return sa.case(
        (sa.and_(sent <= cycle_unit.c.due_at, report.c.first_nil), "nil"),
        (sent <= cycle_unit.c.due_at, "on_time"),
        (sent.is_not(None), "late"),
        (cycle.c.closes_at <= now, "missing"),
        else_="pending",
    )


def sent_by(now: datetime) -> sa.ColumnElement[datetime | None]:
    """When a report was first sent, null where that is later than a moment."""
    return sa.case((report.c.first_submitted_at <= now, report.c.first_submitted_at))


@dataclass(frozen=True)
class Totals:
    """Counts of reports by outcome; `expected` is always their sum."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    nil: int = 0
    pending: int = 0

    @property
    def expected(self) -> int:
        """How many units must report."""
        return self.on_time + self.late + self.missing + self.nil + self.pending

    @property
    def submitted(self) -> int:
        """How many have sent at least once, late ones included."""
        return self.on_time + self.late + self.nil

    @classmethod
    def of(cls, counts: Mapping[str, Any]) -> "Totals":
        """From a mapping of outcome to count; an outcome that is absent counts nothing."""
        return cls(**{name: int(counts.get(name, 0)) for name in OUTCOMES})
