"""What the places are called by which the issues of a unit are counted: the units below it, or its own areas."""

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from workflows.indicators.changes import BELOW, PLACE, Counts
from workflows.indicators.flows import totals
from workflows.indicators.reading import Waiting
from workflows.indicators.window import Window
from workflows.issue_words import WHOLE_UNIT

Words = Mapping[str, str]
ITSELF: Words = {"vi": "Đơn vị này", "en": "The unit itself"}
WHOLE: Words = {"vi": "Toàn địa bàn", "en": "All of its ground"}


def by_place(session: Session, window: Window, waiting: Waiting, whole: Counts) -> list[tuple[Words, Counts]]:
    """What changed in a window by the unit below through which it came; where there is none, by area.

    `whole` is what changed altogether: what came through no unit below is the unit's own.
    """
    below = totals(session, window, waiting, BELOW)
    if not below:
        areas = totals(session, window, waiting, PLACE)
        names = _area_names(session, list(areas))
        return [(WHOLE if area == WHOLE_UNIT else names[area], counts) for area, counts in areas.items()]
    rows = session.execute(sa.select(unit.c.key, unit.c.name).where(unit.c.key.in_(map(int, below))))
    names = {str(row.key): _same(row.name) for row in rows}
    found = [(names[key], counts) for key, counts in below.items()]
    own = Counter(whole)
    for counts in below.values():
        own.subtract(counts)
    return [*found, (ITSELF, own)] if any(own.values()) else found


def _area_names(session: Session, areas: list[str]) -> dict[str, Words]:
    """A unit by its name; a place that is none is called as it was written."""
    rows = session.execute(sa.select(unit.c.handle, unit.c.name).where(unit.c.handle.in_(areas)))
    known = {row.handle: row.name for row in rows}
    return {area: _same(known.get(area, area)) for area in areas}


def _same(text: str) -> Words:
    return {"vi": text, "en": text}
