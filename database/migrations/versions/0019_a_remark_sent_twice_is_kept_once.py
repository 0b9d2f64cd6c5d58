"""A remark that one page sends twice is kept once"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comment", sa.Column("once", sa.String(64), nullable=True))
    op.create_index("ix_comment_once", "comment", ["report_key", "staff_key", "once"], unique=True)
