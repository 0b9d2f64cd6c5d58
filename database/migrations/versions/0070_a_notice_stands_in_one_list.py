"""A notice stands in one list"""

from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_outbox_inbox", "outbox")
