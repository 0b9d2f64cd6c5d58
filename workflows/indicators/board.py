"""All indicators of one unit in one window, for whoever may see that unit."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.tables import level, unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.errors import NotYours
from workflows.indicators.changes import FIELD, Counts
from workflows.indicators.reading import (
    Answered,
    Punctual,
    answered,
    flows,
    programmes,
    punctual,
    waiting_changes,
)
from workflows.indicators.share import Share
from workflows.indicators.window import Window
from workflows.issues.taxonomy import category_names, programme_names

Words = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What is asked for, all of it optional: the unit's handle and the days."""

    handle: str = ""
    first: date | None = None
    last: date | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Indicators:
    """The numbers of a page. `by_field` and `by_month` are what changed within the window."""

    unit_name: str
    window: Window
    answered: Answered
    punctual: Punctual
    programmes: Mapping[str, Share]
    by_field: Mapping[str, Counts]
    by_month: Mapping[str, Counts]
    names: Mapping[str, Words]


def indicators(session: Session, viewer: Viewer, asked: Asked, now: datetime) -> Indicators:
    """The indicators of a unit; without a handle those of the viewer's own. NotYours for a unit he may not see.

    A window that is not named runs from the first day of the year to today, and is told as of today.
    """
    today = local_day(now)
    found = _unit(session, viewer, asked.handle, today)
    window = Window(
        unit_key=found.key,
        first=asked.first or date(today.year, 1, 1),
        last=asked.last or today,
        as_of=min(asked.as_of or today, today),
    )
    waiting = waiting_changes(session)
    changed = flows(session, window, waiting, FIELD, lambda day: f"{day:%Y-%m}")
    shares = programmes(session, window, waiting)
    by_field = _summed((field, counts) for (field, _), counts in changed.items())
    return Indicators(
        unit_name=found.name,
        window=window,
        answered=answered(session, window, waiting),
        punctual=punctual(session, window, waiting),
        programmes=shares,
        by_field=by_field,
        by_month=_summed((month, counts) for (_, month), counts in changed.items()),
        names={**category_names(session, sorted(by_field)), **programme_names(session, sorted(shares))},
    )


def _unit(session: Session, viewer: Viewer, handle: str, today: date) -> Any:
    """The unit that is named; else the viewer's highest."""
    query = (
        sa.select(unit.c.key, unit.c.name)
        .outerjoin(level, level.c.code == unit.c.level)
        .where(sees_unit(viewer, today))
        .order_by(sa.func.coalesce(level.c.rank, 99), unit.c.key)
    )
    if handle:
        query = query.where(unit.c.handle == handle)
    elif viewer.unit_keys():
        query = query.where(unit.c.key.in_(sorted(viewer.unit_keys())))
    row = session.execute(query.limit(1)).first()
    if row is None:
        raise NotYours
    return row


def _summed(pairs: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for name, counts in pairs:
        found.setdefault(name, Counter()).update(counts)
    return dict(sorted(found.items()))
