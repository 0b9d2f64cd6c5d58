"""Which leader of a unit answers for which field of work"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "responsibility",
        sa.Column("key", KEY, nullable=False),
        sa.Column("unit", KEY, nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("staff", KEY, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_responsibility_days")),
        sa.ForeignKeyConstraint(["staff"], ["staff.key"], name=op.f("fk_responsibility_staff_staff")),
        sa.ForeignKeyConstraint(["unit"], ["unit.key"], name=op.f("fk_responsibility_unit_unit")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_responsibility")),
    )
    op.create_index("ix_responsibility_staff", "responsibility", ["staff"])
    op.create_index("ix_responsibility_unit", "responsibility", ["unit", "field"])
