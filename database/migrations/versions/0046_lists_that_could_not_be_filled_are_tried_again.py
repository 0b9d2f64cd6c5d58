"""Lists that could not be filled are tried again"""

import sqlalchemy as sa
from alembic import op

from database.types import UtcTime

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("follow_up_to_fill", sa.Column("again_at", UtcTime(), nullable=True))
