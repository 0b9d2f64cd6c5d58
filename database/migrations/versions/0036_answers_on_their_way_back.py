"""Answers on their way back to whoever waits for them"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

WAITS = sa.text("outcome is null and path = 'contact'")


def upgrade() -> None:
    op.create_table(
        "answer_delivery",
        sa.Column("key", database.types.Key, nullable=False),
        sa.Column("issue_key", database.types.Key, nullable=False),
        sa.Column("source_key", database.types.Key, nullable=False),
        sa.Column("answer_key", database.types.Key, nullable=True),
        sa.Column("unit_key", database.types.Key, nullable=False),
        sa.Column("path", sa.String(length=20), nullable=False),
        sa.Column("made_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("closes_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("due_words", database.types.Json, nullable=True),
        sa.Column("instance_key", database.types.Key, nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("how", sa.String(length=20), nullable=True),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("read_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["issue_key"], ["issue.key"], name=op.f("fk_answer_delivery_issue_key_issue")
        ),
        sa.ForeignKeyConstraint(
            ["source_key"], ["issue_source.key"], name=op.f("fk_answer_delivery_source_key_issue_source")
        ),
        sa.ForeignKeyConstraint(
            ["answer_key"], ["issue_answer.key"], name=op.f("fk_answer_delivery_answer_key_issue_answer")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer_delivery")),
        sa.UniqueConstraint(
            "source_key", "answer_key", name=op.f("uq_answer_delivery_source_key_answer_key")
        ),
    )
    with op.batch_alter_table("answer_delivery") as batch_op:
        batch_op.create_index("ix_answer_delivery_issue_key", ["issue_key"], unique=False)
        batch_op.create_index(
            "ix_answer_delivery_outcome", ["unit_key", "outcome", "at", "key"], unique=False
        )
        batch_op.create_index(
            "ix_answer_delivery_waits",
            ["unit_key", "due_at", "key"],
            unique=False,
            sqlite_where=WAITS,
            postgresql_where=WAITS,
        )
    op.create_table(
        "answer_delivery_try",
        sa.Column("key", database.types.Key, nullable=False),
        sa.Column("delivery_key", database.types.Key, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(length=20), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("staff_key", database.types.Key, nullable=True),
        sa.Column("office", database.types.Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_key"],
            ["answer_delivery.key"],
            name=op.f("fk_answer_delivery_try_delivery_key_answer_delivery"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer_delivery_try")),
        sa.UniqueConstraint(
            "delivery_key", "number", name=op.f("uq_answer_delivery_try_delivery_key_number")
        ),
    )
