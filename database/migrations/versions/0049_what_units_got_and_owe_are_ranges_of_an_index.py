"""Quick reports that a unit got, and answers that a caller waits for, are ranges of an index"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

ASKED = sa.text("state = 'asked'")


def upgrade() -> None:
    op.add_column("quick_receipt", sa.Column("over", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE quick_receipt SET over = TRUE"
        " WHERE report_key IN (SELECT key FROM quick_report WHERE state <> 'open')"
    )
    op.create_index("ix_quick_receipt_got", "quick_receipt", ["unit_key", "over", "report_key"])
    op.create_index(
        "ix_data_call_part_asked",
        "data_call_part",
        ["call_key"],
        sqlite_where=ASKED,
        postgresql_where=ASKED,
    )
