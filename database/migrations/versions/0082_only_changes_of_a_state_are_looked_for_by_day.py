"""Only changes of a state are looked for by day"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    where = sa.text("what = 'state'")
    op.drop_index("ix_issue_event_day", "issue_event")
    op.create_index(
        "ix_issue_event_day", "issue_event", ["day", "key"], sqlite_where=where, postgresql_where=where
    )
