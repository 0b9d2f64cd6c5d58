"""Keeping the steps of a play, so that it is there after a reload; nothing else of it is written down."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from database.giving_way import insert_into
from database.session import Session
from organisation.viewer import Viewer
from workflows.designer.playing.steps import MOST_STEPS, Step, as_json, from_json
from workflows.designer.playing.tables import design_play
from workflows.errors import Refused, StalePage

LARGEST = 400_000
"""Bytes that the steps of a play may have together."""
KEPT_DAYS = 30
"""How long a play stays that nobody goes on with."""


def steps_of(session: Session, viewer: Viewer, change_key: int) -> tuple[Step, ...]:
    """The steps of the viewer's play of a change; none where he has not begun one."""
    kept = session.execute(sa.select(design_play.c.steps).where(*_own(viewer, change_key))).scalar()
    return from_json(kept) if kept else ()


def keep_steps(
    session: Session, viewer: Viewer, change_key: int, steps: Sequence[Step], *, after: int, now: datetime
) -> None:
    """The play goes on, or goes back. `after` is the number of steps of the page: StalePage where it has others now.

    Refused for a play that is too long.
    """
    if len(steps_of(session, viewer, change_key)) != after:
        raise StalePage(
            "Lần chơi này vừa đi tiếp ở một trang khác. Xem lại bên dưới rồi làm tiếp.",
            "This play has gone on in another window. Look at it below, then go on.",
        )
    if not steps:
        session.execute(sa.delete(design_play).where(*_own(viewer, change_key)))
        return
    told = as_json(steps)
    if len(steps) > MOST_STEPS or len(str(told)) > LARGEST:
        raise Refused(
            "Lần chơi này quá dài. Lưu thành kịch bản nếu cần, rồi chơi lại từ đầu.",
            "This play is too long. Save it as a scenario if it is wanted, then begin again.",
        )
    row = {"change_key": change_key, "staff_key": viewer.staff_key, "steps": told, "changed_at": now}
    put = insert_into(session, design_play).values(row)
    session.execute(
        put.on_conflict_do_update(
            index_elements=[design_play.c.change_key, design_play.c.staff_key],
            set_={"steps": put.excluded.steps, "changed_at": put.excluded.changed_at},
        )
    )


def forget_plays(session: Session, now: datetime) -> None:
    """Those that nobody has gone on with for long are gone; scenarios stay."""
    session.execute(sa.delete(design_play).where(design_play.c.changed_at < now - timedelta(days=KEPT_DAYS)))


def _own(viewer: Viewer, change_key: int) -> tuple[sa.ColumnElement[bool], ...]:
    return design_play.c.change_key == change_key, design_play.c.staff_key == viewer.staff_key
