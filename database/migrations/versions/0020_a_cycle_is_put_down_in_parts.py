"""A cycle is put down in parts"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cycle_part",
        sa.Column("key", database.types.Key, nullable=False),
        sa.Column("cycle_key", database.types.Key, nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("units", database.types.Json(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_key"], ["cycle.key"], name=op.f("fk_cycle_part_cycle_key_cycle")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cycle_part")),
    )
    op.create_index("ix_cycle_part_cycle", "cycle_part", ["cycle_key", "key"], unique=False)
