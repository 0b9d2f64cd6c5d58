"""Being away: somebody stands in for some days. Each sets his own absence, a head that of the staff of his unit.

Whoever stands in may do all that the absent one may, so he must belong to the same unit, and a head decides only for
staff who are posted nowhere else. What is set and ended stays on record.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from database.session import Session
from organisation.days import ONE_DAY, local_day
from organisation.errors import StaffRefused
from organisation.postings import Posted, own_units_of, posted_at
from organisation.roles import HEAD
from organisation.substitutes import (
    Change,
    Substitution,
    changes,
    end_stand_in,
    note_change,
    stand_in,
    substitution,
    substitutions,
)
from organisation.viewer import Viewer
from workflows.errors import NotYours, RefusedAt

LONGEST = timedelta(days=366)


class AbsenceRefused(RefusedAt):
    """The absence cannot be set so; `field` is where to mend it: absent, by, first or last."""


@dataclass(frozen=True)
class Absences:
    """Whose absence one may set, who may stand in, what holds today and later, and what was changed."""

    staff: list[Posted]
    colleagues: list[Posted]
    running: list[Substitution]
    changes: list[Change]


def absences(session: Session, viewer: Viewer, now: datetime) -> Absences:
    """The absences of the viewer and of the staff he heads, and where he stands in himself."""
    today = local_day(now)
    staff = _may_set_for(session, viewer, today)
    keys = [one.staff_key for one in staff]
    return Absences(
        staff=staff,
        colleagues=posted_at(session, _own_units(viewer), today),
        running=substitutions(session, keys, viewer.staff_key, today),
        changes=changes(session, keys, viewer.staff_key),
    )


def set_absence(
    session: Session, viewer: Viewer, *, absent: int, by: int, first: date, last: date, now: datetime
) -> int:
    """Somebody is away from a day to a day, and a colleague of the unit stands in. Raises AbsenceRefused."""
    today = local_day(now)
    if absent not in {one.staff_key for one in _may_set_for(session, viewer, today)}:
        raise AbsenceRefused(
            "absent",
            "Bạn đặt được lịch vắng của mình; lãnh đạo đặt được cho người chỉ làm ở đơn vị mình.",
            "You may set your own absence; a head also that of staff who are posted only at his unit.",
        )
    _check_days(first, last, today)
    units = own_units_of(session, absent, today)
    if by not in {one.staff_key for one in posted_at(session, units, today)}:
        raise AbsenceRefused(
            "by",
            "Người làm thay phải cùng đơn vị với người vắng mặt.",
            "Who stands in must belong to the unit of who is away.",
        )
    try:
        key = stand_in(session, for_staff=absent, by_staff=by, first=first, last=last)
    except StaffRefused as refused:
        raise AbsenceRefused("by", refused.text["vi"], refused.text["en"]) from None
    note_change(session, key, "set", actor=viewer.staff_key, now=now)
    return key


def end_absence(session: Session, viewer: Viewer, key: int, *, now: datetime) -> None:
    """The absent one is back: nobody stands in from this moment on. NotYours unless the viewer may set it."""
    today = local_day(now)
    found = substitution(session, key)
    may = {one.staff_key for one in _may_set_for(session, viewer, today)}
    if found is None or found.absent not in may:
        raise NotYours
    note_change(session, key, "ended", actor=viewer.staff_key, now=now)
    end_stand_in(session, key, last_day=today - ONE_DAY)


def _check_days(first: date, last: date, today: date) -> None:
    if first < today:
        raise AbsenceRefused(
            "first",
            "Ngày đầu không được trước hôm nay.",
            "The first day may not be before today.",
        )
    if last < first:
        raise AbsenceRefused("last", "Ngày cuối trước ngày đầu.", "The last day is before the first.")
    if last - first > LONGEST:
        raise AbsenceRefused(
            "last",
            "Mỗi lần vắng nhiều nhất một năm. Chọn ngày cuối sớm hơn.",
            "An absence lasts at most a year. Choose an earlier last day.",
        )


def _own_units(viewer: Viewer, role: str | None = None) -> frozenset[int]:
    """Where the viewer himself is posted: standing in for a head does not let him decide who stands in."""
    return frozenset(
        post.unit_key
        for post in viewer.postings
        if post.for_staff is None and post.unit_key and role in {None, post.role}
    )


def _may_set_for(session: Session, viewer: Viewer, today: date) -> list[Posted]:
    headed = _own_units(viewer, HEAD)
    staff = posted_at(session, _own_units(viewer), today)
    return [
        one
        for one in staff
        if one.staff_key == viewer.staff_key
        or (headed and own_units_of(session, one.staff_key, today) <= headed)
    ]
