"""The register as lists: what my unit has to answer, overdue first; every list is ranges of an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from database.types import text_key, text_time, time_text
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.issues.list_ranges import Place, Wanted, first_of, given, ranges_of, together
from workflows.issues.parties import BELOW, OWN, RAISED
from workflows.issues.tables import NOT_OVER, OVER, issue, issue_party

PAGE = 50
COUNTED = 1_000
"""As far as rows are counted; beyond it stands "more than"."""
LONGEST_CURSOR = 80
STATEMENTS = 100
"""As many ways of asking are remembered."""


@dataclass(frozen=True)
class Listed:
    """One page of issues. `total` is exact up to COUNTED; `has_more` says that there are more than that."""

    rows: Sequence[Any]
    total: int
    has_more: bool
    next_cursor: str | None


_CHARGE, _RAISED, _PLACE = unit.alias("charge"), unit.alias("raised"), unit.alias("place")
_REGISTER = unit.alias("register")


def list_issues(session: Session, viewer: Viewer, wanted: Wanted, now: datetime, cursor: str = "") -> Listed:
    """The issues of the viewer's units: to be answered first, the longest overdue on top, then by what they wait for.

    An issue that two of the viewer's units see stands once for each of these units' lists; most people have one.
    Cost: one page of each range of an index that the list is put together from, at most 56 for each of the units.
    """
    found = _first(session, viewer, wanted, now, _place_of(cursor))
    rows = list({row.key: row for row in found[:PAGE]}.values())
    total = _count(session, viewer, wanted, now)
    more = len(found) > PAGE
    return Listed(rows, min(total, COUNTED), total > COUNTED, cursor_of(found[PAGE - 1]) if more else None)


def overdue_count(session: Session, viewer: Viewer, now: datetime, scope: str = OWN) -> int:
    """How many issues of a scope are past their date and not answered, up to COUNTED."""
    return min(_count(session, viewer, Wanted(scope=scope, overdue=True), now), COUNTED)


def _first(
    session: Session, viewer: Viewer, wanted: Wanted, now: datetime, after: Place | None
) -> Sequence[Any]:
    """The first rows of all the viewer's units together, one more than a page."""
    page = _page(wanted.shape(), PAGE + 1)
    found = [row for key in viewer.unit_keys() for row in page.run(session, given(key, wanted, now, after))]
    return sorted(found, key=attrgetter("stage", "ordered_at", "key"))[: PAGE + 1]


def _count(session: Session, viewer: Viewer, wanted: Wanted, now: datetime) -> int:
    """How many there are; more than COUNTED means that there are more than that."""
    counted = _counted(wanted.shape())
    return sum(counted.run(session, given(key, wanted, now)).scalar_one() for key in viewer.unit_keys())


@lru_cache(STATEMENTS)
def _page(shape: Wanted, most: int) -> Prepared:
    """The first rows of one unit's ranges, put together once for each way of asking: that is the dear part of it."""
    keys = first_of(ranges_of(shape), most)
    query = (
        sa.select(
            issue,
            _CHARGE.c.name.label("charge_name"),
            _CHARGE.c.handle.label("charge_handle"),
            _RAISED.c.name.label("raised_name"),
            _PLACE.c.name.label("place_name"),
            _REGISTER.c.name.label("register_name"),
            keys.c.stage,
            keys.c.ordered_at,
        )
        .select_from(
            keys.join(issue, issue.c.key == keys.c.issue_key)
            .join(_CHARGE, _CHARGE.c.key == issue.c.charge_unit_key)
            .join(_RAISED, _RAISED.c.key == issue.c.raised_unit_key)
            .join(_PLACE, _PLACE.c.key == issue.c.place_unit_key)
            .join(_REGISTER, _REGISTER.c.key == issue.c.unit_key)
        )
        .order_by(keys.c.stage, keys.c.ordered_at, keys.c.issue_key)
    )
    return Prepared(query)


@lru_cache(STATEMENTS)
def _counted(shape: Wanted) -> Prepared:
    some = sa.select(together([one.rows() for one in ranges_of(shape)])).limit(COUNTED + 1).subquery()
    return Prepared(sa.select(sa.func.count()).select_from(some))


def sees_below(session: Session, viewer: Viewer) -> bool:
    """Whether there is anything in the list of the units below."""
    return _sees_any(session, viewer, BELOW)


def raises_any(session: Session, viewer: Viewer) -> bool:
    """Whether the viewer's units have raised anything."""
    return _sees_any(session, viewer, RAISED)


def _sees_any(session: Session, viewer: Viewer, scope: str) -> bool:
    """One probe of the index of what has not ended, and one of the other."""
    party = issue_party.c
    seen = (party.unit_key.in_(sorted(viewer.unit_keys())), party.scope == scope)
    probes = (sa.select(party.issue_key).where(*seen, over).limit(1) for over in (NOT_OVER, OVER))
    return any(session.execute(probe).first() is not None for probe in probes)


def cursor_of(row: Any) -> str:
    """Where the next page begins."""
    return f"{row.stage}~{time_text(row.ordered_at)}~{row.key}"


def _place_of(cursor: str) -> Place | None:
    """The place of the row shown last; a cursor that nobody made begins at the top."""
    parts = cursor.split("~") if len(cursor) <= LONGEST_CURSOR else []
    try:
        return text_key(parts[0]), text_time(parts[1]), text_key(parts[2])
    except (IndexError, ValueError):
        return None
