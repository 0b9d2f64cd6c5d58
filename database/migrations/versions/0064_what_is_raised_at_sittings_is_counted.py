"""What is raised at sittings is counted"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

SAT = "sitting_on IS NOT NULL AND "
INDEXES = (
    (
        "ix_issue_sat_open",
        ("raised_unit_key", "merged_into", "sitting_on", "due_at"),
        SAT + "state IN ('received', 'verifying', 'reopened')",
    ),
    (
        "ix_issue_sat_joined",
        ("raised_unit_key", "sitting_on", "merged_into"),
        SAT + "merged_into IS NOT NULL",
    ),
)


def upgrade() -> None:
    op.add_column("reception", sa.Column("raised", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE reception SET raised ="
        " (SELECT count(*) FROM reception_issue WHERE reception_issue.reception_key = reception.key)"
    )
    op.add_column("issue", sa.Column("sitting_on", sa.Date(), nullable=True))
    op.execute(
        "UPDATE issue SET sitting_on ="
        " (SELECT planned_on FROM reception_issue WHERE reception_issue.issue_key = issue.key)"
        " WHERE key IN (SELECT issue_key FROM reception_issue)"
    )
    for name, columns, which in INDEXES:
        where = sa.text(which)
        op.create_index(name, "issue", columns, sqlite_where=where, postgresql_where=where)
