"""The append-only history: one hash chain per instance, its heads sealed in one chain of their own."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

history = sa.Table(
    "history",
    metadata,
    sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("data", Json, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)

seal = sa.Table(
    "seal",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("sealed_at", UtcTime, nullable=False),
    sa.Column("heads", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
)

seal_head = sa.Table(
    "seal_head",
    metadata,
    sa.Column("seal_key", Key, sa.ForeignKey("seal.key"), primary_key=True),
    sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Index("ix_seal_head_instance", "instance_key", "seq"),
)
