"""Which leader answers for which field of work of a unit, from a day on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.prepared import Prepared
from database.rivals import one_at_a_time
from database.session import Session
from organisation.days import ONE_DAY, in_force
from organisation.errors import StaffRefused
from organisation.postings import own_units_of
from organisation.tables import posting, responsibility, responsibility_change, staff

ALL_FIELDS = ""
"""Every field that has no leader of its own."""
SAME = ("unit", "field", "staff", "valid_from")
"""By what a change tells which responsibility it was."""


@dataclass(frozen=True)
class Responsibility:
    """A leader of a unit and the field he answers for, by office and account."""

    key: int
    unit: int
    field: str
    staff: int
    office: str
    username: str
    valid_from: date
    valid_to: date | None


READ: sa.Select[Any] = sa.select(
    *(responsibility.c[name] for name in ("key", "unit", "field", "staff")),
    staff.c.office,
    staff.c.username,
    responsibility.c.valid_from,
    responsibility.c.valid_to,
).join(staff, staff.c.key == responsibility.c.staff)


def set_responsible(
    session: Session,
    unit_key: int,
    field: str,
    staff_key: int,
    *,
    since: date,
    actor: int | None,
    now: datetime,
) -> int:
    """From a day on a leader answers for a field of a unit; who did before ends the day before. Returns the key.

    What was set for later stays: the new one ends the day before it. What was set for the same day gives way, and is
    noted as ended. Raises StaffRefused for an account that is not posted at the unit on that day.
    """
    if unit_key not in own_units_of(session, staff_key, since):
        raise StaffRefused(
            "Người phụ trách phải làm việc ở đơn vị này vào ngày bắt đầu. Chọn người khác hoặc ngày khác.",
            "Who is responsible must be posted at this unit on the first day. Choose another account or day.",
        )
    one_at_a_time(session, f"responsibility:{unit_key}:{field}")
    own = sa.and_(responsibility.c.unit == unit_key, responsibility.c.field == field)
    _give_way(session, own, since, actor, now)
    session.execute(
        responsibility.update().where(own, in_force(responsibility, since)).values(valid_to=since - ONE_DAY)
    )
    days = {"valid_from": since, "valid_to": _last_day_before_the_next(session, own, since)}
    row = {"unit": unit_key, "field": field, "staff": staff_key, **days}
    made = session.execute(responsibility.insert().values(**row).returning(responsibility)).one()
    _note(session, made, "set", made.valid_to, actor, now)
    return int(made.key)


def _give_way(
    session: Session, own: sa.ColumnElement[bool], since: date, actor: int | None, now: datetime
) -> None:
    of_the_day = responsibility.delete().where(own, responsibility.c.valid_from == since)
    for row in session.execute(of_the_day.returning(responsibility)).all():
        _note(session, row, "ended", since - ONE_DAY, actor, now)


def _last_day_before_the_next(session: Session, own: sa.ColumnElement[bool], since: date) -> date | None:
    first = sa.func.min(responsibility.c.valid_from)
    following = session.execute(sa.select(first).where(own, responsibility.c.valid_from > since)).scalar()
    return None if following is None else following - ONE_DAY


def end_responsibility(
    session: Session, key: int, *, last_day: date, actor: int | None, now: datetime
) -> int | None:
    """Nobody answers for the field by this row after a day; one that had not begun never was.

    Then whoever would have ended for it goes on; returns the key of that row, None where nobody does. One that has
    ended by the day stays as it is, and nothing is noted. Raises StaffRefused where there is no such row.
    """
    this = responsibility.c.key == key
    row = _in_turn(session, key)
    if row.valid_to is not None and row.valid_to <= last_day:  # somebody else got there first
        return None
    session.execute(responsibility.delete().where(this, responsibility.c.valid_from > last_day))
    session.execute(
        responsibility.update()
        .where(this, sa.or_(responsibility.c.valid_to.is_(None), responsibility.c.valid_to > last_day))
        .values(valid_to=last_day)
    )
    _note(session, row, "ended", last_day, actor, now)
    return _go_on(session, row, actor, now) if row.valid_from > last_day else None


def _in_turn(session: Session, key: int) -> Any:
    """A row as it stands when nobody else changes who answers for its field."""
    this = sa.select(responsibility).where(responsibility.c.key == key)
    row = session.execute(this).one_or_none()
    if row is not None:
        one_at_a_time(session, f"responsibility:{row.unit}:{row.field}")
        row = session.execute(this).one_or_none()
    if row is None:
        raise StaffRefused(
            f"Không có phân công số {key}. Xem lại danh sách phụ trách của đơn vị.",
            f"There is no responsibility {key}. Look at the list of the unit again.",
        )
    return row


def _go_on(session: Session, row: Any, actor: int | None, now: datetime) -> int | None:
    """Whoever ended only because this one was to begin answers for the field until the next one."""
    own = sa.and_(responsibility.c.unit == row.unit, responsibility.c.field == row.field)
    before = sa.select(responsibility).where(own, responsibility.c.valid_to == row.valid_from - ONE_DAY)
    earlier = session.execute(before).one_or_none()
    if earlier is None or _was_ended(session, earlier):
        return None
    until = _last_day_before_the_next(session, own, row.valid_from)
    this = responsibility.c.key == earlier.key
    session.execute(responsibility.update().where(this).values(valid_to=until))
    _note(session, earlier, "set", until, actor, now)
    return int(earlier.key)


def _was_ended(session: Session, row: Any) -> bool:
    """Whether somebody ended it, and not only the beginning of another."""
    same = (responsibility_change.c[name] == getattr(row, name) for name in SAME)
    newest = sa.select(responsibility_change.c.what).where(*same).order_by(responsibility_change.c.key.desc())
    return session.execute(newest.limit(1)).scalar() == "ended"


def responsibility_by_key(session: Session, key: int) -> Responsibility | None:
    """One of them; None where there is no such row."""
    row = session.execute(READ.where(responsibility.c.key == key)).one_or_none()
    return None if row is None else Responsibility(*row)


def _note(
    session: Session,
    row: Any,
    what: Literal["set", "ended"],
    valid_to: date | None,
    actor: int | None,
    now: datetime,
) -> None:
    same = {name: getattr(row, name) for name in SAME}
    # one that never began ends on the day it would have begun
    until = None if valid_to is None else max(valid_to, row.valid_from)
    session.execute(
        responsibility_change.insert().values(**same, valid_to=until, what=what, actor=actor, at=now)
    )


_ANSWERING = Prepared(
    sa.select(responsibility.c.field, responsibility.c.staff).where(
        responsibility.c.unit == sa.bindparam("at"),
        in_force(responsibility, sa.bindparam("day")),
        sa.exists().where(
            posting.c.staff == responsibility.c.staff,
            posting.c.unit == responsibility.c.unit,
            in_force(posting, sa.bindparam("day")),
            staff.c.key == posting.c.staff,
            staff.c.active,
        ),
    )
)


def responsible_for(session: Session, unit_key: int, fields: Sequence[str], on: date) -> int | None:
    """The account that answers for the first of these fields that has a leader, else for all; None for nobody.

    Whoever has left the unit, or whose account is switched off, answers for nothing there.
    """
    wanted = [*fields, ALL_FIELDS]
    found = {row.field: row.staff for row in _ANSWERING.run(session, {"at": unit_key, "day": on})}
    return next((found[field] for field in wanted if field in found), None)


def responsibilities(session: Session, unit_keys: Collection[int], on: date) -> list[Responsibility]:
    """Those that hold on a day or later, by unit and field, the earlier first."""
    query = READ.where(
        responsibility.c.unit.in_(sorted(unit_keys)),
        sa.or_(responsibility.c.valid_to.is_(None), responsibility.c.valid_to >= on),
    ).order_by(responsibility.c.unit, responsibility.c.field, responsibility.c.valid_from)
    return [Responsibility(*row) for row in session.execute(query)]
