"""Indexes hold what is asked for: no rows that say nothing, and of what a unit raised what has not ended"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

SAID = (
    ("instance", "fan", ["fan_key", "child_key", "attempt"]),
    ("instance", "parent", ["parent_key"]),
    ("issue", "merged_into", ["merged_into"]),
    ("issue_source", "report_issue_key", ["report_issue_key"]),
    ("issue_source", "report_key", ["report_key"]),
)
NOT_ENDED = "(state = 'received' OR state = 'verifying' OR state = 'reopened' OR state = 'answered')"


def upgrade() -> None:
    for table, name, columns in SAID:
        _narrow(f"ix_{table}_{name}", table, columns, f"{columns[0]} IS NOT NULL")
    _narrow("ix_issue_raised", "issue", ["raised_unit_key"], NOT_ENDED)


def _narrow(name: str, table: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.drop_index(name, table)
    op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
