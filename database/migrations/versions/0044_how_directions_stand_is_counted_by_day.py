"""How directions stand is counted by day"""

from collections import Counter
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from database.types import Key, UtcTime

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OUTCOMES = ("done", "partly", "impossible")
COUNTS = ("total", "unclosed", "owing", *OUTCOMES, "withdrawn", "on_time", "on_time_closed", "extended")
MOMENTS = ("due_at", "reported_at", "withdrawn_at")
OTHERS = ("to_unit_key", "from_unit_key", "state", "outcome", "extensions")


def upgrade() -> None:
    counted = op.create_table(
        "direction_count",
        sa.Column("unit_key", Key, autoincrement=False, nullable=False),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("unit_key", "side", "due_on", name=op.f("pk_direction_count")),
    )
    for side in ("to", "from"):
        closed = sa.text("state = 'closed'")
        columns = [f"{side}_unit_key", "key"]
        op.create_index(
            f"ix_direction_closed_{side}", "direction", columns, sqlite_where=closed, postgresql_where=closed
        )
    if rows := _rows():
        op.bulk_insert(counted, rows)


def _rows() -> list[dict[str, object]]:
    table = sa.table(
        "direction", *(sa.column(name, UtcTime) for name in MOMENTS), *(sa.column(name) for name in OTHERS)
    )
    cells: dict[tuple[object, ...], Counter[str]] = {}
    for row in op.get_bind().execute(sa.select(table)):
        closed, withdrawn = row.state == "closed", row.withdrawn_at is not None
        reported = row.state != "open" and row.reported_at is not None and not withdrawn
        on_time = reported and row.reported_at <= row.due_at
        counts = {
            "total": 1,
            "unclosed": int(not closed),
            "owing": int(row.state == "open"),
            **{name: int(closed and not withdrawn and row.outcome == name) for name in OUTCOMES},
            "withdrawn": int(withdrawn),
            "on_time": int(on_time),
            "on_time_closed": int(on_time and closed),
            "extended": int(row.extensions > 0),
        }
        day = row.due_at.astimezone(ZONE).date()
        for cell in ((row.to_unit_key, "owed", day), (row.from_unit_key, "given", day)):
            cells.setdefault(cell, Counter()).update(counts)
    return [
        {"unit_key": unit_key, "side": side, "due_on": day, **{name: counts[name] for name in COUNTS}}
        for (unit_key, side, day), counts in cells.items()
    ]
