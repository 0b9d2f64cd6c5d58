"""Lists of quick reports: those of a viewer's units, and those that his units got."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.quick_report.rows import WAITING
from workflows.quick_report.tables import quick_receipt, quick_report

Side = Literal["got", "sent"]
"""What the viewer's units got, or what they have sent."""
PAGE = 50
LONGEST_KEY = 18


@dataclass(frozen=True)
class Listed:
    """One page of a list; `next_cursor` leads on, None at the end."""

    rows: Sequence[Any]
    next_cursor: str | None


def quick_reports(session: Session, viewer: Viewer, side: Side, *, over: bool, cursor: str = "") -> Listed:
    """Those that are followed up, or those that are over, the newest first.

    Costs one range of an index by unit for each of the viewer's units.
    """
    keys = sorted(viewer.unit_keys())
    state = quick_report.c.state != "open" if over else quick_report.c.state == "open"
    got = sa.select(quick_receipt.c.report_key).where(quick_receipt.c.unit_key.in_(keys))
    mine = quick_report.c.unit_key.in_(keys) if side == "sent" else quick_report.c.key.in_(got)
    before = [quick_report.c.key < int(cursor)] if _is_key(cursor) else []
    rows = session.execute(
        sa.select(quick_report, _waiting())
        .where(mine, state, *before)
        .order_by(quick_report.c.key.desc())
        .limit(PAGE + 1)
    ).all()
    return Listed(rows[:PAGE], str(rows[PAGE - 1].key) if len(rows) > PAGE else None)


def how_many(session: Session, viewer: Viewer) -> dict[Side, int]:
    """How many of them are followed up now."""
    keys = sorted(viewer.unit_keys())
    is_open = quick_report.c.state == "open"
    got = sa.select(quick_receipt.c.report_key).where(quick_receipt.c.unit_key.in_(keys))
    count = sa.select(sa.func.count()).select_from(quick_report)
    return {
        "got": int(session.execute(count.where(is_open, quick_report.c.key.in_(got))).scalar_one()),
        "sent": int(session.execute(count.where(is_open, quick_report.c.unit_key.in_(keys))).scalar_one()),
    }


def _waiting() -> sa.Label[int]:
    """How many addressees have not confirmed yet."""
    return (
        sa.select(sa.func.count())
        .select_from(quick_receipt)
        .where(quick_receipt.c.report_key == quick_report.c.key, quick_receipt.c.state == WAITING)
        .correlate(quick_report)
        .scalar_subquery()
        .label("waiting")
    )


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
