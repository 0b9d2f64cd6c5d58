"""Messages that were published, who waits for one or begins with it, and what has met what."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

# Keys are never given twice, not even after an expired message has been removed: what it met is kept by its key.
message = sa.Table(
    "message",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("correlation_key", sa.Text, nullable=False),
    sa.Column("message_id", sa.Text),
    sa.Column("variables", Json, nullable=False),
    sa.Column("published_at", UtcTime, nullable=False),
    sa.Column("published_by", sa.Text, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False),
    sa.UniqueConstraint("name", "correlation_key", "message_id"),
    sa.Index("ix_message_expires", "expires_at"),
    sqlite_autoincrement=True,
)

message_subscription = sa.Table(
    "message_subscription",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), nullable=False),
    sa.Column("process_id", sa.Text, nullable=False),
    sa.Column("token", sa.String(32), nullable=False, unique=True),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("correlation_key", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Index("ix_message_subscription_awaited", "name", "correlation_key"),
    sa.Index("ix_message_subscription_instance", "instance_key"),
    sqlite_autoincrement=True,
)

# The newest version of each process that begins with a message; `created_at` is since when it does with this one.
message_start = sa.Table(
    "message_start",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("process_id", sa.Text, nullable=False, unique=True),
    sa.Column("definition_key", Key, sa.ForeignKey("process_definition.key"), nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Index("ix_message_start_name", "name"),
)

# What a message with a key has started: while it is active, the same key starts no other of its process.
message_started = sa.Table(
    "message_started",
    metadata,
    sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), primary_key=True, autoincrement=False),
    sa.Column("process_id", sa.Text, nullable=False),
    sa.Column("correlation_key", sa.Text, nullable=False),
    sa.Index("ix_message_started_key", "process_id", "correlation_key"),
)

message_correlation = sa.Table(
    "message_correlation",
    metadata,
    sa.Column("message_key", Key, primary_key=True),
    sa.Column("process_id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("correlation_key", sa.Text, nullable=False),
    sa.Column("subscription_key", Key, nullable=False),
    sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("token", sa.String(32), nullable=False),
    sa.Column("correlated_at", UtcTime, nullable=False),
    sa.Index("ix_message_correlation_instance", "instance_key"),
)
