"""Reference data has a token that changes with it"""

import sqlalchemy as sa
from alembic import op

from database.reference import make_token

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

TABLES = (
    "unit",
    "route",
    "area",
    "staff",
    "posting",
    "substitute",
    "calendar_override",
    "category",
    "resource",
    "deployment",
    "deployment_item",
    "process_definition",
    "decision_definition",
    "form_definition",
)


def upgrade() -> None:
    op.create_table(
        "reference_token",
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reference_token")),
    )
    make_token(op.get_bind(), TABLES)
