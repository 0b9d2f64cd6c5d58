"""Rows of the monthly word on what became of issues. They can be made again from the events of the register."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Key, UtcTime

# One month, how far its events were gone through, and whether all were told.
raised_month = sa.Table(
    "raised_month",
    metadata,
    # "2025-05"
    sa.Column("month", sa.String(7), primary_key=True),
    # the last event that was looked at
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("event_key", Key, nullable=False),
    sa.Column("gathered_at", UtcTime, nullable=True),
    sa.Column("told_at", UtcTime, nullable=True),
)

# A unit that told of an issue whose state changed in the month.
raised_unit = sa.Table(
    "raised_unit",
    metadata,
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    sa.Column("told_at", UtcTime, nullable=True),
    sa.Index("ix_raised_unit_told", "month", "told_at", "unit_key"),
)

# Such an issue, in the state that it had at the end of the month.
raised_line = sa.Table(
    "raised_line",
    metadata,
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), primary_key=True, autoincrement=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("changed_on", sa.Date, nullable=False),
)
