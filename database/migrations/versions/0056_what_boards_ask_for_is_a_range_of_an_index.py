"""What boards ask for is a range of an index"""

import sqlalchemy as sa
from alembic import op

from database.types import Key

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

OWED = "state IN ('received', 'verifying', 'reopened') AND merged_into IS NULL AND due_at IS NOT NULL"
BACK = "(state = 'reopened' OR sent_back)"
ELSEWHERE = f"{OWED} AND charge_unit_key <> raised_unit_key"
INDEXES = (
    ("ix_issue_owed_again", "issue", ["charge_unit_key", "due_at", "key"], f"{OWED} AND {BACK}"),
    ("ix_issue_awaited_again", "issue", ["raised_unit_key", "due_at", "key"], f"{ELSEWHERE} AND {BACK}"),
    ("ix_data_call_part_asked", "data_call_part", ["caller_key", "due_at", "key"], "state = 'asked'"),
    ("ix_quick_receipt_awaited", "quick_receipt", ["sender_key", "due_at", "key"], "state = 'waiting'"),
    (
        "ix_answer_delivery_outcome",
        "answer_delivery",
        ["unit_key", "outcome", "at", "key"],
        "outcome IS NOT NULL",
    ),
)


def upgrade() -> None:
    op.add_column("issue", sa.Column("sent_back", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(
        "UPDATE issue SET sent_back = TRUE WHERE key IN (SELECT a.issue_key FROM issue_answer a"
        " WHERE a.review = 'return' AND NOT EXISTS"
        " (SELECT 1 FROM issue_answer l WHERE l.issue_key = a.issue_key AND l.number > a.number))"
    )
    op.drop_index("ix_data_call_part_asked", "data_call_part")
    op.drop_index("ix_answer_delivery_outcome", "answer_delivery")
    _add("data_call_part", "caller_key", "data_call", "call_key")
    _add("quick_receipt", "sender_key", "quick_report", "report_key")
    for name, table, columns, where in INDEXES:
        condition = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _add(table: str, column: str, of: str, by: str) -> None:
    """The unit of the row that a row belongs to."""
    op.add_column(table, sa.Column(column, Key, nullable=True))
    op.execute(f"UPDATE {table} SET {column} = (SELECT o.unit_key FROM {of} o WHERE o.key = {by})")
    with op.batch_alter_table(table) as changed:
        changed.alter_column(column, existing_type=Key, nullable=False)
