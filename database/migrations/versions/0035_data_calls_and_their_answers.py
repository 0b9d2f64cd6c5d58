"""Data calls and their answers"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_call",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.String(length=80), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("form", database.types.Json(), nullable=False),
        sa.Column("approve", sa.Boolean(), nullable=False),
        sa.Column("asked_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("dates", database.types.Json(), nullable=False),
        sa.Column("closes_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("closed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("closed_office", database.types.Json(), nullable=True),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_data_call_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_data_call")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_data_call_instance_key")),
        sa.UniqueConstraint("unit_key", "year", "number", name=op.f("uq_data_call_unit_key_year_number")),
    )
    with op.batch_alter_table("data_call", schema=None) as batch_op:
        batch_op.create_index("ix_data_call_unit", ["unit_key", "closed_at", "due_at"], unique=False)

    op.create_table(
        "data_call_part",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("call_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answers", database.types.Json(), nullable=True),
        sa.Column("written_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("written_office", database.types.Json(), nullable=True),
        sa.Column("sent_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("sent_office", database.types.Json(), nullable=True),
        sa.Column("returns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("accepted_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('asked', 'sent', 'accepted', 'silent')", name=op.f("ck_data_call_part_state")
        ),
        sa.ForeignKeyConstraint(
            ["call_key"], ["data_call.key"], name=op.f("fk_data_call_part_call_key_data_call")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_data_call_part_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_data_call_part")),
        sa.UniqueConstraint("call_key", "position", name=op.f("uq_data_call_part_call_key_position")),
        sa.UniqueConstraint("call_key", "unit_key", name=op.f("uq_data_call_part_call_key_unit_key")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_data_call_part_instance_key")),
    )
    with op.batch_alter_table("data_call_part", schema=None) as batch_op:
        batch_op.create_index("ix_data_call_part_unit", ["unit_key", "state", "due_at"], unique=False)

    op.create_table(
        "data_call_return",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("part_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("reason_code", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.CheckConstraint("stage in ('approve', 'check')", name=op.f("ck_data_call_return_stage")),
        sa.ForeignKeyConstraint(
            ["part_key"], ["data_call_part.key"], name=op.f("fk_data_call_return_part_key_data_call_part")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_data_call_return")),
        sa.UniqueConstraint("task_key", name=op.f("uq_data_call_return_task_key")),
    )
    with op.batch_alter_table("data_call_return", schema=None) as batch_op:
        batch_op.create_index("ix_data_call_return_part_key", ["part_key", "key"], unique=False)
