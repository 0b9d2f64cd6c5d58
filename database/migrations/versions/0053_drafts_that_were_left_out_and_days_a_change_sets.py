"""Drafts that were left out, and days that a change sets"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "design_day",
        sa.Column("change_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('off', 'work', 'usual')", name=op.f("ck_design_day_kind")),
        sa.ForeignKeyConstraint(
            ["change_key"], ["design_change.key"], name=op.f("fk_design_day_change_key_design_change")
        ),
        sa.PrimaryKeyConstraint("change_key", "date", name=op.f("pk_design_day")),
    )
    with op.batch_alter_table("design_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("removed_at", database.types.UtcTime(timezone=True), nullable=True))
