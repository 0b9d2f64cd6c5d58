"""How the dates of an issue came about stands with the event that set them, not in the row that each change writes"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

# what is known of all steps goes to the newest event: it is where each of them was last
MOVE = """
    UPDATE issue_event SET dates = issue.due_words FROM issue
    WHERE issue.key = issue_event.issue_key AND issue.events = issue_event.number AND issue.due_words IS NOT NULL
"""


def upgrade() -> None:
    op.add_column("issue_event", sa.Column("dates", database.types.Json(), nullable=True))
    op.execute(MOVE)
    op.drop_column("issue", "due_words")
