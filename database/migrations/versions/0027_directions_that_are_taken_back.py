"""Directions that are taken back"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("direction") as batch_op:
        batch_op.add_column(sa.Column("withdrawn_at", database.types.UtcTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_office", database.types.Json(), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_reason", sa.Text(), nullable=True))
