"""Longer reports count each issue once: what they leave out is noted with the version"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "report_twice",
        sa.Column("report_key", KEY, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("left_key", KEY, nullable=False),
        sa.Column("kept_key", KEY, nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_key"], ["report_issue.key"], name=op.f("fk_report_twice_kept_key_report_issue")
        ),
        sa.ForeignKeyConstraint(
            ["left_key"], ["report_issue.key"], name=op.f("fk_report_twice_left_key_report_issue")
        ),
        sa.ForeignKeyConstraint(
            ["report_key"], ["report.key"], name=op.f("fk_report_twice_report_key_report")
        ),
        sa.PrimaryKeyConstraint("report_key", "number", "left_key", name=op.f("pk_report_twice")),
    )
    merged = sa.text("merged_into is not null")
    op.create_index(
        "ix_issue_joined", "issue", ["raised_unit_key"], sqlite_where=merged, postgresql_where=merged
    )
