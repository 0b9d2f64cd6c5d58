"""Nobody asks for the answers that a unit has written, or when they were reviewed"""

from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_issue_answer_unit", "issue_answer")
