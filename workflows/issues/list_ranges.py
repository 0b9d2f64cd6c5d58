"""Which ranges of which index hold the issues of a list, each in the order of the list.

A filter that no index knows would be tried on all issues of a unit, one by one. So a list of one state or of one
urgency is put together from ranges: one for each unit, state and urgency that it may show.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.issues.channels import URGENCIES
from workflows.issues.parties import BELOW, OWN, RAISED
from workflows.issues.states import MERGED, RESOLVED, STATES, TO_ANSWER, stage
from workflows.issues.tables import issue_party

SCOPES = (OWN, BELOW, RAISED)
ENDED_STAGE = stage(RESOLVED)
_PARTY = issue_party.c
# with the very words of the partial indexes, or no store sees that they answer it
RAISED_HERE = _PARTY.why == sa.literal_column(f"'{RAISED}'")

Place = tuple[int, datetime, int]
"""Where a row stands in a list: its stage, its moment, its key."""


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
class Range:
    """Rows that an index has side by side; `stage` is theirs where all have the same, and then it orders nothing."""

    where: Sequence[sa.ColumnElement[bool]]
    stage: int | None = None

    def first(self, most: int, after: Place | None) -> sa.Select[Any] | None:
        """So many of its rows after a place, in order; None where the place is behind all of them."""
        if self.stage is not None and after is not None and after[0] > self.stage:
            return None
        order = [_PARTY.ordered_at, _PARTY.issue_key]
        if self.stage is None:
            order = [_PARTY.stage, *order]
        query = sa.select(_PARTY.issue_key, _PARTY.stage, _PARTY.ordered_at, _PARTY.why).where(*self.where)
        return query.where(*self._behind(order, after)).order_by(*order).limit(most)

    def keys(self) -> sa.Select[Any]:
        """All of them, to be counted as far as anybody wants."""
        return sa.select(_PARTY.issue_key).where(*self.where)

    def _behind(self, order: Sequence[Any], after: Place | None) -> list[sa.ColumnElement[bool]]:
        if after is None or (self.stage is not None and after[0] < self.stage):
            return []
        place = after[-len(order) :]
        return [sa.tuple_(*order) > sa.tuple_(*place, types=[column.type for column in order])]


def ranges_of(unit_keys: Collection[int], wanted: Wanted, now: datetime) -> list[Range]:
    """The ranges of a list, none where there is no unit."""
    by_state = wanted.urgency or (wanted.state in STATES and not wanted.overdue)
    found = (_of_states if by_state else _of_stages)(wanted, now)
    return [
        Range([_PARTY.unit_key == key, _scope(wanted), *_field(wanted), *one.where], one.stage)
        for key in sorted(unit_keys)
        for one in found
    ]


def _scope(wanted: Wanted) -> sa.ColumnElement[bool]:
    return (
        RAISED_HERE
        if wanted.scope == RAISED
        else _PARTY.scope == (wanted.scope if wanted.scope in SCOPES else OWN)
    )


def _field(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    return [_PARTY.field == wanted.field] if wanted.field else []


def _of_stages(wanted: Wanted, now: datetime) -> list[Range]:
    if wanted.overdue:
        return [Range([_PARTY.stage == 0, _PARTY.ordered_at < now])]
    return [Range([_PARTY.stage < ENDED_STAGE] if wanted.open_only else [])]


def _of_states(wanted: Wanted, now: datetime) -> list[Range]:
    past = [_PARTY.ordered_at < now] if wanted.overdue else []
    return [
        Range([_PARTY.state == state, _PARTY.urgency == urgency, *past], _stage(state))
        for state in _states(wanted)
        for urgency in ([wanted.urgency] if wanted.urgency else URGENCIES)
    ]


def _states(wanted: Wanted) -> Sequence[str]:
    if wanted.overdue:
        return sorted(TO_ANSWER)
    if wanted.state in STATES:
        return [wanted.state]
    return [state for state in (*STATES, MERGED) if not wanted.open_only or _stage(state) < ENDED_STAGE]


def _stage(state: str) -> int:
    return ENDED_STAGE if state == MERGED else stage(state)
