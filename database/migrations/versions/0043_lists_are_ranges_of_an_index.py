"""Lists are ranges of an index"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

STATE = "(SELECT CASE WHEN i.merged_into IS NULL THEN i.state ELSE 'merged' END FROM issue i WHERE i.key = issue_key)"
URGENCY = "(SELECT i.urgency FROM issue i WHERE i.key = issue_key)"


def upgrade() -> None:
    with op.batch_alter_table("issue_party") as table:
        table.add_column(sa.Column("state", sa.String(20), nullable=False, server_default=""))
        table.add_column(sa.Column("urgency", sa.String(20), nullable=False, server_default=""))
    op.execute(f"UPDATE issue_party SET state = {STATE}, urgency = {URGENCY}")
    with op.batch_alter_table("issue_party") as table:
        table.alter_column("state", server_default=None)
        table.alter_column("urgency", server_default=None)
    op.create_index(
        "ix_issue_party_state",
        "issue_party",
        ["unit_key", "scope", "state", "urgency", "ordered_at", "issue_key"],
    )
    op.create_index(
        "ix_issue_party_field_state",
        "issue_party",
        ["unit_key", "scope", "field", "state", "urgency", "ordered_at", "issue_key"],
    )
    for name, columns, where in (
        ("ix_verification_open", ["key"], "closed_at IS NULL"),
        ("ix_verification_closed", ["closed_at", "key"], "closed_at IS NOT NULL"),
    ):
        condition = sa.text(where)
        op.create_index(name, "verification", columns, sqlite_where=condition, postgresql_where=condition)
