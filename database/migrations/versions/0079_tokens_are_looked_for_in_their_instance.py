"""Tokens of tasks and timers are looked for in their instance"""

import sqlalchemy as sa
from alembic import op

from database.types import UtcTime

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

SORT_AT = "coalesce(due_at, '9999-12-31 00:00:00.000000Z')"


def upgrade() -> None:
    for name in ("task", "timer"):
        op.drop_index(f"ix_{name}_instance", name)
        with op.batch_alter_table(name) as table:
            table.drop_constraint(f"uq_{name}_token", type_="unique")
            table.create_unique_constraint(f"uq_{name}_instance_key_token", ["instance_key", "token"])
            if name == "task" and op.get_bind().dialect.name == "sqlite":
                # rows are put into a table made anew: what is computed cannot be among them
                table.drop_column("sort_at")
                table.add_column(sa.Column("sort_at", UtcTime(), sa.Computed(SORT_AT, persisted=False)))
