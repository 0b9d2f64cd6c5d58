"""Quick reports and their receipts"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "quick_report",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("document_year", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.String(length=80), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("category", sa.String(length=60), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("area", sa.String(length=200), nullable=False),
        sa.Column("urgency", sa.String(length=20), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("proposals", sa.Text(), nullable=False),
        sa.Column("happened_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("report_by", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("reported_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("clock", database.types.Json(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_words", database.types.Json(), nullable=False),
        sa.Column("ended_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("issue_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("told_report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("state in ('open', 'ended', 'lapsed')", name=op.f("ck_quick_report_state")),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_quick_report_issue_key_issue")),
        sa.ForeignKeyConstraint(
            ["told_report_key"], ["report.key"], name=op.f("fk_quick_report_told_report_key_report")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_quick_report_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quick_report")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_quick_report_instance_key")),
        sa.UniqueConstraint("issue_key", name=op.f("uq_quick_report_issue_key")),
        sa.UniqueConstraint(
            "unit_key",
            "document_year",
            "document_number",
            name=op.f("uq_quick_report_unit_key_document_year_document_number"),
        ),
    )
    with op.batch_alter_table("quick_report", schema=None) as batch_op:
        batch_op.create_index(
            "ix_quick_report_not_told",
            ["unit_key", "issue_key"],
            unique=False,
            sqlite_where=sa.text("told_report_key IS NULL"),
            postgresql_where=sa.text("told_report_key IS NULL"),
        )
        batch_op.create_index("ix_quick_report_unit", ["unit_key", "state", "due_at"], unique=False)

    op.create_table(
        "quick_receipt",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit", sa.String(length=60), nullable=False),
        sa.Column("unit_name", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("due_words", database.types.Json(), nullable=True),
        sa.Column("instance_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("confirmed_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("confirmed_office", database.types.Json(), nullable=True),
        sa.Column("instruction", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'confirmed', 'silent', 'told')", name=op.f("ck_quick_receipt_state")
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["quick_report.key"], name=op.f("fk_quick_receipt_report_key_quick_report")
        ),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_quick_receipt_unit_key_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quick_receipt")),
        sa.UniqueConstraint("instance_key", name=op.f("uq_quick_receipt_instance_key")),
        sa.UniqueConstraint("report_key", "unit_key", name=op.f("uq_quick_receipt_report_key_unit_key")),
    )
    with op.batch_alter_table("quick_receipt", schema=None) as batch_op:
        batch_op.create_index("ix_quick_receipt_unit", ["unit_key", "state", "due_at"], unique=False)

    op.create_table(
        "quick_update",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("task_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("due_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("measures", sa.Text(), nullable=False),
        sa.Column("scale", sa.Text(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["quick_report.key"], name=op.f("fk_quick_update_report_key_quick_report")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_quick_update")),
        sa.UniqueConstraint("report_key", "number", name=op.f("uq_quick_update_report_key_number")),
        sa.UniqueConstraint("task_key", name=op.f("uq_quick_update_task_key")),
    )
