"""What lists show newest first is the end of a range of an index"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_outbox_unread", "outbox", ["recipient", "channel", "key"], "first_opened_at IS NULL"),
    ("ix_outbox_read", "outbox", ["recipient", "channel", "key"], "first_opened_at IS NOT NULL"),
    ("ix_data_call_closed", "data_call", ["unit_key", "key"], "closed_at IS NOT NULL"),
    ("ix_data_call_part_answered", "data_call_part", ["unit_key", "key"], "state <> 'asked'"),
    ("ix_quick_report_over", "quick_report", ["unit_key", "key"], "state <> 'open'"),
)


def upgrade() -> None:
    op.drop_index("ix_outbox_unread", "outbox")
    for name, table, columns, where in INDEXES:
        condition = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)
