"""What the head left to the clock"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "reception_issue", sa.Column("by_head", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
