"""The outbox: one row for each thing told to one recipient on one channel; and who wants what outside the house."""

import sqlalchemy as sa

from database.conditions import partial_index
from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Of partial indexes: queries use the very same words.
UNREAD, READ = sa.text("first_opened_at IS NULL"), sa.text("first_opened_at IS NOT NULL")

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
    sa.Column("passed_on_at", UtcTime),  # of the inbox: since when those who want it outside are written to
    sa.UniqueConstraint("dedupe_key", "recipient", "channel"),
    # every page counts what is unread, and lists show what is unread before the rest: each row stands in one of them
    partial_index("ix_outbox_unread", "recipient", "channel", "key", where=UNREAD.text),
    partial_index("ix_outbox_read", "recipient", "channel", "key", where=READ.text),
    # what still has to leave the house is found by this, however long the outbox has become
    partial_index("ix_outbox_to_pass_on", "key", where="passed_on_at IS NULL AND channel = 'inbox'"),
)

# How far a row of the outbox has come that leaves the house: a mail to one person, a call of one webhook.
delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("key", sa.ForeignKey("outbox.key"), primary_key=True, autoincrement=False),
    sa.Column("channel", sa.String(20), nullable=False),
    sa.Column("state", sa.String(20), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt_at", UtcTime, nullable=False),
    sa.Column("ended_at", UtcTime),  # sent, or given up
    sa.Column("failure", sa.String(30)),  # the last one: a name in failures.py
    sa.Column("detail", sa.String(100)),  # what the other side answered with, as a code
    sa.Column("link", sa.String(200), nullable=False),  # a path of ours
    sa.Column("lines", Json),  # a digest's rows
    sa.CheckConstraint("state in ('queued', 'retrying', 'sent', 'given_up', 'unusable')", name="state"),
    sa.Index("ix_delivery_due", "channel", "state", "next_attempt_at"),
    sa.Index("ix_delivery_state", "state", "key"),
)

# How somebody wants to be written to. Without a row nobody is.
preference = sa.Table(
    "preference",
    metadata,
    sa.Column("staff_key", sa.BigInteger, primary_key=True, autoincrement=False),  # opaque here
    sa.Column("mode", sa.String(20), nullable=False),
    sa.Column("kinds", Json, nullable=False),  # what is wanted of each kind, where the mode says so
    sa.Column("language", sa.String(5), nullable=False),
    sa.Column("digest_at", sa.String(5), nullable=False),  # 07:30, where the units are
    sa.Column("next_digest_at", UtcTime, index=True),
    sa.Column("address", sa.String(254)),
    sa.Column("refused_at", UtcTime),  # since when the address does not work
    sa.Column("new_address", sa.String(254)),  # waits to be confirmed
    sa.Column("token_hash", sa.String(64)),
    sa.Column("asked_at", UtcTime),
)

webhook = sa.Table(
    "webhook",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("url", sa.String(500), nullable=False),
    sa.Column("secret", sa.String(100), nullable=False),
    sa.Column("events", Json, nullable=False),  # names of rules; an empty list is all of them
    sa.Column("private_allowed", sa.Boolean, nullable=False),  # whether it may stand on a private network
    sa.Column("created_at", UtcTime, nullable=False),
)
