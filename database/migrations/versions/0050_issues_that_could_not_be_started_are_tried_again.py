"""Issues that could not be started are tried again"""

import sqlalchemy as sa
from alembic import op

from database.types import UtcTime

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("issue_to_begin", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("issue_to_begin", sa.Column("again_at", UtcTime(), nullable=True))
