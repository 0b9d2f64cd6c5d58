"""Messages from outside"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = database.types.UtcTime(timezone=True)
    op.create_table(
        "message",
        sa.Column("key", key, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation_key", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("variables", database.types.Json(), nullable=False),
        sa.Column("published_at", moment, nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "name", "correlation_key", "message_id", name=op.f("uq_message_name_correlation_key_message_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_expires", "message", ["expires_at"])
    op.create_table(
        "message_subscription",
        sa.Column("key", key, nullable=False),
        sa.Column("instance_key", key, nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation_key", sa.Text(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_message_subscription_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_message_subscription")),
        sa.UniqueConstraint("token", name=op.f("uq_message_subscription_token")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_subscription_awaited", "message_subscription", ["name", "correlation_key"])
    op.create_index("ix_message_subscription_instance", "message_subscription", ["instance_key"])
    op.create_table(
        "message_correlation",
        sa.Column("message_key", key, nullable=False),
        sa.Column("process_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation_key", sa.Text(), nullable=False),
        sa.Column("subscription_key", key, nullable=False),
        sa.Column("instance_key", key, nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("correlated_at", moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_key"], ["instance.key"], name=op.f("fk_message_correlation_instance_key_instance")
        ),
        sa.PrimaryKeyConstraint("message_key", "process_id", name=op.f("pk_message_correlation")),
    )
    op.create_index("ix_message_correlation_instance", "message_correlation", ["instance_key"])
