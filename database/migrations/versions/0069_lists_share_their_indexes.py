"""Lists share their indexes"""

from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("order", "field", "raised_field"):
        op.drop_index(f"ix_issue_party_{name}", "issue_party")
