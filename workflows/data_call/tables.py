"""Rows of data calls: who asks what of whom until when, what each has answered, and what was sent back.

No question is about persons: what the caller writes is refused otherwise (forms/personal_questions.py).
"""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of partial indexes: queries use the very same words.
ANSWERED, CLOSED = sa.text("state <> 'asked'"), sa.text("closed_at IS NOT NULL")

data_call = sa.Table(
    "data_call",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # its number among the calls of its unit in a year
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # the group that asked and looks at the answers, and its words
    sa.Column("asked_by", sa.String(80), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    # the form-js schema that every unit answers, as it was when the call was sent
    sa.Column("form", Json, nullable=False),
    # whether the head of each unit approves before the answer leaves
    sa.Column("approve", sa.Boolean, nullable=False),
    sa.Column("asked_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    # how its dates came about, by step (periods/dated.py as JSON)
    sa.Column("dates", Json, nullable=False),
    sa.Column("closes_at", UtcTime, nullable=False),
    sa.Column("closed_at", UtcTime, nullable=True),
    # who closed it before its time; empty where its time has come
    sa.Column("closed_office", Json, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.UniqueConstraint("unit_key", "year", "number"),
    sa.UniqueConstraint("instance_key"),
    sa.Index("ix_data_call_unit", "unit_key", "closed_at", "due_at"),
    partial_index("ix_data_call_closed", "unit_key", "key", where=CLOSED.text),
)

# One unit and its answer. `due_at` moves when the answer is sent back; late is judged by the first time it was sent.
data_call_part = sa.Table(
    "data_call_part",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("call_key", Key, sa.ForeignKey("data_call.key"), nullable=False),
    # the unit that calls
    sa.Column("caller_key", Key, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("unit", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # asked (also: sent back), sent, accepted; silent once it can answer no more
    sa.Column("state", sa.String(10), nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("answers", Json, nullable=True),
    sa.Column("written_at", UtcTime, nullable=True),
    sa.Column("written_office", Json, nullable=True),
    sa.Column("sent_at", UtcTime, nullable=True),
    sa.Column("sent_office", Json, nullable=True),
    sa.Column("returns", sa.Integer, nullable=False, server_default="0"),
    sa.Column("accepted_at", UtcTime, nullable=True),
    sa.UniqueConstraint("call_key", "unit_key"),
    sa.UniqueConstraint("call_key", "position"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("state in ('asked', 'sent', 'accepted', 'silent')", name="state"),
    sa.Index("ix_data_call_part_unit", "unit_key", "state", "due_at"),
    # what a unit that calls waits for
    partial_index("ix_data_call_part_asked", "caller_key", "due_at", "key", where="state = 'asked'"),
    partial_index("ix_data_call_part_answered", "unit_key", "key", where=ANSWERED.text),
)

# An answer that was sent back, by the unit's own head or by the caller.
data_call_return = sa.Table(
    "data_call_return",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("part_key", Key, sa.ForeignKey("data_call_part.key"), nullable=False),
    sa.Column("task_key", Key, nullable=False, unique=True),
    sa.Column("stage", sa.String(10), nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("reason_code", sa.String(20), nullable=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.CheckConstraint("stage in ('approve', 'check')", name="stage"),
    sa.Index("ix_data_call_return_part_key", "part_key", "key"),
)
