"""Rows of receptions: the days a unit receives on, its sittings, and what was raised at each. Nothing about persons.

Of those who came there are two numbers; who received is an office.
"""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of a partial index: queries use the very same words.
OPEN = sa.text("state IN ('planned', 'held')")

# The days on which the head of a unit receives, from a day on. Rows are never changed or taken away: the newest
# that has begun counts.
reception_calendar = sa.Table(
    "reception_calendar",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    # week or month, and which days of it
    sa.Column("per", sa.String(10), nullable=False),
    sa.Column("days", Json, nullable=False),
    sa.Column("since", sa.Date, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("set_at", UtcTime, nullable=False),
    sa.Column("staff_key", Key, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.CheckConstraint("per in ('week', 'month')", name="per"),
    sa.Index("ix_reception_calendar_unit_key", "unit_key", "since", "key"),
)

# The next sitting that a unit's days bring about; moved on when it is opened.
reception_plan = sa.Table(
    "reception_plan",
    metadata,
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), primary_key=True, autoincrement=False),
    sa.Column("planned_on", sa.Date, nullable=False),
    # when it is opened; later where that could not be done
    sa.Column("opens_at", UtcTime, nullable=False, index=True),
)

reception = sa.Table(
    "reception",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # the day as the unit's calendar has it, and the one on which it is held: a day off is moved
    sa.Column("planned_on", sa.Date, nullable=False),
    sa.Column("meets_on", sa.Date, nullable=False),
    # whether it is one of those that the law prescribes; others are besides, or make up for one
    sa.Column("regular", sa.Boolean, nullable=False),
    sa.Column("makes_up", Key, sa.ForeignKey("reception.key"), nullable=True),
    sa.Column("opened_at", UtcTime, nullable=False),
    # every date with its reason, by step (periods/dated.py as JSON), and the one that is waited for
    sa.Column("dates", Json, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    # by whom it is held: the head, or a deputy with the reason
    sa.Column("holder", sa.String(20), nullable=True),
    sa.Column("holder_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.Column("held_at", UtcTime, nullable=True),
    sa.Column("visitors", sa.Integer, nullable=True),
    sa.Column("groups", sa.Integer, nullable=True),
    # how many issues were raised at it
    sa.Column("raised", sa.Integer, nullable=False, server_default="0"),
    sa.Column("cancelled_at", UtcTime, nullable=True),
    sa.Column("cancelled_reason", sa.Text, nullable=False, server_default=""),
    sa.Column("conclusion", sa.Text, nullable=False, server_default=""),
    sa.Column("closed_at", UtcTime, nullable=True),
    sa.Column("closed_office", Json, nullable=True),
    # the number of its notice in the unit's register of that year
    sa.Column("document_year", sa.Integer, nullable=True),
    sa.Column("document_number", sa.Integer, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("unit_key", "planned_on"),
    sa.UniqueConstraint("instance_key"),
    sa.UniqueConstraint("unit_key", "document_year", "document_number"),
    sa.CheckConstraint("state in ('planned', 'held', 'closed', 'cancelled')", name="state"),
    sa.CheckConstraint("holder in ('head', 'deputy')", name="holder"),
    sa.Index("ix_reception_meets_on", "unit_key", "meets_on", "key"),
    partial_index("ix_reception_owed", "unit_key", "due_at", "key", where=OPEN.text),
    sa.Index("ix_reception_makes_up", "makes_up"),
)

# What was raised at a sitting, and what was decided there and then: `way` is named (who does it, by when), clock, or
# nothing yet. Named by whoever wrote it down, it becomes a direction once the head's office gives it.
reception_issue = sa.Table(
    "reception_issue",
    metadata,
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), primary_key=True, autoincrement=False),
    sa.Column("reception_key", Key, sa.ForeignKey("reception.key"), nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("planned_on", sa.Date, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("way", sa.String(20), nullable=True),
    # whether the office of the head decided it
    sa.Column("by_head", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("named_unit_key", Key, sa.ForeignKey("unit.key"), nullable=True),
    sa.Column("named_due", sa.Date, nullable=True),
    sa.Column("named_what", sa.Text, nullable=False, server_default=""),
    sa.Column("direction_key", Key, sa.ForeignKey("direction.key"), nullable=True),
    sa.UniqueConstraint("reception_key", "position"),
    sa.UniqueConstraint("direction_key"),
    sa.CheckConstraint("way in ('named', 'clock')", name="way"),
    sa.Index("ix_reception_issue_unit_key", "unit_key", "planned_on"),
)

# Append-only: what happened to a sitting, in order.
reception_event = sa.Table(
    "reception_event",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("reception_key", Key, sa.ForeignKey("reception.key"), nullable=False),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    # who did it: the account (none for the system) and its office in words
    sa.Column("staff_key", Key, nullable=True),
    sa.Column("office", Json, nullable=False),
    # of what was decided about an issue
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Index("ix_reception_event_reception_key", "reception_key", "key"),
)
