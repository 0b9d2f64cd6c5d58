"""Spans of local calendar days, both ends included; None is an open end. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)


def local_day(now: datetime, zone: ZoneInfo = HOME_ZONE) -> date:
    """The calendar day of a moment where the units are."""
    return now.astimezone(zone).date()


@dataclass(frozen=True)
class Span:
    """The days from `first` to `last`. Raises ValueError when it ends before it begins."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def holds(self, day: date) -> bool:
        """Whether the day lies within."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def common(self, other: "Span") -> "Span | None":
        """The days of both, or None where they never meet."""
        first = max(self.first or date.min, other.first or date.min)
        last = min(self.last or date.max, other.last or date.max)
        if last < first:
            return None
        return Span(None if first == date.min else first, None if last == date.max else last)

    def __str__(self) -> str:
        return f"{self.first or '…'} – {self.last or '…'}"


def covers(parts: Iterable[Span], whole: Span) -> bool:
    """Whether every day of `whole` lies in one of the parts."""
    wanted = whole.first or date.min
    for part in sorted(parts, key=lambda span: span.first or date.min):
        if (part.first or date.min) > wanted:
            return False
        if part.last is None or (whole.last is not None and part.last >= whole.last):
            return True
        wanted = max(wanted, part.last + ONE_DAY)
    return False


def in_force(table: sa.FromClause, day: date | sa.BindParameter[date]) -> sa.ColumnElement[bool]:
    """The rows of a dated table that hold on a day, or on one that the statement is given later."""
    first, last = table.c.valid_from, table.c.valid_to
    return sa.and_(sa.or_(first.is_(None), first <= day), sa.or_(last.is_(None), last >= day))


def meets(table: sa.FromClause, span: Span) -> sa.ColumnElement[bool]:
    """The rows of a dated table that hold on any day of the span."""
    first, last = table.c.valid_from, table.c.valid_to
    return sa.and_(
        sa.true() if span.last is None else sa.or_(first.is_(None), first <= span.last),
        sa.true() if span.first is None else sa.or_(last.is_(None), last >= span.first),
    )
