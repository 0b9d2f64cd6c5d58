"""Lists of quick reports: those of a viewer's units, and those that his units got."""

from typing import Literal

import sqlalchemy as sa

from database.newest import newest_keys
from database.session import Session
from database.types import key_after
from organisation.viewer import Viewer
from workflows.leafing import PAGE, Listed, listed
from workflows.quick_report.rows import WAITING
from workflows.quick_report.tables import OVER, quick_receipt, quick_report

Side = Literal["got", "sent"]
"""What the viewer's units got, or what they have sent."""


def quick_reports(session: Session, viewer: Viewer, side: Side, *, over: bool, cursor: str = "") -> Listed:
    """Those that are followed up, or those that are over, the newest first.

    Costs one range of an index by unit for each of the viewer's units; of what they got, not more than a page of it.
    """
    last = key_after(cursor)
    mine = _got(viewer, over=over, last=last) if side == "got" else _sent(viewer, over=over, last=last)
    before = [] if last is None else [quick_report.c.key < last]
    rows = session.execute(
        sa.select(quick_report, _waiting())
        .where(mine, *before)
        .order_by(quick_report.c.key.desc())
        .limit(PAGE + 1)
    ).all()
    return listed(rows, PAGE)


def how_many(session: Session, viewer: Viewer) -> dict[Side, int]:
    """How many of them are followed up now."""
    got = sa.select(sa.func.count(quick_receipt.c.report_key.distinct())).where(_of_units(viewer, over=False))
    sent = sa.select(sa.func.count()).select_from(quick_report).where(_followed(viewer))
    return {"got": int(session.execute(got).scalar_one()), "sent": int(session.execute(sent).scalar_one())}


def _sent(viewer: Viewer, *, over: bool, last: int | None) -> sa.ColumnElement[bool]:
    """What is followed up is little; of what is over the newest, as many as a page needs."""
    if not over:
        return _followed(viewer)
    own = [quick_report.c.unit_key == key for key in sorted(viewer.unit_keys())]
    return quick_report.c.key.in_(newest_keys(quick_report, own, OVER, before=last, most=PAGE + 1))


def _followed(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.and_(quick_report.c.unit_key.in_(sorted(viewer.unit_keys())), quick_report.c.state == "open")


def _got(viewer: Viewer, *, over: bool, last: int | None) -> sa.ColumnElement[bool]:
    """The newest that his units got, each once: as many as a page needs."""
    newest = sa.select(quick_receipt.c.report_key).where(_of_units(viewer, over=over)).distinct()
    newest = newest if last is None else newest.where(quick_receipt.c.report_key < last)
    return quick_report.c.key.in_(newest.order_by(quick_receipt.c.report_key.desc()).limit(PAGE + 1))


def _of_units(viewer: Viewer, *, over: bool) -> sa.ColumnElement[bool]:
    keys = sorted(viewer.unit_keys())
    return sa.and_(quick_receipt.c.unit_key.in_(keys), quick_receipt.c.over.is_(over))


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
