"""What somebody looks at again and again in his list of tasks, kept under a name."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.bands import BANDS
from workflows.errors import Refused
from workflows.inbox import LONGEST_SEARCH
from workflows.open_tasks import KINDS, SCOPES
from workflows.tables import saved_filter

LONGEST_NAME = 60
MOST = 20


@dataclass(frozen=True)
class SavedFilter:
    """A part of the list: its name, and what is shown."""

    key: int
    name: str
    scope: str
    search: str
    kind: str
    band: str


def saved_filters(session: Session, viewer: Viewer) -> list[SavedFilter]:
    """The viewer's own, by name."""
    columns = [saved_filter.c[name] for name in SavedFilter.__dataclass_fields__]
    mine = saved_filter.c.staff_key == viewer.staff_key
    query = sa.select(*columns).where(mine).order_by(saved_filter.c.name, saved_filter.c.key)
    return [SavedFilter(*row) for row in session.execute(query)]


def save_filter(
    session: Session,
    viewer: Viewer,
    name: str,
    *,
    scope: str,
    search: str,
    kind: str,
    band: str,
    now: datetime,
) -> None:
    """Keep a part of the list under a name; the same name again means the new part. Raises Refused."""
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise Refused(
            f"Đặt tên cho bộ lọc, nhiều nhất {LONGEST_NAME} chữ cái.",
            f"Give the filter a name of at most {LONGEST_NAME} letters.",
        )
    mine = saved_filter.c.staff_key == viewer.staff_key
    session.execute(saved_filter.delete().where(mine, saved_filter.c.name == words))
    kept = session.execute(sa.select(sa.func.count()).select_from(saved_filter).where(mine)).scalar_one()
    if kept >= MOST:
        raise Refused(
            f"Bạn đã lưu {MOST} bộ lọc. Xoá bớt một bộ lọc rồi lưu lại.",
            f"You have saved {MOST} filters. Remove one, then save again.",
        )
    session.execute(
        saved_filter.insert().values(
            staff_key=viewer.staff_key,
            name=words,
            scope=scope if scope in SCOPES else SCOPES[0],
            search=" ".join(search.split())[:LONGEST_SEARCH],
            kind=kind if kind in KINDS else "",
            band=band if band in BANDS else "",
            created_at=now,
        )
    )


def remove_filter(session: Session, viewer: Viewer, key: int) -> None:
    """Forget one of the viewer's own."""
    mine = saved_filter.c.staff_key == viewer.staff_key
    session.execute(saved_filter.delete().where(mine, saved_filter.c.key == key))
