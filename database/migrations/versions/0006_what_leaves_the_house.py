"""What leaves the house: preferences, deliveries, webhooks."""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

NOT_PASSED_ON = sa.text("passed_on_at IS NULL AND channel = 'inbox'")


def upgrade() -> None:
    op.create_table(
        "preference",
        sa.Column("staff_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("kinds", database.types.Json(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("digest_at", sa.String(length=5), nullable=False),
        sa.Column("next_digest_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("refused_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("new_address", sa.String(length=254), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("asked_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("staff_key", name=op.f("pk_preference")),
    )
    op.create_index(op.f("ix_preference_next_digest_at"), "preference", ["next_digest_at"])
    op.create_table(
        "webhook",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=False),
        sa.Column("events", database.types.Json(), nullable=False),
        sa.Column("private_allowed", sa.Boolean(), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_webhook")),
    )
    op.create_table(
        "delivery",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=30), nullable=True),
        sa.Column("detail", sa.String(length=100), nullable=True),
        sa.Column("link", sa.String(length=200), nullable=False),
        sa.Column("lines", database.types.Json(), nullable=True),
        sa.CheckConstraint(
            "state in ('queued', 'retrying', 'sent', 'given_up', 'unusable')",
            name=op.f("ck_delivery_state"),
        ),
        sa.ForeignKeyConstraint(["key"], ["outbox.key"], name=op.f("fk_delivery_key_outbox")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_delivery")),
    )
    op.create_index("ix_delivery_due", "delivery", ["channel", "state", "next_attempt_at"])
    op.add_column("outbox", sa.Column("passed_on_at", database.types.UtcTime(timezone=True), nullable=True))
    # what was told before anybody could be written to is told
    op.execute("UPDATE outbox SET passed_on_at = created_at")
    op.create_index(
        "ix_outbox_to_pass_on",
        "outbox",
        ["key"],
        sqlite_where=NOT_PASSED_ON,
        postgresql_where=NOT_PASSED_ON,
    )
