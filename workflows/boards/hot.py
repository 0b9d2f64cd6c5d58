"""Hot spots as the boards show them: what is urgent to answer, where many issues came, which incidents run.

Cost: for each unit of the reader one range of an index; for each place that is shown a count that ends at COUNTED.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.boards.hot_spots import of_place
from workflows.boards.owed import COUNTED, Owed
from workflows.boards.tables import hot_spot, hot_spot_unit
from workflows.issues.owed import urgent_line, urgent_of
from workflows.issues.parties import seen_by_units
from workflows.issues.tables import issue
from workflows.issues.taxonomy import category_names
from workflows.matter import Words
from workflows.response.finding import running
from workflows.response.owed import running_line

MOST_PLACES = 30
MOST_URGENT = 30


@dataclass(frozen=True)
class Place:
    """A place and a field of which `issues` came since a day: at least `limit` in `days` days."""

    name: str
    field: Words
    issues: int
    since: date
    began_at: datetime
    limit: int
    days: int
    href: str


@dataclass(frozen=True)
class Hot:
    """Hot spots of a reader: incidents and urgent issues, first what is due first, and places, most issues first.

    The totals count to COUNTED + 1.
    """

    running: Sequence[Owed]
    running_total: int
    urgent: Sequence[Owed]
    urgent_total: int
    places: Sequence[Place]
    places_total: int


def hot_spots(
    session: Session, viewer: Viewer, now: datetime, *, urgent: int = MOST_URGENT, places: int = MOST_PLACES
) -> Hot:
    """What is hot in the reader's units and all below them."""
    keys = sorted(viewer.unit_keys())
    urgent_rows, urgent_total = _urgent(session, keys, urgent)
    place_rows, places_total = _places(session, keys, local_day(now), places)
    incidents, incidents_total = running(session, keys, now, urgent, COUNTED + 1)
    return Hot(
        running=[running_line(row, now) for row in incidents],
        running_total=incidents_total,
        urgent=[urgent_line(row, now) for row in urgent_rows],
        urgent_total=urgent_total,
        places=place_rows,
        places_total=places_total,
    )


def _urgent(session: Session, unit_keys: Sequence[int], limit: int) -> tuple[list[Any], int]:
    found: dict[int, Any] = {}
    total = 0
    for key in unit_keys:
        rows, counted = urgent_of(session, key, limit, COUNTED + 1)
        found |= {row.key: row for row in rows}
        total += counted
    ordered = sorted(found.values(), key=lambda row: (row.due_at, row.key))
    return ordered[:limit], min(total, COUNTED + 1)


def _places(session: Session, unit_keys: Sequence[int], today: date, limit: int) -> tuple[list[Place], int]:
    going_on = (
        sa.select(hot_spot_unit.c.hot_spot_key)
        .where(hot_spot_unit.c.unit_key.in_(unit_keys), hot_spot_unit.c.until >= today)
        .order_by(hot_spot_unit.c.until.desc(), hot_spot_unit.c.hot_spot_key)
        .limit(COUNTED + 1)
    )
    keys = list(dict.fromkeys(session.scalars(going_on)))
    rows = session.execute(
        sa.select(hot_spot, unit.c.name, unit.c.handle)
        .join(unit, unit.c.key == hot_spot.c.place_unit_key)
        .where(hot_spot.c.key.in_(keys[:limit]))
    ).all()
    names = category_names(session, sorted({row.field for row in rows}))
    places = [_place(session, row, names, today) for row in rows]
    return sorted(places, key=lambda one: (-one.issues, one.name, one.href)), len(keys)


def _place(session: Session, row: Any, names: Mapping[str, Words], today: date) -> Place:
    since = today - timedelta(days=row.days - 1)
    some = of_place(row.place_unit_key, row.field, since).limit(COUNTED + 1).subquery()
    counted = session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one()
    return Place(
        name=row.name,
        field=names[row.field],
        issues=counted,
        since=since,
        began_at=row.began_at,
        limit=row.issues,
        days=row.days,
        href=f"/hot-spots/{row.key}",
    )


def place_of(session: Session, viewer: Viewer, key: int, now: datetime) -> tuple[Place, Sequence[Any]] | None:
    """One hot spot with its newest issues; None where it is on no board of the reader.

    What others took down there is counted, and shown only to those who are party to it.
    """
    keys = sorted(viewer.unit_keys())
    seen = sa.exists().where(
        hot_spot_unit.c.hot_spot_key == hot_spot.c.key, hot_spot_unit.c.unit_key.in_(keys)
    )
    row = session.execute(
        sa.select(hot_spot, unit.c.name, unit.c.handle)
        .join(unit, unit.c.key == hot_spot.c.place_unit_key)
        .where(hot_spot.c.key == key, seen)
    ).one_or_none()
    if row is None:
        return None
    place = _place(session, row, category_names(session, [row.field]), local_day(now))
    newest = session.execute(
        sa.select(issue, unit.c.name.label("register_name"))
        .join(unit, unit.c.key == issue.c.unit_key)
        .where(
            issue.c.place_unit_key == row.place_unit_key,
            issue.c.field == row.field,
            issue.c.raised_on >= place.since,
            issue.c.merged_into.is_(None),
            seen_by_units(keys, issue.c.key),
        )
        .order_by(issue.c.raised_on.desc(), issue.c.key.desc())
        .limit(MOST_URGENT)
    ).all()
    return place, newest
