"""Counts of issues, folded up from the events of the register, and never the record itself: it can be made again.

Every column counts changes: what an issue added by standing as it does after an event, less what it added before. So
the sum up to a day is how things stood at the end of that day, whatever happened later. A row belongs to one unit: to
the one that raised or received the issues, and to each one above it on the day they were received.
"""

from typing import Any

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Key

STANDS = (
    "raised",
    "mentions",
    "answered",
    "directed",
    "received",
    "verifying",
    "replied",
    "resolved",
    "closed_unresolved",
    "reopened",
)
"""What is counted of how issues stand. `replied` is the state "answered": an answer left, nobody has confirmed it."""

DUES = ("due", "on_time", "late", "without")
"""What is counted of issues with a due date: all; answered by then; answered after it; ended without an answer."""

DELAYS = ("answers", "returns", "minutes", "reading")
"""What is counted of the way to an answer: answers written, answers sent back, minutes of working time; and of these
the minutes in which an answer that was written again waited to be read again."""


def _counts(names: tuple[str, ...]) -> tuple[sa.Column[int], ...]:
    return tuple(sa.Column(name, sa.Integer, nullable=False) for name in names)


def _own_key(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, primary_key=True, autoincrement=False)


# By the day they were raised on, then the day on which something changed. An empty programme is all issues.
issue_cohort = sa.Table(
    "issue_cohort",
    metadata,
    _own_key("unit_key", Key),
    _own_key("programme", sa.String(60)),
    _own_key("raised_on", sa.Date()),
    _own_key("day", sa.Date()),
    *_counts(STANDS),
)

# By the day they are due on, then the day on which something changed.
issue_due = sa.Table(
    "issue_due",
    metadata,
    _own_key("unit_key", Key),
    _own_key("due_on", sa.Date()),
    _own_key("day", sa.Date()),
    *_counts(DUES),
)

# By the day of the change alone, for trends: by first level of the category, by place, by channel, by the unit below.
issue_flow = sa.Table(
    "issue_flow",
    metadata,
    _own_key("unit_key", Key),
    _own_key("dimension", sa.String(10)),
    _own_key("value", sa.String(200)),
    _own_key("day", sa.Date()),
    *_counts(STANDS),
    # a window takes days of its first and last month from all values
    sa.Index("ix_issue_flow_day", "unit_key", "dimension", "day"),
)

# The same added up by month, which is named by its first day: what a window needs of the months it holds whole.
issue_flow_month = sa.Table(
    "issue_flow_month",
    metadata,
    _own_key("unit_key", Key),
    _own_key("dimension", sa.String(10)),
    _own_key("month", sa.Date()),
    _own_key("value", sa.String(200)),
    *_counts(STANDS),
)

# By the day on which a stretch of work ended: by who held the issue, by who wrote its answers, by why they came back.
issue_delay = sa.Table(
    "issue_delay",
    metadata,
    _own_key("unit_key", Key),
    _own_key("dimension", sa.String(10)),
    _own_key("value", sa.String(80)),
    _own_key("day", sa.Date()),
    *_counts(DELAYS),
)

# From which day to which an issue stood among those that are counted under a name (stays.py), so that every number
# leads to exactly its issues: an issue stood there at the end of the days from `from_day` until before `until_day`.
# `dated` is the day it was raised on, is due on or was returned on. All of it is key, so SQLite keeps it once.
issue_stay = sa.Table(
    "issue_stay",
    metadata,
    _own_key("unit_key", Key),
    _own_key("what", sa.String(80)),
    _own_key("dated", sa.Date()),
    _own_key("until_day", sa.Date()),
    _own_key("issue_key", Key),
    _own_key("from_day", sa.Date()),
    sqlite_with_rowid=False,
)

# Events that were not folded up yet; written with the event, gone with the fold.
issue_event_to_fold = sa.Table(
    "issue_event_to_fold",
    metadata,
    sa.Column("event_key", Key, sa.ForeignKey("issue_event.key"), primary_key=True, autoincrement=False),
)
