"""Salient issues are marked, with why, and what the head decided in words stands with the version he approved"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "report_issue", sa.Column("salient", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column("report_issue", sa.Column("salient_why", sa.Text(), server_default="", nullable=False))
    op.add_column("report_version", sa.Column("conclusion", sa.Text(), server_default="", nullable=False))
