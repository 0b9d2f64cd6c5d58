"""Filters of the task list kept under a name"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "saved_filter",
        sa.Column("key", KEY, nullable=False),
        sa.Column("staff_key", KEY, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("search", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_saved_filter")),
        sa.UniqueConstraint("staff_key", "name", name=op.f("uq_saved_filter_staff_key_name")),
    )
