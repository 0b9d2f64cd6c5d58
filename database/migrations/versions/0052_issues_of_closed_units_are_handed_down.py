"""Issues of closed units are handed down to whoever carries their code"""

import sqlalchemy as sa
from alembic import op

from database.types import Key

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issue_heir",
        sa.Column("unit_key", Key, autoincrement=False, nullable=False),
        sa.Column("heir_key", Key, nullable=False),
        sa.Column("after_issue_key", Key, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["unit_key"], ["unit.key"], name=op.f("fk_issue_heir_unit_key_unit")),
        sa.ForeignKeyConstraint(["heir_key"], ["unit.key"], name=op.f("fk_issue_heir_heir_key_unit")),
        sa.PrimaryKeyConstraint("unit_key", name=op.f("pk_issue_heir")),
    )
    op.create_index("ix_issue_heir_done", "issue_heir", ["done", "unit_key"])
