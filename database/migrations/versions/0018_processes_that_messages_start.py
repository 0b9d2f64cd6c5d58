"""Processes that messages start"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "message_start",
        sa.Column("key", key, nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("definition_key", key, nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_key"],
            ["process_definition.key"],
            name=op.f("fk_message_start_definition_key_process_definition"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_message_start")),
        sa.UniqueConstraint("process_id", name=op.f("uq_message_start_process_id")),
    )
    op.create_index("ix_message_start_name", "message_start", ["name"])
    op.create_table(
        "message_started",
        sa.Column("instance_key", key, autoincrement=False, nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("correlation_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_message_started_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("instance_key", name=op.f("pk_message_started")),
    )
    op.create_index("ix_message_started_key", "message_started", ["process_id", "correlation_key"])
