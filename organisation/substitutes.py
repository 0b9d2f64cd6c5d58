"""Standing in for an absent colleague during some days. Their tasks stay where they are and keep their dates."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from database.session import Session
from organisation.days import in_force
from organisation.errors import StaffRefused
from organisation.staff import staff_by_key
from organisation.tables import staff, substitute


@dataclass(frozen=True)
class StandIn:
    """One substitution: who is absent, who stands in, the first and the last day."""

    key: int
    absent: int
    stand_in: int
    absent_office: str
    valid_from: date
    valid_to: date


_STAND_INS = (
    sa.select(
        substitute.c.key,
        substitute.c.absent,
        substitute.c.stand_in,
        staff.c.office,
        substitute.c.valid_from,
        substitute.c.valid_to,
    )
    .join(staff, staff.c.key == substitute.c.absent)
    .order_by(substitute.c.valid_from, substitute.c.key)
)
# every request asks this
_STOOD_IN_FOR = _STAND_INS.where(
    substitute.c.stand_in == sa.bindparam("stand_in"), in_force(substitute, sa.bindparam("day"))
)


def stand_in(session: Session, *, for_staff: int, by_staff: int, first: date, last: date) -> int:
    """During these days somebody may also do all that an absent colleague may; returns the key.

    Standing in is not passed on: who stands in for a stand-in gains only the latter's own postings.
    Raises StaffRefused, StaffUnknown.
    """
    if for_staff == by_staff:
        raise StaffRefused("Hãy chọn một người khác làm thay.", "Choose somebody else to stand in.")
    if last < first:
        raise StaffRefused("Ngày cuối trước ngày đầu.", "The last day is before the first.")
    for key in (for_staff, by_staff):
        staff_by_key(session, key)
    row = {"absent": for_staff, "stand_in": by_staff, "valid_from": first, "valid_to": last}
    added = session.execute(substitute.insert().values(**row).returning(substitute.c.key))
    return int(added.scalar_one())


def end_stand_in(session: Session, key: int, *, last_day: date) -> None:
    """The absent one is back: the substitution ends with a day, or never was if it had not begun."""
    this = substitute.c.key == key
    session.execute(substitute.delete().where(this, substitute.c.valid_from > last_day))
    session.execute(
        substitute.update().where(this, substitute.c.valid_to > last_day).values(valid_to=last_day)
    )


def stand_ins_of(session: Session, staff_key: int, on: date) -> list[StandIn]:
    """For whom somebody stands in on a day."""
    return [StandIn(*row) for row in session.execute(_STOOD_IN_FOR, {"stand_in": staff_key, "day": on})]


def stand_ins_for(session: Session, staff_key: int, on: date) -> list[StandIn]:
    """Who stands in for somebody on a day or later, soonest first."""
    query = _STAND_INS.where(substitute.c.absent == staff_key, substitute.c.valid_to >= on)
    return [StandIn(*row) for row in session.execute(query)]
