"""Where callers want the answer, kept apart from what they raised"""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issue_contact",
        sa.Column("source_key", database.types.Key, autoincrement=False, nullable=False),
        sa.Column("unit_key", database.types.Key, nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("agreed_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("look_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["issue_source.key"], name=op.f("fk_issue_contact_source_key_issue_source")
        ),
        sa.PrimaryKeyConstraint("source_key", name=op.f("pk_issue_contact")),
    )
    with op.batch_alter_table("issue_contact") as batch_op:
        batch_op.create_index("ix_issue_contact_look_at", ["look_at", "source_key"], unique=False)
