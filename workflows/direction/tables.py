"""Rows of directions: who asked which unit for what, every date with its reason, what was reported and sent back."""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of partial indexes: queries use the very same words.
CLOSED = sa.text("state = 'closed'")
RETURNED = sa.text("state = 'open' AND returns > 0")

direction = sa.Table(
    "direction",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # its number among those that the directing unit gave in a year
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("from_unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("from_handle", sa.String(60), nullable=False),
    sa.Column("from_name", sa.String(200), nullable=False),
    # the group that checks the outcome, and its words
    sa.Column("checked_by", sa.String(80), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("to_unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("to_handle", sa.String(60), nullable=False),
    sa.Column("to_name", sa.String(200), nullable=False),
    # what it is about, as text such as "review:2"; empty where it stands alone
    sa.Column("about", sa.String(60), nullable=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("given_at", UtcTime, nullable=False),
    sa.Column("given_by", Key, nullable=False),
    # the date now, with its reason; the first one stays beside it
    sa.Column("first_due_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=False),
    # the outcome reported last
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("outcome_text", sa.Text, nullable=True),
    sa.Column("reported_at", UtcTime, nullable=True),
    sa.Column("check_by", UtcTime, nullable=True),
    sa.Column("extensions", sa.Integer, nullable=False, server_default="0"),
    sa.Column("returns", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("closed_at", UtcTime, nullable=True),
    # taken back by the office that gave it: closed without an outcome
    sa.Column("withdrawn_at", UtcTime, nullable=True),
    sa.Column("withdrawn_office", Json, nullable=True),
    sa.Column("withdrawn_reason", sa.Text, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("from_unit_key", "year", "number"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("state in ('open', 'reported', 'closed')", name="state"),
    sa.CheckConstraint("outcome in ('done', 'partly', 'impossible')", name="outcome"),
    sa.Index("ix_direction_to", "to_unit_key", "state", "due_at"),
    sa.Index("ix_direction_from", "from_unit_key", "state", "due_at"),
    sa.Index("ix_direction_about", "about"),
    partial_index("ix_direction_returned_to", "to_unit_key", "state", "due_at", where=RETURNED.text),
    partial_index("ix_direction_returned_from", "from_unit_key", "state", "due_at", where=RETURNED.text),
    # newest first
    partial_index("ix_direction_closed_to", "to_unit_key", "key", where=CLOSED.text),
    partial_index("ix_direction_closed_from", "from_unit_key", "key", where=CLOSED.text),
)

COUNTS = (
    "total",
    "unclosed",
    "owing",
    "done",
    "partly",
    "impossible",
    "withdrawn",
    "on_time",
    "on_time_closed",
    "extended",
)
"""What is counted of directions: all; not closed; of these not reported; by outcome; taken back; reported by their
date, whether looked at or not, and of these closed; with a date that was moved."""

# How the directions of a unit stand, by the day they are due on: what it owes, or what it gave.
direction_count = sa.Table(
    "direction_count",
    metadata,
    sa.Column("unit_key", Key, primary_key=True, autoincrement=False),
    sa.Column("side", sa.String(10), primary_key=True),
    sa.Column("due_on", sa.Date, primary_key=True),
    *(sa.Column(name, sa.Integer, nullable=False) for name in COUNTS),
)

# Append-only: what happened to a direction, in order. `what` is reported, returned, extended or accepted.
direction_event = sa.Table(
    "direction_event",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("direction_key", Key, sa.ForeignKey("direction.key"), nullable=False),
    sa.Column("task_key", Key, nullable=False, unique=True),
    sa.Column("what", sa.String(20), nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("reason_code", sa.String(20), nullable=True),
    sa.Column("text", sa.Text, nullable=False),
    # of an extension: the date before and the date after
    sa.Column("old_due_at", UtcTime, nullable=True),
    sa.Column("new_due_at", UtcTime, nullable=True),
    sa.CheckConstraint("what in ('reported', 'returned', 'extended', 'accepted')", name="what"),
    sa.Index("ix_direction_event_direction_key", "direction_key", "key"),
)
