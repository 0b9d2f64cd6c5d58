"""What came back is known to each party"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None

BACK_NOW = sa.text("came_back IS TRUE")


def upgrade() -> None:
    op.add_column(
        "issue_party", sa.Column("came_back", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.execute(
        "UPDATE issue_party SET came_back = TRUE WHERE stage = 0 AND issue_key IN"
        " (SELECT key FROM issue WHERE merged_into IS NULL AND (state = 'reopened' OR sent_back IS TRUE))"
    )
    op.create_index(
        "ix_issue_party_back",
        "issue_party",
        ["unit_key", "why", "stage", "ordered_at", "issue_key"],
        sqlite_where=BACK_NOW,
        postgresql_where=BACK_NOW,
    )
