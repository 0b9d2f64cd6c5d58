"""The register as lists: what my unit has to answer, overdue first; every list is one range of an index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from database.types import text_time, time_text
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.issues.parties import BELOW, OWN, RAISED
from workflows.issues.states import RESOLVED, STATES, stage
from workflows.issues.tables import issue, issue_party

PAGE = 50
COUNTED = 1_000
"""As far as rows are counted; beyond it stands "more than"."""
LONGEST_CURSOR = 80
SCOPES = (OWN, BELOW, RAISED)
ENDED_STAGE = stage(RESOLVED)


@dataclass(frozen=True)
class Wanted:
    """Which issues: of one's own units, of those below, or what one's units raised; empty for all.

    They are narrowed by state, field and urgency. `open_only` leaves out what has ended; `overdue` shows only what is
    past its date and not answered.
    """

    scope: str = OWN
    state: str = ""
    field: str = ""
    urgency: str = ""
    open_only: bool = True
    overdue: bool = False


@dataclass(frozen=True)
class Listed:
    """One page of issues. `total` is exact up to COUNTED; `has_more` says that there are more than that."""

    rows: Sequence[Any]
    total: int
    has_more: bool
    next_cursor: str | None


_CHARGE, _RAISED, _PLACE = unit.alias("charge"), unit.alias("raised"), unit.alias("place")
_COLUMNS = (
    issue,
    _CHARGE.c.name.label("charge_name"),
    _CHARGE.c.handle.label("charge_handle"),
    _RAISED.c.name.label("raised_name"),
    _PLACE.c.name.label("place_name"),
    issue_party.c.stage,
    issue_party.c.ordered_at,
    issue_party.c.why,
)
_ROWS = (
    issue_party.join(issue, issue.c.key == issue_party.c.issue_key)
    .join(_CHARGE, _CHARGE.c.key == issue.c.charge_unit_key)
    .join(_RAISED, _RAISED.c.key == issue.c.raised_unit_key)
    .join(_PLACE, _PLACE.c.key == issue.c.place_unit_key)
)


def list_issues(session: Session, viewer: Viewer, wanted: Wanted, now: datetime, cursor: str = "") -> Listed:
    """The issues of the viewer's units: to be answered first, the longest overdue on top, then by what they wait for.

    An issue that two of the viewer's units see stands once for each of these units' lists; most people have one.
    """
    narrowed = [*_narrowed(viewer, wanted, now)]
    query = (
        sa.select(*_COLUMNS)
        .select_from(_ROWS)
        .where(*narrowed, *_after(cursor))
        .order_by(issue_party.c.stage, issue_party.c.ordered_at, issue_party.c.issue_key)
        .limit(PAGE + 1)
    )
    found = session.execute(query).all()
    rows = list({row.key: row for row in found[:PAGE]}.values())
    counted = sa.select(issue_party.c.issue_key).select_from(_counted_from(wanted)).where(*narrowed)
    total = session.execute(
        sa.select(sa.func.count()).select_from(counted.limit(COUNTED + 1).subquery())
    ).scalar_one()
    more = len(found) > PAGE
    return Listed(rows, min(total, COUNTED), total > COUNTED, cursor_of(found[PAGE - 1]) if more else None)


def overdue_count(session: Session, viewer: Viewer, now: datetime, scope: str = OWN) -> int:
    """How many issues of a scope are past their date and not answered, up to COUNTED."""
    where = _narrowed(viewer, Wanted(scope=scope, overdue=True), now)
    some = sa.select(issue_party.c.issue_key).where(*where).limit(COUNTED).subquery()
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


def _narrowed(viewer: Viewer, wanted: Wanted, now: datetime) -> list[sa.ColumnElement[bool]]:
    party = issue_party.c
    scope = wanted.scope if wanted.scope in SCOPES else OWN
    where = [
        party.unit_key.in_(sorted(viewer.unit_keys())),
        party.why == RAISED if scope == RAISED else party.scope == scope,
    ]
    if wanted.field:
        where.append(party.field == wanted.field)
    if wanted.overdue:
        where += [party.stage == 0, party.ordered_at < now]
    elif wanted.state in STATES:
        where += [party.stage == stage(wanted.state), issue.c.state == wanted.state]
    elif wanted.open_only:
        where.append(party.stage < ENDED_STAGE)
    if wanted.urgency:
        where.append(issue.c.urgency == wanted.urgency)
    return where


def _counted_from(wanted: Wanted) -> sa.FromClause:
    """What is counted needs the issue's own row only where a filter asks for it."""
    if wanted.urgency or (wanted.state in STATES and not wanted.overdue):
        return issue_party.join(issue, issue.c.key == issue_party.c.issue_key)
    return issue_party


def _after(cursor: str) -> list[sa.ColumnElement[bool]]:
    """The rows after those shown already; a cursor that nobody made begins at the top."""
    parts = cursor.split("~") if len(cursor) <= LONGEST_CURSOR else []
    try:
        place, at, key = int(parts[0]), text_time(parts[1]), int(parts[2])
    except (IndexError, ValueError):
        return []
    party = issue_party.c
    shown = sa.tuple_(party.stage, party.ordered_at, party.issue_key)
    types = [party.stage.type, party.ordered_at.type, party.issue_key.type]
    return [shown > sa.tuple_(place, at, key, types=types)]
