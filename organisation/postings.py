"""Postings: who holds which role at which unit, on which days."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import forget, remember
from database.session import Session
from organisation.days import Span, in_force
from organisation.errors import StaffRefused
from organisation.roles import EVERYWHERE, ROLES, group, split_group
from organisation.tables import posting, staff, substitute, unit


@dataclass(frozen=True)
class Member:
    """Somebody who may act at a unit on a day, as the head sees them when handing a task on."""

    staff_key: int
    username: str
    office: str
    role: str


@dataclass(frozen=True)
class Posted:
    """Somebody of a unit by his own posting."""

    staff_key: int
    username: str
    office: str


def post(
    session: Session,
    staff_key: int,
    unit_key: int | None,
    role: str,
    *,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> int:
    """Post somebody at a unit in a role for some days, and return the posting's key.

    Only a process owner and an operator may stand without a unit: they are so everywhere. Raises StaffRefused.
    """
    require_role(unit_key, role)
    row = {"staff": staff_key, "unit": unit_key, "role": role, "valid_from": valid_from, "valid_to": valid_to}
    entered = posting.insert().values(**row).returning(posting.c.key)
    key = int(session.execute(entered).scalar_one())
    forget(session)
    return key


def require_role(unit_key: int | None, role: str) -> None:
    """Raises StaffRefused for a role there is not, or not without a unit."""
    if role not in ROLES:
        known = ", ".join(ROLES)
        raise StaffRefused(f"Không có vai trò {role} ({known}).", f"There is no role {role} ({known}).")
    if unit_key is None and role not in EVERYWHERE:
        raise StaffRefused("Vai trò này cần một đơn vị.", "This role needs a unit.")


def end_posting(session: Session, posting_key: int, *, last_day: date) -> None:
    """A posting ends with a day. The days it held stay on record; one that had not begun is dropped."""
    this = posting.c.key == posting_key
    session.execute(posting.delete().where(this, posting.c.valid_from > last_day))
    session.execute(posting.update().where(this).values(valid_to=last_day))
    forget(session)


def staff_of(session: Session, handle: str, on: date, role: str | None = None) -> list[Member]:
    """Who may act at a unit on a day: those posted there and those standing in, active accounts, by username."""
    query, role_asked = (_STAFF, {}) if role is None else (_STAFF_IN_ROLE, {"role": role})
    rows = query.run(session, {"handle": handle, "day": on, **role_asked})
    return [Member(*row) for row in rows]


def is_staffed(session: Session, handle: str, on: date, role: str) -> bool:
    """Whether anybody may act at a unit on a day in a role (`staff_of`). All its days are remembered."""

    def ask() -> list[Span]:
        rows = _STAFFED.run(session, {"handle": handle, "role": role})
        held = (Span(row.valid_from, row.valid_to).common(Span(row.since, row.until)) for row in rows)
        return [days for days in held if days is not None]

    return any(days.holds(on) for days in remember(session, ("staffed", handle, role), ask))


def posted_at(session: Session, unit_keys: Collection[int | None], on: date) -> list[Posted]:
    """Who is posted himself at some of these units on a day: active accounts, each once, by username."""
    query = (
        sa.select(staff.c.key, staff.c.username, staff.c.office)
        .join(posting, posting.c.staff == staff.c.key)
        .where(posting.c.unit.in_([key for key in unit_keys if key]), in_force(posting, on), staff.c.active)
        .distinct()
        .order_by(staff.c.username)
    )
    return [Posted(*row) for row in session.execute(query)]


def own_units_of(session: Session, staff_key: int, on: date) -> frozenset[int | None]:
    """The units where somebody is posted himself on a day; None stands for a posting everywhere."""
    query = sa.select(posting.c.unit).where(posting.c.staff == staff_key, in_force(posting, on))
    return frozenset(session.execute(query).scalars())


def holders_of(session: Session, groups: Collection[str], on: date) -> dict[str, frozenset[int]]:
    """The active accounts that hold each of some groups on a day, those standing in included."""
    split = {split_group(one) for one in groups}
    handles = sorted({handle for handle, _ in split if handle})
    acting = _acting(on)
    query = (
        sa.select(staff.c.key, unit.c.handle, acting.c.role)
        .join(acting, acting.c.staff == staff.c.key)
        .outerjoin(unit, unit.c.key == acting.c.unit)
        .where(
            staff.c.active,
            acting.c.role.in_(sorted({role for _, role in split})),
            sa.or_(acting.c.unit.is_(None), unit.c.handle.in_(handles)),
        )
    )
    found: dict[str, set[int]] = {one: set() for one in groups}
    for row in session.execute(query):
        found.get(group(row.handle, row.role), set()).add(row.key)
    return {one: frozenset(keys) for one, keys in found.items()}


def _acting(on: date | sa.BindParameter[date]) -> sa.Subquery:
    """Account, unit and role of everybody who acts on a day, for himself or for somebody absent."""
    own = sa.select(posting.c.staff, posting.c.unit, posting.c.role).where(in_force(posting, on))
    standing_in = (
        sa.select(substitute.c.stand_in, posting.c.unit, posting.c.role)
        .join(posting, posting.c.staff == substitute.c.absent)
        .where(in_force(posting, on), in_force(substitute, on))
    )
    return own.union(standing_in).subquery()


_NOW_ACTING = _acting(sa.bindparam("day"))
_STAFF_OF = (
    sa.select(staff.c.key, staff.c.username, staff.c.office, _NOW_ACTING.c.role)
    .join(_NOW_ACTING, _NOW_ACTING.c.staff == staff.c.key)
    .join(unit, unit.c.key == _NOW_ACTING.c.unit)
    .where(unit.c.handle == sa.bindparam("handle"), staff.c.active)
    .order_by(staff.c.username, _NOW_ACTING.c.role)
)
_STAFF = Prepared(_STAFF_OF)
_IN_ROLE = (
    sa.select(posting.c.valid_from, posting.c.valid_to)
    .join(unit, unit.c.key == posting.c.unit)
    .where(unit.c.handle == sa.bindparam("handle"), posting.c.role == sa.bindparam("role"), staff.c.active)
)
_STAFFED = Prepared(
    sa.union_all(
        _IN_ROLE.add_columns(
            sa.null().cast(sa.Date).label("since"), sa.null().cast(sa.Date).label("until")
        ).join(staff, staff.c.key == posting.c.staff),
        _IN_ROLE.add_columns(substitute.c.valid_from.label("since"), substitute.c.valid_to.label("until"))
        .join(substitute, substitute.c.absent == posting.c.staff)
        .join(staff, staff.c.key == substitute.c.stand_in),
    )
)
_STAFF_IN_ROLE = Prepared(_STAFF_OF.where(_NOW_ACTING.c.role == sa.bindparam("role")))
