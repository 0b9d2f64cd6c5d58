"""Bearer tokens, with which programs sign in."""

import sqlalchemy as sa
from alembic import op

import database.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_token",
        sa.Column("key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_key", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", database.types.UtcTime(timezone=True), nullable=False),
        sa.Column("expires_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("last_used_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.Column("revoked_at", database.types.UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_key"], ["staff.key"], name=op.f("fk_access_token_staff_key_staff")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_access_token")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_access_token_token_hash")),
    )
    with op.batch_alter_table("access_token", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_token_staff_key"), ["staff_key"], unique=False)
