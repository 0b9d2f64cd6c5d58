"""Which ranges of which index hold the issues of a list, each in the order of the list.

A filter that no index knows would be tried on all issues of a unit, one by one, and every index is written anew with
each change of an issue. So few of them serve all lists, and a list is put together from ranges: one of one state,
field or urgency from one for each state and urgency that it may show, any other one from what is to be answered and
from one for each state and urgency behind it. A unit has one row of an issue, so that none is in two ranges of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from database.types import Key, UtcTime
from workflows.issues.channels import URGENCIES
from workflows.issues.parties import BELOW, OWN, RAISED
from workflows.issues.states import MERGED, RESOLVED, STATES, TO_ANSWER, stage
from workflows.issues.tables import NOT_ANSWERED, NOT_OVER, OVER, issue_party

SCOPES = (OWN, BELOW, RAISED)
_SHOWN: Mapping[str, Sequence[str]] = {OWN: (RAISED, OWN), BELOW: (BELOW,), RAISED: (RAISED,)}
"""A unit's own issues are those that it raised, too."""
ENDED_STAGE = stage(RESOLVED)
STAGES = range(ENDED_STAGE + 1)
_PARTY = issue_party.c
_UNIT, _FIELD = sa.bindparam("unit_key", type_=Key), sa.bindparam("field", type_=sa.String)
_NOW = sa.bindparam("now", type_=UtcTime)

TOLD_LATER = "?"
"""In the place of a field: whichever the statement is told."""
Place = tuple[int, datetime, int]
"""Where a row stands in a list: its stage, its moment, its key."""
_BEGINNING = (datetime.min.replace(tzinfo=UTC), 0)
_END = (datetime.max.replace(tzinfo=UTC), 2**63 - 1)


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

    def shape(self) -> "Wanted":
        """The same for all fields: statements are put together once for each shape."""
        return replace(self, field=TOLD_LATER if self.field else "")


@dataclass(frozen=True)
class Range:
    """Rows that an index has side by side, all of one stage."""

    where: Sequence[sa.ColumnElement[bool]]
    stage: int

    def rows(self) -> sa.Select[Any]:
        """All of them."""
        place = _written(self.stage).label("stage")
        return sa.select(_PARTY.issue_key, place, _PARTY.ordered_at).where(
            _PARTY.unit_key == _UNIT, *self.where
        )

    def first(self, most: int) -> sa.Select[Any]:
        """So many of its rows after a place, in order."""
        after = [sa.bindparam(f"{name}_{self.stage}", type_=kind) for name, kind in _AFTER]
        behind = sa.tuple_(*_ORDER) > sa.tuple_(*after, types=[kind for _, kind in _AFTER])
        return self.rows().where(behind).order_by(*_ORDER).limit(_written(most))

    def last(self, most: int) -> sa.Select[Any]:
        """So many of its rows from its end, the last first."""
        return self.rows().order_by(*(column.desc() for column in _ORDER)).limit(_written(most))


_ORDER = (_PARTY.ordered_at, _PARTY.issue_key)
_AFTER = (("after_at", UtcTime), ("after_key", Key))


def _written(number: int) -> sa.ColumnElement[int]:
    """Written out: a store that knows how few rows are wanted goes along the index in their order."""
    return sa.literal_column(str(number), sa.Integer)


def first_of(ranges: Sequence[Range], most: int) -> sa.Subquery:
    """The first rows of ranges together, in order."""
    found = together([one.first(most) for one in ranges])
    order = (found.c.stage, found.c.ordered_at, found.c.issue_key)
    return sa.select(found).order_by(*order).limit(_written(most)).subquery()


def last_of(ranges: Sequence[Range], most: int) -> sa.Subquery:
    """The last rows of ranges of one stage together, the last first."""
    found = together([one.last(most) for one in ranges])
    order = (found.c.ordered_at.desc(), found.c.issue_key.desc())
    return sa.select(found).order_by(*order).limit(_written(most)).subquery()


def together(each: Sequence[sa.Select[Any]]) -> sa.Subquery:
    """The rows of ranges as if they were of one."""
    return sa.union_all(*(sa.select(one.subquery()) for one in each)).subquery()


def given(unit_key: int, wanted: Wanted, now: datetime, after: Place | None = None) -> Mapping[str, Any]:
    """What the ranges of a list are told: of each stage where to begin, after a place or at the top."""
    told: dict[str, Any] = {"unit_key": unit_key, "field": wanted.field, "now": now}
    for one in STAGES:
        told[f"after_at_{one}"], told[f"after_key_{one}"] = _begins(one, after)
    return told


def _begins(stage_of: int, after: Place | None) -> tuple[datetime, int]:
    if after is None or after[0] < stage_of:
        return _BEGINNING
    return after[1:] if after[0] == stage_of else _END


def ranges_of(wanted: Wanted) -> list[Range]:
    """The ranges of a list of one unit."""
    narrowed = wanted.field or wanted.urgency or (wanted.state in STATES and not wanted.overdue)
    found = _of_states(wanted, _states(wanted)) if narrowed else _of_stages(wanted)
    past = [_PARTY.ordered_at < _NOW] if wanted.overdue else []
    return [Range([*one.where, *past], one.stage) for one in found]


def _of_stages(wanted: Wanted) -> list[Range]:
    """What is to be answered has an index to itself: it is what most lists show, and all that can be overdue."""
    to_answer = [Range([_PARTY.scope == scope, NOT_ANSWERED], 0) for scope in _scopes(wanted)]
    behind = [] if wanted.overdue else [state for state in _states(wanted) if _stage(state)]
    return [*to_answer, *_of_states(wanted, behind)]


def _of_states(wanted: Wanted, states: Sequence[str]) -> list[Range]:
    of_field = [_PARTY.field == _FIELD] if wanted.field else []
    return [
        Range(
            [
                _PARTY.scope == scope,
                *of_field,
                _PARTY.state == state,
                _PARTY.urgency == urgency,
                _over(state),
            ],
            _stage(state),
        )
        for scope in _scopes(wanted)
        for state in states
        for urgency in ([wanted.urgency] if wanted.urgency else URGENCIES)
    ]


def _scopes(wanted: Wanted) -> Sequence[str]:
    return _SHOWN.get(wanted.scope, _SHOWN[OWN])


def _states(wanted: Wanted) -> Sequence[str]:
    if wanted.overdue:
        return sorted(TO_ANSWER)
    if wanted.state in STATES:
        return [wanted.state]
    return [state for state in (*STATES, MERGED) if not wanted.open_only or _stage(state) < ENDED_STAGE]


def _over(state: str) -> sa.ColumnElement[bool]:
    return OVER if _stage(state) == ENDED_STAGE else NOT_OVER


def _stage(state: str) -> int:
    return ENDED_STAGE if state == MERGED else stage(state)
