"""Who had running cases moved"""

from alembic import op

from database.types import Key

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("design_event", schema=None) as batch_op:
        batch_op.alter_column("change_key", existing_type=Key, nullable=True)
        batch_op.create_index("ix_design_event_what", ["what", "key"], unique=False)
