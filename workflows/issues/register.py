"""The register as lists: what my unit has to answer, overdue first; every list is one range of an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import text_key, text_time, time_text
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.issues.list_ranges import Place, Range, Wanted, ranges_of
from workflows.issues.parties import BELOW, OWN, RAISED
from workflows.issues.tables import issue, issue_party

PAGE = 50
COUNTED = 1_000
"""As far as rows are counted; beyond it stands "more than"."""
LONGEST_CURSOR = 80


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
    Cost: one page of each range of an index that the list is put together from, at most 28 for each of the units.
    """
    ranges = ranges_of(viewer.unit_keys(), wanted, now)
    found = _first(session, ranges, _place_of(cursor))
    rows = list({row.key: row for row in found[:PAGE]}.values())
    total = _count(session, ranges, COUNTED + 1)
    more = len(found) > PAGE
    return Listed(rows, min(total, COUNTED), total > COUNTED, cursor_of(found[PAGE - 1]) if more else None)


def overdue_count(session: Session, viewer: Viewer, now: datetime, scope: str = OWN) -> int:
    """How many issues of a scope are past their date and not answered, up to COUNTED."""
    return _count(session, ranges_of(viewer.unit_keys(), Wanted(scope=scope, overdue=True), now), COUNTED)


def _first(session: Session, ranges: Sequence[Range], after: Place | None) -> Sequence[Any]:
    """The first rows of all ranges together, one more than a page."""
    first = [query for one in ranges if (query := one.first(PAGE + 1, after)) is not None]
    if not first:
        return []
    keys = sa.union_all(*(sa.select(query.subquery()) for query in first)).subquery()
    query = (
        sa.select(
            *(column for column in issue.c if column is not issue.c.due_words),  # long, and no list shows it
            _CHARGE.c.name.label("charge_name"),
            _CHARGE.c.handle.label("charge_handle"),
            _RAISED.c.name.label("raised_name"),
            _PLACE.c.name.label("place_name"),
            _REGISTER.c.name.label("register_name"),
            keys.c.stage,
            keys.c.ordered_at,
            keys.c.why,
        )
        .select_from(
            keys.join(issue, issue.c.key == keys.c.issue_key)
            .join(_CHARGE, _CHARGE.c.key == issue.c.charge_unit_key)
            .join(_RAISED, _RAISED.c.key == issue.c.raised_unit_key)
            .join(_PLACE, _PLACE.c.key == issue.c.place_unit_key)
            .join(_REGISTER, _REGISTER.c.key == issue.c.unit_key)
        )
        .order_by(keys.c.stage, keys.c.ordered_at, keys.c.issue_key)
        .limit(PAGE + 1)
    )
    return session.execute(query).all()


def _count(session: Session, ranges: Sequence[Range], most: int) -> int:
    if not ranges:
        return 0
    some = sa.union_all(*(one.keys() for one in ranges)).limit(most).subquery()
    return int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def sees_below(session: Session, viewer: Viewer) -> bool:
    """Whether there is anything in the list of the units below."""
    where = (issue_party.c.unit_key.in_(sorted(viewer.unit_keys())), issue_party.c.scope == BELOW)
    return session.execute(sa.select(issue_party.c.issue_key).where(*where).limit(1)).first() is not None


def raises_any(session: Session, viewer: Viewer) -> bool:
    """Whether the viewer's units have raised anything."""
    where = (issue_party.c.unit_key.in_(sorted(viewer.unit_keys())), issue_party.c.why == RAISED)
    return session.execute(sa.select(issue_party.c.issue_key).where(*where).limit(1)).first() is not None


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
