"""Which leader answers for which field of work of a unit, from a day on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import ONE_DAY, in_force
from organisation.errors import StaffRefused
from organisation.postings import own_units_of
from organisation.tables import responsibility, staff

ALL_FIELDS = ""
"""Every field that has no leader of its own."""


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


_READ: sa.Select[Any] = sa.select(
    *(responsibility.c[name] for name in ("key", "unit", "field", "staff")),
    staff.c.office,
    staff.c.username,
    responsibility.c.valid_from,
    responsibility.c.valid_to,
).join(staff, staff.c.key == responsibility.c.staff)


def set_responsible(session: Session, unit_key: int, field: str, staff_key: int, *, since: date) -> int:
    """From a day on a leader answers for a field of a unit; who did before ends the day before. Returns the key.

    What was set for later gives way. Raises StaffRefused for an account that is not posted at the unit on that day.
    """
    if unit_key not in own_units_of(session, staff_key, since):
        raise StaffRefused(
            "Người phụ trách phải làm việc ở đơn vị này vào ngày bắt đầu. Chọn người khác hoặc ngày khác.",
            "Who is responsible must be posted at this unit on the first day. Choose another account or day.",
        )
    own = sa.and_(responsibility.c.unit == unit_key, responsibility.c.field == field)
    session.execute(responsibility.delete().where(own, responsibility.c.valid_from >= since))
    session.execute(
        responsibility.update().where(own, in_force(responsibility, since)).values(valid_to=since - ONE_DAY)
    )
    row = {"unit": unit_key, "field": field, "staff": staff_key, "valid_from": since}
    return int(
        session.execute(responsibility.insert().values(**row).returning(responsibility.c.key)).scalar_one()
    )


def end_responsibility(session: Session, key: int, *, last_day: date) -> None:
    """Nobody answers for the field by this row after a day; one that had not begun never was.

    Raises StaffRefused where there is no such row.
    """
    this = responsibility.c.key == key
    if session.execute(sa.select(responsibility.c.key).where(this)).first() is None:
        raise StaffRefused(
            f"Không có phân công số {key}. Xem lại danh sách phụ trách của đơn vị.",
            f"There is no responsibility {key}. Look at the list of the unit again.",
        )
    session.execute(responsibility.delete().where(this, responsibility.c.valid_from > last_day))
    session.execute(
        responsibility.update()
        .where(this, sa.or_(responsibility.c.valid_to.is_(None), responsibility.c.valid_to > last_day))
        .values(valid_to=last_day)
    )


def responsible_for(session: Session, unit_key: int, fields: Sequence[str], on: date) -> int | None:
    """The account that answers for the first of these fields that has a leader, else for all; None for nobody."""
    wanted = [*fields, ALL_FIELDS]
    rows = session.execute(
        sa.select(responsibility.c.field, responsibility.c.staff).where(
            responsibility.c.unit == unit_key,
            responsibility.c.field.in_(wanted),
            in_force(responsibility, on),
        )
    )
    found = {row.field: row.staff for row in rows}
    return next((found[field] for field in wanted if field in found), None)


def responsibilities(session: Session, unit_keys: Collection[int], on: date) -> list[Responsibility]:
    """Those that hold on a day or later, by unit and field, the earlier first."""
    query = _READ.where(
        responsibility.c.unit.in_(sorted(unit_keys)),
        sa.or_(responsibility.c.valid_to.is_(None), responsibility.c.valid_to >= on),
    ).order_by(responsibility.c.unit, responsibility.c.field, responsibility.c.valid_from)
    return [Responsibility(*row) for row in session.execute(query)]
