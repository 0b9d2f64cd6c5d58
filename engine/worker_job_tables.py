"""Jobs for outside workers: service tasks whose type no action of the house serves."""

import sqlalchemy as sa

from database.metadata import metadata
from database.types import Json, Key, UtcTime

worker_job = sa.Table(
    "worker_job",
    metadata,
    sa.Column("key", Key, primary_key=True),
    sa.Column("instance_key", Key, sa.ForeignKey("instance.key"), nullable=False),
    sa.Column("token", sa.String(32), nullable=False, unique=True),
    sa.Column("element", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("state", sa.String(12), nullable=False),
    sa.Column("retries", sa.Integer, nullable=False),
    # When it may be handed out, again after a lock that ran out; null where nobody may have it.
    sa.Column("available_at", UtcTime),
    # Who holds it, or held it last: the account, the name it gave itself, until when, and the proof where asked for.
    sa.Column("account", sa.Text),
    sa.Column("worker", sa.Text),
    sa.Column("locked_until", UtcTime),
    sa.Column("lease", sa.String(32)),
    sa.Column("error", Json),
    sa.Column("error_code", sa.Text),
    sa.Column("variables", Json),
    sa.Column("created_at", UtcTime, nullable=False),
    sa.Column("changed_at", UtcTime, nullable=False),
    sa.Column("ended_at", UtcTime),
    sa.Index("ix_worker_job_available", "type", "available_at"),
    sa.Index("ix_worker_job_instance", "instance_key"),
    sa.CheckConstraint(
        "state in ('created', 'failed', 'error_thrown', 'completed', 'canceled')", name="state"
    ),
)
