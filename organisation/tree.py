"""The whole line below a unit on one day: read in one query, placed in one pass."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from database.session import Session
from organisation.days import in_force
from organisation.errors import RouteCircle
from organisation.routes import REPORT, Placed
from organisation.tables import route, unit
from organisation.units import COLUMNS, Unit, as_unit, unit_by_key


def tree(session: Session, root_key: int, on: date) -> list[Placed]:
    """Every unit from the root down as the routes stand on a day: a unit before those below it, by code.

    Raises RouteCircle naming the units that report to each other, UnitUnknown for the root.
    """
    below: dict[int, list[Unit]] = defaultdict(list)
    for row in session.execute(_reached(root_key, on)):
        below[row.to_unit].append(as_unit(row))
    root = unit_by_key(session, root_key)
    return _place(Placed(root, None, 0, f"/{root_key}/"), below)


def _reached(root_key: int, on: date) -> sa.Select[tuple[object, ...]]:
    """The routes in force at or below the root. UNION drops repetitions, so a circle ends the search too."""
    routes = sa.select(route.c.from_unit, route.c.to_unit).where(route.c.line == REPORT, in_force(route, on))
    found = routes.where(route.c.to_unit == root_key).cte("found", recursive=True)
    found = found.union(routes.where(route.c.to_unit == found.c.from_unit))
    return (
        sa.select(found.c.to_unit, *COLUMNS)
        .join(unit, unit.c.key == found.c.from_unit)
        .order_by(unit.c.code, unit.c.key)
    )


def _place(root: Placed, below: Mapping[int, Sequence[Unit]]) -> list[Placed]:
    placed: list[Placed] = []
    seen = {root.unit.key: root}
    waiting = [root]
    while waiting:
        above = waiting.pop()
        placed.append(above)
        for found in reversed(below.get(above.unit.key, ())):
            if found.key in seen:
                raise RouteCircle(_codes_between(seen, found.key, above))
            child = Placed(found, above.unit.key, above.depth + 1, f"{above.path}{found.key}/")
            seen[found.key] = child
            waiting.append(child)
    return placed


def _codes_between(seen: Mapping[int, Placed], top: int, bottom: Placed) -> list[str]:
    """The codes along the circle, from the unit met again down to the one it reports to."""
    keys = [int(key) for key in bottom.path.strip("/").split("/")]
    circle = keys[keys.index(top) :] if top in keys else [top, bottom.unit.key]
    return [seen[key].unit.code for key in reversed(circle)]
