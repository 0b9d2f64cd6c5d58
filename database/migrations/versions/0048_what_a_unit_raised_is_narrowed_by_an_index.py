"""What a unit raised is narrowed by an index"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

RAISED = sa.text("why = 'raised'")


def upgrade() -> None:
    for name, columns in (
        ("state", ("state", "urgency")),
        ("field", ("field", "stage")),
        ("field_state", ("field", "state", "urgency")),
    ):
        op.create_index(
            f"ix_issue_party_raised_{name}",
            "issue_party",
            ["unit_key", *columns, "ordered_at", "issue_key"],
            sqlite_where=RAISED,
            postgresql_where=RAISED,
        )
