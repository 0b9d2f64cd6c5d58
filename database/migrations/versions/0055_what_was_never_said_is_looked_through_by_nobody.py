"""Findings and opinions that were never given are found by nobody any more"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

INDEXES = (
    ("verification_part", "answered_at", "ix_verification_part_owed"),
    ("verification_opinion", "given_at", "ix_verification_opinion_owed"),
)


def upgrade() -> None:
    for table, said_at, index in INDEXES:
        op.drop_index(index, table)
        op.add_column(table, sa.Column("ended", sa.Boolean(), nullable=False, server_default=sa.false()))
        op.execute(
            f"UPDATE {table} SET ended = TRUE WHERE {said_at} IS NULL"
            " AND verification_key IN (SELECT key FROM verification WHERE closed_at IS NOT NULL)"
        )
        condition = sa.text(f"{said_at} IS NULL AND NOT ended")
        columns = ["unit_key", "due_at", "key"]
        op.create_index(index, table, columns, sqlite_where=condition, postgresql_where=condition)
