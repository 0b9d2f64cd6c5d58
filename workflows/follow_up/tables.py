"""Rows of the monthly control: the month that is planned, a list for each unit, its lines, and what units said.

A line says how an issue stood when the month was opened and is never changed but for its rank. What a unit in charge
says of an issue is kept for good: one row an issue and a month.
"""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

RED, WAITING, CONFIRMED, SETTLED = 0, 1, 2, 3
"""How lines are ordered: silent past the date, to be confirmed, confirmed, and what nobody is asked about."""
RANKS = {RED: "red", WAITING: "waiting", CONFIRMED: "confirmed", SETTLED: "settled"}

# A unit still has issues to confirm. In the very words that a query needs so that these indexes serve it.
ASKED = sa.text("instance_key IS NOT NULL AND closed_at IS NULL")

# The next month to be opened: one row, moved on in the transaction that opens it.
follow_up_plan = sa.Table(
    "follow_up_plan",
    metadata,
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("opens_at", UtcTime, nullable=False),
    # every date with its reason, by name: opens, due, closes
    sa.Column("dates", Json, nullable=False),
)

follow_up = sa.Table(
    "follow_up",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # the unit above on that day, of an agency the one it stands beside: it waits for what this one says
    sa.Column("above_unit_key", Key, nullable=True),
    # such as "2025-06"
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("opened_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("closes_at", UtcTime, nullable=False),
    sa.Column("dates", Json, nullable=False),
    # the list of the month before, where there is one
    sa.Column("before_key", Key, sa.ForeignKey("follow_up.key"), nullable=True),
    # its lines by rank, those that stood in the list before, and those of that list which are gone
    *(
        sa.Column(name, sa.Integer, nullable=False, server_default="0")
        for name in (*RANKS.values(), "carried", "gone")
    ),
    # the case of a unit that has issues to confirm; none where it is in charge of none
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("closed_at", UtcTime, nullable=True),
    sa.UniqueConstraint("unit_key", "month"),
    sa.UniqueConstraint("instance_key"),
    partial_index("ix_follow_up_asked", "unit_key", "due_at", where=ASKED.text),
    partial_index("ix_follow_up_awaited", "above_unit_key", "due_at", where=ASKED.text),
)

# Lists whose lines are not all there yet: up to which issue they are. Gone when the list is whole. One that could
# not be filled is not tried again before `again_at`.
follow_up_to_fill = sa.Table(
    "follow_up_to_fill",
    metadata,
    sa.Column("follow_up_key", Key, sa.ForeignKey("follow_up.key"), primary_key=True, autoincrement=False),
    sa.Column("after_issue_key", Key, nullable=False),
    sa.Column("again_at", UtcTime, nullable=True),
)

follow_up_line = sa.Table(
    "follow_up_line",
    metadata,
    sa.Column("follow_up_key", Key, sa.ForeignKey("follow_up.key"), primary_key=True, autoincrement=False),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), primary_key=True, autoincrement=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),
    # whether the unit of this list is in charge of it, and is asked to confirm it
    sa.Column("own", sa.Boolean, nullable=False),
    # how the issue stood when the list was made
    sa.Column("since", UtcTime, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("charge_unit_key", Key, nullable=False),
    sa.Column("holder", Json, nullable=False),
    sa.Column("due_at", UtcTime, nullable=True),
    sa.Column("extensions", sa.Integer, nullable=False),
    # periods whose reports told of it, and months in which it stood in this unit's list before
    sa.Column("periods", sa.Integer, nullable=False),
    sa.Column("months", sa.Integer, nullable=False),
    sa.Index("ix_follow_up_line_order", "follow_up_key", "rank", "since", "issue_key"),
    sa.Index("ix_follow_up_line_issue", "issue_key", "month"),
)

# What the unit in charge said. Rows are never changed or taken away.
follow_up_answer = sa.Table(
    "follow_up_answer",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    sa.Column("month", sa.String(7), nullable=False),
    sa.Column("follow_up_key", Key, sa.ForeignKey("follow_up.key"), nullable=False),
    sa.Column("task_key", Key, nullable=False),
    sa.Column("said", sa.String(20), nullable=False),
    sa.Column("next_step", sa.Text, nullable=False),
    sa.Column("next_on", sa.Date, nullable=False),
    # the state of the issue when it was said
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.UniqueConstraint("issue_key", "month"),
    sa.CheckConstraint("said in ('on_track', 'waiting', 'stuck', 'done')", name="said"),
)
