"""No index of what is done says how a task stands"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("instance", "group", "holder", "assignee", "open"):
        op.drop_index(f"ix_task_{name}", "task")
    is_open, held = sa.text("status = 'created'"), sa.text("assignee IS NOT NULL")
    op.create_index("ix_task_instance", "task", ["instance_key"])
    op.create_index("ix_task_group", "task", ["candidate_group"])
    op.create_index("ix_task_assignee", "task", ["assignee"], sqlite_where=held, postgresql_where=held)
    for name, columns in (("open", ["sort_at"]), ("holder", ["assignee", "sort_at"])):
        op.create_index(
            f"ix_task_{name}",
            "task",
            ["candidate_group", *columns, "key", "status"],
            sqlite_where=is_open,
            postgresql_where=is_open,
        )
