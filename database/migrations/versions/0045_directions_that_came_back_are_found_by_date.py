"""Directions that came back are found by date"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

RETURNED = sa.text("state = 'open' AND returns > 0")


def upgrade() -> None:
    for side in ("to", "from"):
        columns = [f"{side}_unit_key", "state", "due_at"]
        op.create_index(
            f"ix_direction_returned_{side}",
            "direction",
            columns,
            sqlite_where=RETURNED,
            postgresql_where=RETURNED,
        )
