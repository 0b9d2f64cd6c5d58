"""The order of task lists

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kept = op.get_bind().dialect.name != "sqlite"  # where a column that is added later can only be computed
    sort_at = sa.Computed("coalesce(due_at, '9999-12-31 00:00:00.000000Z')", persisted=kept)
    op.add_column("task", sa.Column("sort_at", database.types.UtcTime(), sort_at))
    op.drop_index("ix_task_group", "task")
    op.create_index("ix_task_group", "task", ["candidate_group", "status", "sort_at", "key"])
    op.create_index("ix_task_holder", "task", ["candidate_group", "status", "assignee", "sort_at", "key"])
