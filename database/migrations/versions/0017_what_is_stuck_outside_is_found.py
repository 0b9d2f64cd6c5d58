"""What is stuck on its way out of the house is found by an index of its own"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_delivery_state", "delivery", ["state", "key"])
