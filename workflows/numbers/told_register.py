"""Which issues of the register the issues of reports are: their numbers, how they stand now, what they joined."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.issues.parties import seen_by_units
from workflows.issues.register_key import believed, register_key_in
from workflows.issues.tables import issue, issue_source
from workflows.issues.words import number_of
from workflows.numbers.counted_once import ends
from workflows.tables import report_issue_origin


@dataclass(frozen=True)
class Registered:
    """An issue of the register; `key` leads to it where the reader may see it. `into` is the one that it joined."""

    key: int | None
    number: str
    state: str
    into: "Registered | None" = None


def registered(
    session: Session, viewer: Viewer | None, report_issue_keys: Iterable[int]
) -> Mapping[int, Sequence[Registered]]:
    """For each issue of a report those of the register that it tells of; without a viewer none of them leads on."""
    told = told_of(session, report_issue_keys)
    whom = ends(session, {key for keys in told.values() for key in keys})
    rows = _issues(session, viewer, {*whom, *whom.values()})
    return {
        key: [
            _registered(rows[one], rows[whom[one]] if whom[one] != one else None) for one in sorted(set(keys))
        ]
        for key, keys in told.items()
    }


def told_of(session: Session, report_issue_keys: Iterable[int]) -> dict[int, list[int]]:
    """The keys of the register by that of a report's issue: noted at its acceptance, before that of its origins."""
    keys = sorted(set(report_issue_keys))
    found: dict[int, list[int]] = {}
    own = sa.select(issue_source.c.report_issue_key.label("key"), issue_source.c.issue_key).where(
        issue_source.c.report_issue_key.in_(keys)
    )
    carried = (
        sa.select(report_issue_origin.c.issue_key.label("key"), issue_source.c.issue_key)
        .join(issue_source, issue_source.c.report_issue_key == report_issue_origin.c.origin_key)
        .where(report_issue_origin.c.issue_key.in_(keys))
    )
    for row in session.execute(own.union(carried)):
        found.setdefault(row.key, []).append(row.issue_key)
    return found


def numbers_told(
    session: Session, unit_key: int, answers: Mapping[str, Any], keys: Mapping[int, int]
) -> dict[int, list[str]]:
    """The numbers in the register of a version's issues, by position, as far as they have one when it is sent.

    `keys` are those of its issues by position. Where two were merged the number is that of the one that counts.
    """
    told = told_of(session, keys.values())
    rows = answers.get("issues") or []
    named = {position: register_key_in(row) for position, row in enumerate(rows, 1)}
    mine = believed(session, unit_key, named.values())
    known = {position: {*told.get(key, ()), *({named[position]} & mine)} for position, key in keys.items()}
    end = ends(session, {one for found in known.values() for one in found})
    numbers = {row.key: number_of(row) for row in _issues(session, None, end.values()).values()}
    return {
        position: [numbers[one] for one in sorted({end[key] for key in found})]
        for position, found in known.items()
    }


def _issues(session: Session, viewer: Viewer | None, keys: Iterable[int]) -> dict[int, Any]:
    units = viewer.unit_keys() if viewer else ()
    seen = seen_by_units(sorted(units), issue.c.key) if units else sa.false()
    rows = session.execute(
        sa.select(issue.c.key, issue.c.number, issue.c.year, issue.c.state, seen.label("seen")).where(
            issue.c.key.in_(sorted(keys))
        )
    )
    return {row.key: row for row in rows}


def _registered(row: Any, into: Any) -> Registered:
    return Registered(
        row.key if row.seen else None,
        number_of(row),
        row.state,
        _registered(into, None) if into is not None else None,
    )
