"""Hot spots: what is urgent, and places of which many issues came"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

URGENT_NOW = "stage = 0 AND urgent IS TRUE"


def upgrade() -> None:
    op.add_column("issue_party", sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute(
        "UPDATE issue_party SET urgent = TRUE WHERE issue_key IN (SELECT key FROM issue WHERE urgency <> 'normal')"
    )
    op.create_index(
        "ix_issue_party_urgent",
        "issue_party",
        ["unit_key", "ordered_at", "issue_key"],
        sqlite_where=sa.text(URGENT_NOW),
        postgresql_where=sa.text(URGENT_NOW),
    )
    op.create_table(
        "hot_spot",
        sa.Column("key", database.types.Key, nullable=False),
        sa.Column("place_unit_key", database.types.Key, nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("began_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("issues", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_hot_spot")),
    )
    op.create_index("ix_hot_spot_place", "hot_spot", ["place_unit_key", "field", "until"])
    op.create_table(
        "hot_spot_unit",
        sa.Column("unit_key", database.types.Key, autoincrement=False, nullable=False),
        sa.Column("hot_spot_key", database.types.Key, autoincrement=False, nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["hot_spot_key"], ["hot_spot.key"], name=op.f("fk_hot_spot_unit_hot_spot_key_hot_spot")
        ),
        sa.PrimaryKeyConstraint("unit_key", "hot_spot_key", name=op.f("pk_hot_spot_unit")),
    )
    op.create_index("ix_hot_spot_unit_until", "hot_spot_unit", ["unit_key", "until"])
    op.create_index("ix_hot_spot_unit_hot_spot_key", "hot_spot_unit", ["hot_spot_key"])
    op.create_table(
        "issue_to_weigh",
        sa.Column("issue_key", database.types.Key, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["issue_key"], ["issue.key"], name=op.f("fk_issue_to_weigh_issue_key_issue")),
        sa.PrimaryKeyConstraint("issue_key", name=op.f("pk_issue_to_weigh")),
    )
