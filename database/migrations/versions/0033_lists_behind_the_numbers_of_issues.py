"""Every number of issues leads to its issues, and the time and returns on the way to an answer are counted"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "issue_delay",
        sa.Column("unit_key", KEY, nullable=False, autoincrement=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("returns", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reading", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("unit_key", "dimension", "value", "day", name=op.f("pk_issue_delay")),
    )
    op.create_table(
        "issue_stay",
        sa.Column("unit_key", KEY, nullable=False, autoincrement=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("issue_key", KEY, nullable=False, autoincrement=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "unit_key", "what", "dated", "until_day", "issue_key", "from_day", name=op.f("pk_issue_stay")
        ),
        sqlite_with_rowid=False,
    )
    # what is folded up is made again, with the new tables
    for table in ("issue_cohort", "issue_due", "issue_flow", "issue_event_to_fold"):
        op.execute(f"delete from {table}")
    op.execute("insert into issue_event_to_fold (event_key) select key from issue_event")
