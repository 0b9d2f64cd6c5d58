"""Rows of answers on their way back. They say by which way and whether it arrived; where to stands elsewhere."""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

WAITS = sa.text("outcome is null and path = 'contact'")
"""Somebody has to hand the answer over."""

# One answer to one time that the issue came.
answer_delivery = sa.Table(
    "answer_delivery",
    metadata,
    sa.Column("key", Key, primary_key=True),
    # the issue that was answered; what came may have been merged into it
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    sa.Column("source_key", Key, sa.ForeignKey("issue_source.key"), nullable=False),
    # none where the issue was closed without an answer, or only a report says that it was answered: that is told
    sa.Column("answer_key", Key, sa.ForeignKey("issue_answer.key"), nullable=True),
    # the unit that took the issue down, or whose report told of it
    sa.Column("unit_key", Key, nullable=False),
    # "contact": somebody hands it over; "receipt": it waits to be read with the number; "unit": a notice
    sa.Column("path", sa.String(20), nullable=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=True),
    sa.Column("closes_at", UtcTime, nullable=True),
    # how the due date came about (periods/dated.py as JSON)
    sa.Column("due_words", Json, nullable=True),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    # "delivered", "not_reached", "declined", "withdrawn"; none yet while it is on its way
    sa.Column("outcome", sa.String(20), nullable=True),
    sa.Column("how", sa.String(20), nullable=True),
    sa.Column("at", UtcTime, nullable=True),
    # when it was read first with the number of the receipt
    sa.Column("read_at", UtcTime, nullable=True),
    sa.UniqueConstraint("source_key", "answer_key"),
    sa.Index("ix_answer_delivery_issue_key", "issue_key"),
    partial_index(
        "ix_answer_delivery_outcome", "unit_key", "outcome", "at", "key", where="outcome IS NOT NULL"
    ),
    partial_index("ix_answer_delivery_waits", "unit_key", "due_at", "key", where=WAITS.text),
)

# Each time that somebody tried to hand it over. Rows are never changed.
answer_delivery_try = sa.Table(
    "answer_delivery_try",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("delivery_key", Key, sa.ForeignKey("answer_delivery.key"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("how", sa.String(20), nullable=True),
    # beside the outcomes: "again"
    sa.Column("outcome", sa.String(20), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("staff_key", Key, nullable=True),
    sa.Column("office", Json, nullable=False),
    sa.UniqueConstraint("delivery_key", "number"),
)
