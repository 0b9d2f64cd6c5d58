"""The days on which the head of a unit receives: as many as the law wants, chosen by the unit, from a day on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from organisation.days import local_day
from organisation.units import unit_by_key
from organisation.viewer import Post, Viewer
from periods.rhythm import Per, Rhythm, choices_for
from workflows.errors import Refused
from workflows.issues.texts import kept_text
from workflows.reception.plan import plan_next
from workflows.reception.record import actor_in
from workflows.reception.rules import Prescribed, prescribed_for
from workflows.reception.tables import reception_calendar

ONE_DAY = timedelta(days=1)
LONGEST_REASON = 1000
_POSSIBLE: Mapping[Per, Mapping[str, str]] = {
    "week": {
        "vi": "Chỉ chọn các ngày từ thứ Hai đến thứ Sáu.",
        "en": "Choose weekdays from Monday to Friday only.",
    },
    "month": {
        "vi": "Ghi các số từ 1 đến 28: ngày 29, 30, 31 không phải tháng nào cũng có.",
        "en": "Write numbers from 1 to 28: not every month has a 29th, a 30th and a 31st.",
    },
}


def calendars_of(session: Session, unit_keys: Sequence[int]) -> dict[int, list[Any]]:
    """All that units have set, each in the order of the days on which it begins."""
    found: dict[int, list[Any]] = {}
    table = reception_calendar.c
    rows = session.execute(
        sa.select(reception_calendar)
        .where(table.unit_key.in_(sorted(unit_keys)))
        .order_by(table.unit_key, table.since, table.key)
    )
    for row in rows:
        found.setdefault(row.unit_key, []).append(row)
    return found


def rhythm_on(rows: Sequence[Any], day: date) -> Rhythm | None:
    """The days that count on a day, by the calendars of one unit; None before the first of them."""
    begun = [row for row in rows if row.since <= day]
    return Rhythm(begun[-1].per, tuple(begun[-1].days)) if begun else None


def prescribed_at(session: Session, post: Post) -> Prescribed:
    """What the law prescribes for the unit of an office. Refused where it prescribes nothing."""
    found = prescribed_for(session, unit_by_key(session, post.unit_key or 0).level)
    if found is None:
        raise Refused(
            "Bảng reception_rhythm không có nhịp cho cấp của đơn vị này. Mở từng buổi bằng tay.",
            "The table reception_rhythm has no rhythm for the level of this unit. Open each sitting by hand.",
        )
    return found


def set_days(
    session: Session, viewer: Viewer, post: Post, days: Sequence[str], reason: str, *, now: datetime
) -> None:
    """Set the days from tomorrow on; the next sitting is planned by them. Refused says what to mend.

    Sittings that are open already stay on their days.
    """
    unit_key = post.unit_key or 0
    law = prescribed_at(session, post)
    chosen = _chosen(law, days)
    words = kept_text(reason, longest=LONGEST_REASON)
    one_at_a_time(session, f"reception:{unit_key}")
    actor = actor_in(session, viewer, post.group)
    values = {
        "unit_key": unit_key,
        "per": law.per,
        "days": list(chosen),
        "since": local_day(now) + ONE_DAY,
        "reason": words,
        "set_at": now,
        "staff_key": actor.staff_key,
        "office": dict(actor.office),
    }
    session.execute(sa.insert(reception_calendar).values(**values))
    plan_next(session, unit_key, local_day(now), now)


def _chosen(law: Prescribed, days: Sequence[str]) -> tuple[int, ...]:
    known = {str(day): day for day, _words in choices_for(law.per)}
    given = {day.lstrip("0") for day in days}
    if not given <= known.keys():
        raise Refused(**_POSSIBLE[law.per])
    found = {known[day] for day in given}
    if len(found) < law.times:
        several = law.times > 1
        raise Refused(
            f"Chọn ít nhất {law.times} ngày{' khác nhau' if several else ''}, theo {law.source['vi']}.",
            f"Choose at least {law.times} {'different days' if several else 'day'}, by {law.source['en']}.",
        )
    return tuple(sorted(found))
