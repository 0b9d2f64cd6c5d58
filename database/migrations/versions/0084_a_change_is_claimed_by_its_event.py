"""A change of an issue is claimed by the number of its event, not by counting them in the issue"""

from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("issue", "events")
