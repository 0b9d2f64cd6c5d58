"""Nobody asks for all instances below a root: from one to the next it goes by the parent"""

from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_instance_root", "instance")
