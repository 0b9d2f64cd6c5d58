"""Other kinds of report: the form of a cycle, and the name and words of what is asked for besides them"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("form", sa.String(length=120), server_default="monthly_report", nullable=False)
        )
        batch_op.add_column(sa.Column("title", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("asks", sa.Text(), nullable=True))
