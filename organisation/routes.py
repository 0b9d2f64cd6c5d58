"""Who reports to whom on a day, and changing that from a day on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import forget, remember
from database.session import Session
from organisation.days import ONE_DAY, Span, in_force, meets
from organisation.errors import RouteCircle, RouteRefused
from organisation.tables import route, unit
from organisation.units import COLUMNS, Unit, as_unit, unit_by_key

REPORT = "report"
HOST = "host"


_DAYS = (route.c.valid_from.label("since"), route.c.valid_to.label("until"))
_BELOW = Prepared(
    sa.select(*COLUMNS, *_DAYS)
    .join(route, route.c.from_unit == unit.c.key)
    .where(route.c.to_unit == sa.bindparam("key"), route.c.line == sa.bindparam("line"))
    .order_by(unit.c.code)
)
_ABOVE = Prepared(
    sa.select(*COLUMNS, *_DAYS)
    .join(route, route.c.to_unit == unit.c.key)
    .where(route.c.from_unit == sa.bindparam("key"), route.c.line == sa.bindparam("line"))
)


@dataclass(frozen=True)
class Placed:
    """A unit in a tree. `path` is "/", then the keys from the root down, each followed by "/"."""

    unit: Unit
    parent_key: int | None
    depth: int
    path: str


def superior(session: Session, unit_key: int, on: date) -> Unit | None:
    """The unit it reports to on a day, or None at the top of the line."""
    return _above(session, unit_key, REPORT, on)


def superior_names(session: Session, unit_keys: Collection[int], on: date) -> dict[int, str]:
    """The name of the unit that each reports to on a day; without those at the top of the line. One query."""
    query = (
        sa.select(route.c.from_unit, unit.c.name)
        .join(unit, unit.c.key == route.c.to_unit)
        .where(route.c.line == REPORT, route.c.from_unit.in_(unit_keys), in_force(route, on))
    )
    return {row.from_unit: row.name for row in session.execute(query)}


def host_of(session: Session, unit_key: int, on: date) -> Unit | None:
    """The unit that an agency stands beside on a day; None for what is no agency."""
    return _above(session, unit_key, HOST, on)


def _above(session: Session, unit_key: int, line: str, on: date) -> Unit | None:
    return next(iter(_standing(session, _ABOVE, unit_key, line, on)), None)


def _standing(session: Session, way: Prepared, unit_key: int, line: str, on: date) -> list[Unit]:
    """The units that stand above or below one on a day. Its whole line is remembered, of all days."""

    def ask() -> list[tuple[Span, Unit]]:
        rows = way.run(session, {"key": unit_key, "line": line})
        return [(Span(row.since, row.until), as_unit(row)) for row in rows]

    found = remember(session, (way, unit_key, line), ask)
    return [beside for days, beside in found if days.holds(on)]


def superiors(session: Session, unit_key: int, on: date) -> list[Unit]:
    """Every unit above it on a day, nearest first. Raises RouteCircle."""
    above: list[Unit] = []
    passed = [unit_key]
    next_above = superior(session, unit_key, on)
    while next_above is not None:
        if next_above.key in passed:
            raise RouteCircle(_codes(session, passed[passed.index(next_above.key) :]))
        passed.append(next_above.key)
        above.append(next_above)
        next_above = superior(session, next_above.key, on)
    return above


def _codes(session: Session, keys: list[int]) -> list[str]:
    return [unit_by_key(session, key).code for key in keys]


def subordinates(session: Session, unit_key: int, on: date) -> list[Unit]:
    """The units that report to it on a day, by code."""
    return _standing(session, _BELOW, unit_key, REPORT, on)


def agencies_of(session: Session, unit_keys: Sequence[int], on: date) -> list[Unit]:
    """The agencies, oversight bodies and fronts that stand beside units on a day: unit by unit, then by code."""
    return [
        agency for key in dict.fromkeys(unit_keys) for agency in _standing(session, _BELOW, key, HOST, on)
    ]


def set_route(session: Session, from_unit: Unit, to_unit: Unit, *, since: date, line: str = REPORT) -> None:
    """From a day on, and as long as both exist, one unit stands below another on the line.

    What was set before ends the day before; what was set for later gives way. Raises RouteCircle, and
    RouteRefused when one of the two does not exist on that day.
    """
    days = from_unit.days.common(to_unit.days)
    days = days and days.common(Span(since, None))
    if days is None or days.first != since:
        raise RouteRefused(
            f"{from_unit.code} và {to_unit.code} không cùng tồn tại vào ngày {since}. Hãy chọn ngày khác.",
            f"{from_unit.code} and {to_unit.code} do not both exist on {since}. Choose another day.",
        )
    _end_routes(session, from_unit.key, line, since)
    row = {"from_unit": from_unit.key, "to_unit": to_unit.key, "line": line}
    session.execute(route.insert().values(**row, valid_from=days.first, valid_to=days.last))
    forget(session)
    _refuse_circle(session, from_unit, days)


def _end_routes(session: Session, from_unit: int, line: str, since: date) -> None:
    own = sa.and_(route.c.from_unit == from_unit, route.c.line == line)
    session.execute(route.delete().where(own, route.c.valid_from >= since))
    session.execute(route.update().where(own, in_force(route, since)).values(valid_to=since - ONE_DAY))


def _refuse_circle(session: Session, moved: Unit, days: Span) -> None:
    """A new circle runs through the moved unit, and begins on a day on which some route above it begins."""
    beginnings = sa.select(route.c.valid_from).where(meets(route, days), route.c.valid_from.is_not(None))
    for day in sorted({day for day in session.scalars(beginnings.distinct()) if days.holds(day)}):
        superiors(session, moved.key, day)


def close_unit(session: Session, closed: Unit, *, last_day: date) -> None:
    """A unit exists no longer after a day; its routes end with it, its staff keep their postings.

    Raises RouteRefused while other units still report to it after that day, or when it ended earlier.
    """
    if not closed.days.holds(last_day):
        raise RouteRefused(
            f"Đơn vị {closed.code} không tồn tại vào ngày {last_day}. Hãy kiểm tra lại ngày.",
            f"Unit {closed.code} does not exist on {last_day}. Check the day.",
        )
    _refuse_orphans(session, closed, last_day)
    session.execute(unit.update().where(unit.c.key == closed.key).values(valid_to=last_day))
    of_it = sa.or_(route.c.from_unit == closed.key, route.c.to_unit == closed.key)
    session.execute(route.delete().where(of_it, route.c.valid_from > last_day))
    session.execute(route.update().where(of_it, in_force(route, last_day)).values(valid_to=last_day))
    forget(session)


def _refuse_orphans(session: Session, closed: Unit, last_day: date) -> None:
    left = (
        sa.select(unit.c.code)
        .join(route, route.c.from_unit == unit.c.key)
        .where(route.c.to_unit == closed.key, route.c.line == REPORT, meets(route, Span(last_day + ONE_DAY)))
        .order_by(unit.c.code)
    )
    codes = list(session.scalars(left))
    if codes:
        named = ", ".join(codes[:5]) + (", …" if len(codes) > 5 else "")  # noqa: PLR2004 -- a sentence, not a list
        raise RouteRefused(
            f"{len(codes)} đơn vị còn báo cáo cho {closed.code} sau ngày {last_day}: {named}. "
            "Hãy chuyển các đơn vị này sang cấp trên khác trước.",
            f"{len(codes)} units still report to {closed.code} after {last_day}: {named}. "
            "Give them another superior first.",
        )
