"""Tokens of tasks and timers are looked for in their instance"""

import sqlalchemy as sa
from alembic import op

from database.types import UtcTime

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

SORT_AT = "coalesce(due_at, '9999-12-31 00:00:00.000000Z')"
IS_OPEN = "status = 'created'"
# made anew in this order: of those that serve alike SQLite takes the newest
OF_TASKS = (
    ("group", ["candidate_group"], None),
    ("assignee", ["assignee"], "assignee IS NOT NULL"),
    ("open", ["candidate_group", "sort_at", "key", "status"], IS_OPEN),
    ("holder", ["candidate_group", "assignee", "sort_at", "key", "status"], IS_OPEN),
)


def upgrade() -> None:
    for name, *_ in OF_TASKS:
        op.drop_index(f"ix_task_{name}", "task")
    for name in ("task", "timer"):
        op.drop_index(f"ix_{name}_instance", name)
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"uq_{name}_token", type_="unique")
            table.create_unique_constraint(f"uq_{name}_instance_key_token", ["instance_key", "token"])
            if name == "task" and op.get_bind().dialect.name == "sqlite":
                # rows are put into a table made anew: what is computed cannot be among them
                table.drop_column("sort_at")
                table.add_column(sa.Column("sort_at", UtcTime(), sa.Computed(SORT_AT, persisted=False)))
    for name, columns, which in OF_TASKS:
        where = sa.text(which) if which else None
        op.create_index(f"ix_task_{name}", "task", columns, sqlite_where=where, postgresql_where=where)
