"""Verifications are owed by a date"""

import sqlalchemy as sa
from alembic import op

from database.types import Key, UtcTime

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

OPEN = "closed_at IS NULL"
INDEXES = (
    ("ix_verification_owed", "verification", ["lead_key", "due_at", "key"], OPEN),
    (
        "ix_verification_awaited",
        "verification",
        ["requester_key", "due_at", "key"],
        f"{OPEN} AND lead_key <> requester_key",
    ),
    ("ix_verification_collecting", "verification", ["lead_key", "closes_at"], OPEN),
    ("ix_verification_hearing", "verification", ["lead_key", "opinions_until"], OPEN),
    (
        "ix_verification_opinion_owed",
        "verification_opinion",
        ["unit_key", "due_at", "key"],
        "given_at IS NULL",
    ),
)


def upgrade() -> None:
    for name in ("ix_verification_lead", "ix_verification_requester"):
        op.drop_index(name, "verification")
    _add(
        "verification",
        sa.Column("due_at", UtcTime(), nullable=True),
        "COALESCE(conclude_by, convene_by)",
    )
    _add(
        "verification_opinion",
        sa.Column("unit_key", Key, nullable=True),
        "(SELECT p.unit_key FROM verification_part p WHERE p.key = part_key)",
    )
    for name, table, columns, where in INDEXES:
        condition = sa.text(where)
        op.create_index(name, table, columns, sqlite_where=condition, postgresql_where=condition)


def _add(table: str, column: sa.Column[object], value: str) -> None:
    op.add_column(table, column)
    op.execute(f"UPDATE {table} SET {column.name} = {value}")
    with op.batch_alter_table(table) as changed:
        changed.alter_column(column.name, existing_type=column.type, nullable=False)
