"""The tree below a code on any day: read once for all the days between two changes of the line."""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa

from database.session import Session
from organisation.routes import REPORT, Placed
from organisation.tables import route, unit
from organisation.tree import tree
from organisation.units import find_unit

ONE_DAY = timedelta(days=1)


class Trees:
    """trees(day): the unit that carries the code on that day and all below it, as `organisation.tree` gives them.

    Raises UnitUnknown for a day on which there is none, RouteCircle.
    """

    def __init__(self, session: Session, root_code: str) -> None:
        self._session, self._code = session, root_code
        self._changes = _changes(session, root_code)
        self._read: dict[int, Sequence[Placed]] = {}

    def __call__(self, day: date) -> Sequence[Placed]:
        """The tree of a day."""
        between = bisect_right(self._changes, day)
        if between not in self._read:
            root = find_unit(self._session, self._code, day)
            self._read[between] = tree(self._session, root.key, day)
        return self._read[between]


def mark_of_trees(session: Session) -> str:
    """Another one as soon as anything is that a tree of any day is made of; names of units are not."""
    units = sa.select(
        unit.c.key, unit.c.code, unit.c.level, unit.c.kind, unit.c.valid_from, unit.c.valid_to
    ).order_by(unit.c.key)
    routes = (
        sa.select(route.c.key, route.c.from_unit, route.c.to_unit, route.c.valid_from, route.c.valid_to)
        .where(route.c.line == REPORT)
        .order_by(route.c.key)
    )
    mark = hashlib.sha256()
    for query in (units, routes):
        mark.update(repr(session.execute(query).all()).encode())
    return mark.hexdigest()


def _changes(session: Session, root_code: str) -> list[date]:
    """The days on which some route, or the unit itself, begins or is no more."""
    own = sa.select(unit.c.valid_from, unit.c.valid_to).where(unit.c.code == root_code)
    routes = sa.select(route.c.valid_from, route.c.valid_to).where(route.c.line == REPORT).distinct()
    spans = [*session.execute(own).all(), *session.execute(routes).all()]
    begins = {first for first, _last in spans if first is not None}
    ends = {last + ONE_DAY for _first, last in spans if last is not None}
    return sorted(begins | ends)
