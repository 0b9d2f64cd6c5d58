"""Rows of oversight: which issue went to which body, why, and what it said."""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# The body still owes an opinion. In the very words that a query needs so that these indexes serve it.
WAITING = sa.text("given_at IS NULL AND closed_at IS NULL")

oversight = sa.Table(
    "oversight",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("issue_key", Key, sa.ForeignKey("issue.key"), nullable=False),
    # the body
    sa.Column("unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("handle", sa.String(60), nullable=False),
    sa.Column("unit_name", sa.String(200), nullable=False),
    # the unit in charge of the issue when it was sent
    sa.Column("from_unit_key", Key, sa.ForeignKey("unit.key"), nullable=False),
    sa.Column("from_name", sa.String(200), nullable=False),
    # the month whose control sent it; none where a head or leader did
    sa.Column("month", sa.String(7), nullable=True),
    # why, in both languages, and which office sent it
    sa.Column("why", Json, nullable=False),
    sa.Column("office", Json, nullable=False),
    sa.Column("sent_by", Key, nullable=True),
    # the group that sent it; none for the system
    sa.Column("sent_group", sa.String(80), nullable=True),
    sa.Column("sent_at", UtcTime, nullable=False),
    sa.Column("due_at", UtcTime, nullable=False),
    sa.Column("due_words", Json, nullable=False),
    sa.Column("closes_at", UtcTime, nullable=False),
    sa.Column("instance_key", Key, nullable=True),
    sa.Column("opinion", sa.String(20), nullable=True),
    sa.Column("text", sa.Text, nullable=True),
    sa.Column("urge_by", sa.Date, nullable=True),
    sa.Column("given_at", UtcTime, nullable=True),
    sa.Column("given_office", Json, nullable=True),
    # closed without an opinion
    sa.Column("closed_at", UtcTime, nullable=True),
    sa.UniqueConstraint("issue_key", "month"),
    sa.UniqueConstraint("instance_key"),
    sa.CheckConstraint("opinion in ('none', 'urge', 'measure')", name="opinion"),
    sa.Index("ix_oversight_issue_key", "issue_key", "key"),
    sa.Index("ix_oversight_unit_key", "unit_key", "key"),
    sa.Index("ix_oversight_from_unit_key", "from_unit_key", "key"),
    partial_index("ix_oversight_owed", "unit_key", "due_at", where=WAITING.text),
    partial_index("ix_oversight_awaited", "from_unit_key", "due_at", where=WAITING.text),
)
