"""Directions and reviews"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "legal_basis",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("in_force_since", sa.Date(), nullable=False),
        sa.Column("in_force_until", sa.Date(), nullable=True),
        sa.Column("owner_code", sa.String(length=20), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("reviews", database.types.Json(), nullable=False),
        sa.Column("imported_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_legal_basis")),
        sa.UniqueConstraint("symbol", "owner_code", name=op.f("uq_legal_basis_symbol_owner_code")),
    )
    op.create_table(
        "review_return",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("task_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reason_code", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_review_return")),
        sa.UniqueConstraint("task_key", name=op.f("uq_review_return_task_key")),
    )
    with op.batch_alter_table("review_return", schema=None) as batch_op:
        batch_op.create_index("ix_review_return_about", ["about"], unique=False)

    op.create_table(
        "review_plan",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["basis_key"], ["legal_basis.key"], name=op.f("fk_review_plan_basis_key_legal_basis")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_review_plan")),
        sa.UniqueConstraint("basis_key", "kind", name=op.f("uq_review_plan_basis_key_kind")),
    )
    with op.batch_alter_table("review_plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_plan_day"), ["day"], unique=False)

    op.create_table(
        "direction",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_handle", sa.String(length=60), nullable=False),
        sa.Column("from_name", sa.String(length=200), nullable=False),
        sa.Column("checked_by", sa.String(length=80), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("to_unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_handle", sa.String(length=60), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("given_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_words", database.types.Json(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("outcome_text", sa.Text(), nullable=True),
        sa.Column("reported_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("check_by", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("extensions", sa.Integer(), server_default="0", nullable=False),
        sa.Column("returns", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("closed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("once", sa.String(length=64), nullable=True),
        sa.CheckConstraint("outcome in ('done', 'partly', 'impossible')", name=op.f("ck_direction_outcome")),
        sa.CheckConstraint("state in ('open', 'reported', 'closed')", name=op.f("ck_direction_state")),
        sa.ForeignKeyConstraint(
            ["from_unit_key"], ["unit.key"], name=op.f("fk_direction_from_unit_key_unit")
        ),
        sa.ForeignKeyConstraint(["to_unit_key"], ["unit.key"], name=op.f("fk_direction_to_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_direction")),
        sa.UniqueConstraint(
            "from_unit_key", "year", "number", name=op.f("uq_direction_from_unit_key_year_number")
        ),
        sa.UniqueConstraint("instance_key", name=op.f("uq_direction_instance_key")),
        sa.UniqueConstraint("once", name=op.f("uq_direction_once")),
    )
    with op.batch_alter_table("direction", schema=None) as batch_op:
        batch_op.create_index("ix_direction_about", ["about"], unique=False)
        batch_op.create_index("ix_direction_from", ["from_unit_key", "state", "due_at"], unique=False)
        batch_op.create_index("ix_direction_to", ["to_unit_key", "state", "due_at"], unique=False)

    op.create_table(
        "review",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("basis_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("period", sa.String(length=16), nullable=True),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("opened_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("dates", database.types.Json(), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("outlined_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("asks", sa.Text(), nullable=True),
        sa.Column("written", database.types.Json(), nullable=True),
        sa.Column("approved_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("approved_office", database.types.Json(), nullable=True),
        sa.Column("document_year", sa.Integer(), nullable=True),
        sa.Column("document_number", sa.Integer(), nullable=True),
        sa.Column("closed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["basis_key"], ["legal_basis.key"], name=op.f("fk_review_basis_key_legal_basis")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_review_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_review")),
        sa.UniqueConstraint("basis_key", "kind", "day", name=op.f("uq_review_basis_key_kind_day")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_review_instance_key")),
        sa.UniqueConstraint(
            "unit_key",
            "document_year",
            "document_number",
            name=op.f("uq_review_unit_key_document_year_document_number"),
        ),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index("ix_review_unit_key", ["unit_key", "due_at"], unique=False)

    op.create_table(
        "direction_event",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("direction_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason_code", sa.String(length=20), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("old_due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("new_due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "what in ('reported', 'returned', 'extended', 'accepted')", name=op.f("ck_direction_event_what")
        ),
        sa.ForeignKeyConstraint(
            ["direction_key"], ["direction.key"], name=op.f("fk_direction_event_direction_key_direction")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_direction_event")),
        sa.UniqueConstraint("task_key", name=op.f("uq_direction_event_task_key")),
    )
    with op.batch_alter_table("direction_event", schema=None) as batch_op:
        batch_op.create_index("ix_direction_event_direction_key", ["direction_key", "key"], unique=False)

    op.create_table(
        "review_lesson",
        sa.Column("review_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("direction_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["direction_key"], ["direction.key"], name=op.f("fk_review_lesson_direction_key_direction")
        ),
        sa.ForeignKeyConstraint(
            ["review_key"], ["review.key"], name=op.f("fk_review_lesson_review_key_review")
        ),
        sa.PrimaryKeyConstraint("review_key", "position", name=op.f("pk_review_lesson")),
        sa.UniqueConstraint("direction_key", name=op.f("uq_review_lesson_direction_key")),
    )
    op.create_table(
        "review_part",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("review_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("handle", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("closes_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("written", database.types.Json(), nullable=True),
        sa.Column("sent_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("approved_office", database.types.Json(), nullable=True),
        sa.ForeignKeyConstraint(
            ["review_key"], ["review.key"], name=op.f("fk_review_part_review_key_review")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_review_part_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_review_part")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_review_part_instance_key")),
        sa.UniqueConstraint("review_key", "unit_key", name=op.f("uq_review_part_review_key_unit_key")),
    )
    with op.batch_alter_table("review_part", schema=None) as batch_op:
        batch_op.create_index("ix_review_part_unit_key", ["unit_key"], unique=False)
