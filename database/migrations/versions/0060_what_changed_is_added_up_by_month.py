"""What changed is added up by month"""

import sqlalchemy as sa
from alembic import op

from database.types import Key

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

COUNTS = (
    *("raised", "mentions", "answered", "directed", "received", "verifying", "replied", "resolved"),
    *("closed_unresolved", "reopened"),
)
MONTH = {
    "sqlite": "date(day, 'start of month')",
    "postgresql": "CAST(date_trunc('month', day) AS date)",
}


def upgrade() -> None:
    op.create_index("ix_issue_flow_day", "issue_flow", ["unit_key", "dimension", "day"])
    op.create_table(
        "issue_flow_month",
        sa.Column("unit_key", Key, nullable=False, autoincrement=False),
        sa.Column("dimension", sa.String(length=10), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("unit_key", "dimension", "month", "value", name=op.f("pk_issue_flow_month")),
    )
    month, sums = MONTH[op.get_bind().dialect.name], ", ".join(f"sum({name})" for name in COUNTS)
    op.execute(
        f"INSERT INTO issue_flow_month (unit_key, dimension, month, value, {', '.join(COUNTS)})"
        f" SELECT unit_key, dimension, {month}, value, {sums} FROM issue_flow"
        f" GROUP BY unit_key, dimension, {month}, value"
    )
