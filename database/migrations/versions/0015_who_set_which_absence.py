"""Who set or ended which absence"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "substitute_change",
        sa.Column("key", KEY, nullable=False),
        sa.Column("absent", KEY, nullable=False),
        sa.Column("stand_in", KEY, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("actor", KEY, nullable=True),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.CheckConstraint("what in ('set', 'ended')", name=op.f("ck_substitute_change_what")),
        sa.ForeignKeyConstraint(["absent"], ["staff.key"], name=op.f("fk_substitute_change_absent_staff")),
        sa.ForeignKeyConstraint(
            ["stand_in"], ["staff.key"], name=op.f("fk_substitute_change_stand_in_staff")
        ),
        sa.ForeignKeyConstraint(["actor"], ["staff.key"], name=op.f("fk_substitute_change_actor_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_substitute_change")),
    )
    with op.batch_alter_table("substitute_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitute_change_absent"), ["absent"], unique=False)
        batch_op.create_index(batch_op.f("ix_substitute_change_stand_in"), ["stand_in"], unique=False)
