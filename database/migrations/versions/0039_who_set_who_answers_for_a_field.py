"""Who set who answers for a field"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "responsibility_change",
        sa.Column("key", database.types.Key, nullable=False),
        sa.Column("unit", database.types.Key, nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("staff", database.types.Key, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("actor", database.types.Key, nullable=True),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.CheckConstraint("what in ('set', 'ended')", name=op.f("ck_responsibility_change_what")),
        sa.ForeignKeyConstraint(["actor"], ["staff.key"], name=op.f("fk_responsibility_change_actor_staff")),
        sa.ForeignKeyConstraint(["staff"], ["staff.key"], name=op.f("fk_responsibility_change_staff_staff")),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_responsibility_change_unit_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_responsibility_change")),
    )
    op.create_index(op.f("ix_responsibility_change_unit"), "responsibility_change", ["unit"])
