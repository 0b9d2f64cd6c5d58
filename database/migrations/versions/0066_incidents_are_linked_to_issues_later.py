"""Incidents are linked to issues later"""

import sqlalchemy as sa
from alembic import op

from database.types import Json, UtcTime

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("response", sa.Column("linked_at", UtcTime(), nullable=True))
    op.add_column("response", sa.Column("linked_office", Json(), nullable=True))
