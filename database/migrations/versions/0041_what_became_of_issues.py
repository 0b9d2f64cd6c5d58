"""What became of issues in a month, what a unit has raised, and where the press wrote of it"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "raised_month",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event_key", database.types.Key, nullable=False),
        sa.Column("gathered_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("told_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_raised_month")),
    )
    op.create_table(
        "raised_unit",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("unit_key", database.types.Key, autoincrement=False, nullable=False),
        sa.Column("told_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("month", "unit_key", name=op.f("pk_raised_unit")),
    )
    with op.batch_alter_table("raised_unit") as batch_op:
        batch_op.create_index("ix_raised_unit_told", ["month", "told_at", "unit_key"], unique=False)
    op.create_table(
        "raised_line",
        sa.Column("unit_key", database.types.Key, autoincrement=False, nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("issue_key", database.types.Key, autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_raised_line_issue_key_issue")),
        sa.PrimaryKeyConstraint("unit_key", "month", "issue_key", name=op.f("pk_raised_line")),
    )
    with op.batch_alter_table("issue_party") as batch_op:
        batch_op.create_index(
            "ix_issue_party_why", ["unit_key", "why", "stage", "ordered_at", "issue_key"], unique=False
        )
    with op.batch_alter_table("issue_source") as batch_op:
        batch_op.add_column(sa.Column("citation", sa.String(length=300), nullable=True))
