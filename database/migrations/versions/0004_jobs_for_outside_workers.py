"""Jobs for outside workers"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "worker_job",
        sa.Column("key", key, nullable=False),
        sa.Column("instance_key", key, nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=False),
        sa.Column("available_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("account", sa.Text(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("locked_until", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("error", database.types.Json(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("variables", database.types.Json(), nullable=True),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("changed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('created', 'failed', 'error_thrown', 'completed', 'canceled')",
            name=op.f("ck_worker_job_state"),
        ),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_worker_job_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_worker_job")),
        sa.UniqueConstraint("token", name=op.f("uq_worker_job_token")),
    )
    op.create_index("ix_worker_job_available", "worker_job", ["type", "available_at"])
    op.create_index("ix_worker_job_instance", "worker_job", ["instance_key"])
    op.add_column("incident", sa.Column("worker_job_key", key, nullable=True))
