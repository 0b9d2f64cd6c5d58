"""What pages have made, so that a button pressed twice makes one thing"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_page",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("made", database.types.Key, nullable=False),
        sa.Column("at", database.types.UtcTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sent_page")),
    )
    with op.batch_alter_table("direction") as batch_op:
        batch_op.drop_constraint("uq_direction_once", type_="unique")
        batch_op.drop_column("once")
