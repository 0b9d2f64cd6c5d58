"""Issues are counted: by the day they were raised or are due on, and by the day of every change"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "issue_cohort",
        sa.Column("unit_key", KEY, nullable=False, autoincrement=False),
        sa.Column("programme", sa.String(length=60), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("directed", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("verifying", sa.Integer(), nullable=False),
        sa.Column("replied", sa.Integer(), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("closed_unresolved", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_key", "programme", "raised_on", "day", name=op.f("pk_issue_cohort")),
    )
    op.create_table(
        "issue_due",
        sa.Column("unit_key", KEY, nullable=False, autoincrement=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("on_time", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("without", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_key", "due_on", "day", name=op.f("pk_issue_due")),
    )
    op.create_table(
        "issue_flow",
        sa.Column("unit_key", KEY, nullable=False, autoincrement=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("directed", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("verifying", sa.Integer(), nullable=False),
        sa.Column("replied", sa.Integer(), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("closed_unresolved", sa.Integer(), nullable=False),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_key", "dimension", "value", "day", name=op.f("pk_issue_flow")),
    )
    op.create_table(
        "issue_event_to_fold",
        sa.Column("event_key", KEY, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["event_key"], ["issue_event.key"], name=op.f("fk_issue_event_to_fold_event_key_issue_event")
        ),
        sa.PrimaryKeyConstraint("event_key", name=op.f("pk_issue_event_to_fold")),
    )
    op.execute("insert into issue_event_to_fold (event_key) select key from issue_event")
