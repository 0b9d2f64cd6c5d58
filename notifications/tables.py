"""The outbox: one row for each thing told to one recipient on one channel."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("dedupe_key", sa.String(200), nullable=False),  # what happened, named so that it happens once
    sa.Column(
        "recipient", sa.String(100), nullable=False
    ),  # a group such as "C00145.reporter", or "staff:12"
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("rule", sa.String(60), nullable=False),  # why it was told
    sa.Column("words", sa.String(60), nullable=False),  # which sentences it becomes: a file in words/
    sa.Column("facts", Json, nullable=False),
    sa.Column("about", sa.String(100), nullable=False),  # opaque here, for example "report:123"
    sa.Column("instance", sa.BigInteger),  # opaque here: the case it came from, if any
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("delivered_at", UtcTime),
    sa.Column("first_opened_at", UtcTime),
    sa.UniqueConstraint("dedupe_key", "recipient", "channel"),
    sa.Index("ix_outbox_inbox", "recipient", "channel", "key"),
    sa.Index("ix_outbox_about", "about"),
    # every page counts what is unread: by this it reads those alone, however many there ever were
    sa.Index("ix_outbox_unread", "recipient", "channel", "first_opened_at"),
)
