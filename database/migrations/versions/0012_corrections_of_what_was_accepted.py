"""Corrections of what was accepted, and what caused a return"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("opened_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("caused_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(
            ["caused_by"], ["report_return.key"], name=op.f("fk_correction_caused_by_report_return")
        ),
        sa.ForeignKeyConstraint(["report_key"], ["report.key"], name=op.f("fk_correction_report_key_report")),
        sa.ForeignKeyConstraint(
            ["version_key"], ["report_version.key"], name=op.f("fk_correction_version_key_report_version")
        ),
        sa.PrimaryKeyConstraint("report_key", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("report_return", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("caused_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
