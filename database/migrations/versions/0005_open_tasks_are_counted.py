"""Open tasks are counted by an index of their own"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_open = sa.text("status = 'created'")
    op.create_index("ix_task_open", "task", ["status"], sqlite_where=is_open, postgresql_where=is_open)
