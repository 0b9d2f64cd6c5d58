"""How the head of a commune receives citizens, and what is raised there.

Two sittings with four issues each beside some sixty issues that came by other ways. They are held on days that no
two batches of copies have in common, save those that are moved by as many days and go to the same unit: these share
one sitting (bench/issues/copying.py). So a commune has three in eight days, one of them not held: the weekly one of
the law and some besides, in every store. What grows with the register is how much is raised at each.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

import sqlalchemy as sa

from bench.issues.courses import RESOLVED, RETURNED, VERIFYING, Course
from bench.issues.playing import UNIT, Played
from database.session import Database, Session
from engine.pump import pump
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.staff import find_staff
from organisation.viewer import viewer_of
from workflows.callers.contact import NOTHING
from workflows.house import HOUSE
from workflows.issues.raising import raising_post
from workflows.reception.calendar import prescribed_at, set_days
from workflows.reception.opening import ByHand, open_by_hand, open_receptions
from workflows.reception.plan import due_plans
from workflows.reception.raising import FORM, raise_at
from workflows.reception.tables import reception, reception_issue
from workflows.task_forms import latest_form

AHEAD = timedelta(days=2)
"""How long before its day a sitting is opened."""
TO_DO = timedelta(days=12)
Said = Sequence[tuple[str, Course]]
"""What the head says about each issue, and the way it takes."""
RAISED: Said = (
    ("clock", RESOLVED),
    ("named", RESOLVED),
    ("named", RETURNED),
    ("clock", RESOLVED),
)
RAISED_AGAIN: Said = (*RAISED[:-1], ("clock", VERIFYING))
"""At the other of two: one of eight stays open, as of what comes by other ways."""


RAISED_LATELY: Said = tuple((way, ()) for way, _course in RAISED)
"""Nobody has gone on with it yet."""


def receive(played: Played, raised: Said) -> str:
    """The head opens a sitting and takes down on its day what is raised, if anything is, and that goes its way."""
    key = _open(played)
    played.promise(played.now + AHEAD, partial(_take_all_down, played, key, raised))
    return f"reception:{key}"


def _open(played: Played) -> int:
    viewer = played.viewer(group(UNIT, HEAD))
    with played.database.write() as session:
        post, day = raising_post(viewer), local_day(played.now + AHEAD)
        asked = ByHand(day, "Nhiều người đăng ký.")
        return open_by_hand(session, HOUSE, viewer, post, asked, now=played.now)


def _take_all_down(played: Played, key: int, raised: Said) -> None:
    viewer = played.viewer(group(UNIT, HEAD))
    for number, (way, course) in enumerate(raised):
        answers = {
            "summary": f"Đèn ngõ {number} hỏng đã hai tuần.",
            "category": "infrastructure",
            "area": "all",
            "urgency": "normal",
            "way": way,
            "unit": UNIT,
            "due": local_day(played.now + TO_DO).isoformat(),
        }
        with played.database.write() as session:
            form = latest_form(session, FORM)
            taken = raise_at(session, HOUSE, viewer, key, form, answers, given=NOTHING, now=played.now).key
        pump(played.database, HOUSE, played.now)
        played.raised.append(taken)
        played.follow(f"issue:{taken}", course)


_PREPARED = ("prepare_reception", {"holder": "head", "note": "Hồ sơ lần trước."})
_HELD = ("hold_reception", {"outcome": "held", "holder": "head", "visitors": 9, "groups": 1})
_NOT_HELD = ("hold_reception", {"outcome": "cancelled", "reason": "Họp đột xuất ở tỉnh."})
_CONCLUDED = ("close_reception", {"conclusion": "Các đơn vị làm đúng hạn."})
CONCLUDED: Course = (_PREPARED, _HELD, _CONCLUDED)
TO_CONCLUDE: Course = (_PREPARED, _HELD)
CANCELLED: Course = (_PREPARED, _NOT_HELD)


def set_days_of(session: Session, unit: str, now: datetime) -> None:
    """The head of a unit sets the days that the law suggests."""
    found = find_staff(session, group(unit, HEAD).lower())
    if found is None:
        raise LookupError(unit)
    viewer = viewer_of(session, found.key, now)
    post = raising_post(viewer)
    days = [str(day) for day in prescribed_at(session, post).suggested]
    set_days(session, viewer, post, days, "", now=now)


def count_raised(session: Session) -> None:
    """How much was raised at each sitting, as the product counts it with every issue."""
    there = sa.select(sa.func.count()).where(reception_issue.c.reception_key == reception.c.key)
    session.execute(sa.update(reception).values(raised=there.scalar_subquery()))


def open_what_is_planned(database: Database, now: datetime) -> None:
    """The sittings of all units that come next."""
    while True:
        with database.read() as session:
            if not due_plans(session, now):
                return
        open_receptions(database, HOUSE, now)
