"""Who is in a draft, and from which page it was saved"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_presence",
        sa.Column("report_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("office", database.types.Json(), nullable=False),
        sa.Column("since", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("seen_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_draft_presence_report_key_report")
        ),
        sa.PrimaryKeyConstraint("report_key", "staff_key", name=op.f("pk_draft_presence")),
    )
    with op.batch_alter_table("report_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("page", sa.String(length=40), nullable=True))
