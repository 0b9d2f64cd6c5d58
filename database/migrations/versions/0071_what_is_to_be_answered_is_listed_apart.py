"""What is to be answered is listed apart"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

ORDER = ["unit_key", "scope", "ordered_at", "issue_key"]


def upgrade() -> None:
    for name in ("why", "raised_state", "raised_field_state", "back"):
        op.drop_index(f"ix_issue_party_{name}", "issue_party")
    op.execute("UPDATE issue_party SET scope = 'raised' WHERE why = 'raised'")
    for name, which in (("to_answer", "stage = 0"), ("back", "came_back IS TRUE")):
        where = sa.text(which)
        op.create_index(
            f"ix_issue_party_{name}", "issue_party", ORDER, sqlite_where=where, postgresql_where=where
        )
