"""What has ended is listed apart"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, columns in (("state", ()), ("field_state", ("field",))):
        op.drop_index(f"ix_issue_party_{name}", "issue_party")
        for ended, which in (("", "stage < 2"), ("_ended", "stage = 2")):
            where = sa.text(which)
            op.create_index(
                f"ix_issue_party_{name}{ended}",
                "issue_party",
                ["unit_key", "scope", *columns, "state", "urgency", "ordered_at", "issue_key"],
                sqlite_where=where,
                postgresql_where=where,
            )
