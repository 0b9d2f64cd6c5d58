"""Nobody asks for the issue of an instance: that says itself what it is about"""

from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_issue_instance_key", "issue")
