"""Nobody asks how the instances of an owner stand: whose they are is enough"""

from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_instance_owner", "instance")
    op.create_index("ix_instance_owner", "instance", ["owner"])
