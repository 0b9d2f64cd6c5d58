"""What units owe is found by date"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TO_ANSWER = "state IN ('received', 'verifying', 'reopened') AND merged_into IS NULL AND due_at IS NOT NULL"
INDEXES = (
    ("ix_issue_owed", "issue", ["charge_unit_key", "due_at", "key"], TO_ANSWER),
    (
        "ix_issue_awaited",
        "issue",
        ["raised_unit_key", "due_at", "key"],
        f"{TO_ANSWER} AND charge_unit_key <> raised_unit_key",
    ),
    ("ix_verification_part_owed", "verification_part", ["unit_key", "due_at", "key"], "answered_at IS NULL"),
)


def upgrade() -> None:
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
