"""Who may see an issue: the unit that raised it, all above that unit at that time, and whoever gets a task of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.prepared import Prepared
from database.session import Session
from organisation.days import local_day
from organisation.succession import line_above as line_on
from organisation.viewer import Viewer
from workflows.issues.record import list_order
from workflows.issues.tables import issue_party

RAISED, OWN, BELOW = "raised", "own", "below"
RECEIVED, ABOVE, CHARGE, TASK = "received", "above", "charge", "task"
JOINED = "merged"
"""An issue that the unit saw was merged into this one."""
SCOPE_OF: Mapping[str, str] = {
    RAISED: RAISED,
    **dict.fromkeys((RECEIVED, CHARGE, TASK, JOINED), OWN),
    ABOVE: BELOW,
}
"""In which of its lists a unit sees an issue follows from why it sees it."""


def _among_its_own(insert: Any) -> Any:
    put = insert(issue_party)
    return put.on_conflict_do_update(
        index_elements=["unit_key", "issue_key"],
        set_={"why": put.excluded.why, "scope": put.excluded.scope},
        where=issue_party.c.scope == BELOW,
    )


_INSERTS = (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
_ADMIT = Prepared({name: _among_its_own(insert) for name, insert in _INSERTS})
_ADMIT_ABOVE = Prepared({name: insert(issue_party).on_conflict_do_nothing() for name, insert in _INSERTS})


def admit(session: Session, row: Any, unit_keys: Sequence[int], why: str, since: datetime) -> None:
    """Let units see an issue from now on. A unit that saw it from above sees it among its own once it acts in it."""
    admit_each(session, row, [(unit_key, why) for unit_key in unit_keys], since)


def admit_each(session: Session, row: Any, units: Sequence[tuple[int, str]], since: datetime) -> None:
    """The same for units that see it for different reasons, once each.

    Of several reasons of one unit the first is kept, but any other rather than that it is above.
    """
    same = {"issue_key": row.key, "since": since, **list_order(row)}
    kept: dict[int, str] = {}
    for unit_key, why in units:
        if kept.get(unit_key, ABOVE) == ABOVE:
            kept[unit_key] = why
    parties = [{"unit_key": key, "why": why, "scope": SCOPE_OF[why], **same} for key, why in kept.items()]
    _put(session, _ADMIT, [party for party in parties if party["why"] != ABOVE])
    _put(session, _ADMIT_ABOVE, [party for party in parties if party["why"] == ABOVE])


def _put(session: Session, statement: Prepared, parties: Sequence[Mapping[str, Any]]) -> None:
    if parties:
        statement.changed_by(session, parties)


def line_above(session: Session, unit_key: int, since: datetime) -> list[int]:
    """The keys of all units above a unit on the day of a moment, nearest first; of a closed one its heir's, too."""
    return [unit.key for unit in line_on(session, unit_key, local_day(since))]


def seen_by_units(unit_keys: Sequence[int], issue_key: sa.ColumnElement[int] | int) -> sa.ColumnElement[bool]:
    """Whether one of these units is a party to an issue."""
    return sa.exists().where(
        issue_party.c.unit_key.in_(sorted(unit_keys)), issue_party.c.issue_key == issue_key
    )


def may_see(session: Session, viewer: Viewer, issue_key: int) -> bool:
    """Whether a viewer may see an issue: one of his units is a party to it. Nobody else, whatever his office."""
    query = sa.select(seen_by_units(sorted(viewer.unit_keys()), issue_key))
    return bool(session.execute(query).scalar_one())
