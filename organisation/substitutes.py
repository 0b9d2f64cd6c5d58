"""Standing in for an absent colleague during some days. Their tasks stay where they are and keep their dates."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.remembering import forget
from database.session import Session
from database.types import UtcTime
from organisation.days import in_force
from organisation.errors import StaffRefused
from organisation.staff import staff_by_key
from organisation.tables import staff, substitute, substitute_change


@dataclass(frozen=True)
class StandIn:
    """One substitution: who is absent, who stands in, the first and the last day."""

    key: int
    absent: int
    stand_in: int
    absent_office: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Substitution:
    """A substitution as people read it: both by office and account, for several may hold one office."""

    key: int
    absent: int
    absent_office: str
    stand_in: int
    stand_in_office: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Change:
    """What was set or ended, when, and by which office; None: by a command of the operator."""

    what: str
    at: datetime
    actor_office: str | None
    absent_office: str
    stand_in_office: str
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
    added = session.execute(substitute.insert().values(**row).returning(substitute.c.key)).scalar_one()
    forget(session)
    return int(added)


def end_stand_in(session: Session, key: int, *, last_day: date) -> None:
    """The absent one is back: the substitution ends with a day, or never was if it had not begun."""
    this = substitute.c.key == key
    session.execute(substitute.delete().where(this, substitute.c.valid_from > last_day))
    session.execute(
        substitute.update().where(this, substitute.c.valid_to > last_day).values(valid_to=last_day)
    )
    forget(session)


def stand_ins_of(session: Session, staff_key: int, on: date) -> list[StandIn]:
    """For whom somebody stands in on a day."""
    return [StandIn(*row) for row in session.execute(_STOOD_IN_FOR, {"stand_in": staff_key, "day": on})]


def stand_ins_for(session: Session, staff_key: int, on: date) -> list[StandIn]:
    """Who stands in for somebody on a day or later, soonest first."""
    query = _STAND_INS.where(substitute.c.absent == staff_key, substitute.c.valid_to >= on)
    return [StandIn(*row) for row in session.execute(query)]


def acting_for(session: Session, staff_key: int, on: date) -> list[int]:
    """The accounts that stand in for somebody on a day."""
    query = sa.select(substitute.c.stand_in).where(substitute.c.absent == staff_key, in_force(substitute, on))
    return list(session.execute(query.order_by(substitute.c.key)).scalars())


def substitution(session: Session, key: int) -> Substitution | None:
    """One substitution, or None."""
    row = session.execute(_read(substitute).where(substitute.c.key == key)).one_or_none()
    return None if row is None else Substitution(*row)


def substitutions(session: Session, absent: Collection[int], by: int, on: date) -> list[Substitution]:
    """Those of some absent accounts, or by a stand-in, that hold on a day or later; soonest first."""
    query = (
        _read(substitute)
        .where(_concerns(substitute, absent, by), substitute.c.valid_to >= on)
        .order_by(substitute.c.valid_from, substitute.c.key)
    )
    return [Substitution(*row) for row in session.execute(query)]


def note_change(session: Session, key: int, what: str, *, actor: int | None, now: datetime) -> None:
    """Keep on record that a substitution is set, or is about to be ended."""
    found = sa.select(
        *(substitute.c[name] for name in _KEPT), sa.literal(what), sa.literal(actor), sa.literal(now, UtcTime)
    ).where(substitute.c.key == key)
    session.execute(substitute_change.insert().from_select([*_KEPT, "what", "actor", "at"], found))


def changes(session: Session, absent: Collection[int], by: int, most: int = 20) -> list[Change]:
    """The last changes about some absent accounts or a stand-in, newest first."""
    table = substitute_change
    away, acting, actor = staff.alias("away"), staff.alias("acting"), staff.alias("actor")
    query = (
        sa.select(
            table.c.what,
            table.c.at,
            _named(actor),
            _named(away),
            _named(acting),
            table.c.valid_from,
            table.c.valid_to,
        )
        .join(away, away.c.key == table.c.absent)
        .join(acting, acting.c.key == table.c.stand_in)
        .outerjoin(actor, actor.c.key == table.c.actor)
        .where(_concerns(table, absent, by))
        .order_by(table.c.key.desc())
        .limit(most)
    )
    return [Change(*row) for row in session.execute(query)]


_KEPT = ("absent", "stand_in", "valid_from", "valid_to")


def _read(table: sa.Table) -> sa.Select[Any]:
    away, acting = staff.alias("away"), staff.alias("acting")
    return (
        sa.select(
            table.c.key,
            table.c.absent,
            _named(away),
            table.c.stand_in,
            _named(acting),
            table.c.valid_from,
            table.c.valid_to,
        )
        .join(away, away.c.key == table.c.absent)
        .join(acting, acting.c.key == table.c.stand_in)
    )


def _named(account: sa.FromClause) -> sa.Label[str]:
    words: sa.ColumnElement[str] = account.c.office + " (" + account.c.username + ")"
    return words.label(f"{account.description}_office")


def _concerns(table: sa.Table, absent: Collection[int], by: int) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.absent.in_(absent), table.c.stand_in == by)
