"""The cycle board: how many reports are expected below a unit, what became of them, and who holds them now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.days_lost import NOTHING_LOST, Lost, days_lost
from workflows.errors import NotYours
from workflows.holder import Holder, holders
from workflows.search import folded
from workflows.subject import of_report
from workflows.tables import cycle, cycle_unit, draft, report
from workflows.timeliness import FIRST, Totals, outcome
from workflows.unit_words import place_name


@dataclass(frozen=True)
class BoardRow:
    """One unit on the board: its own report, and the sum of the reports below it."""

    unit_key: int
    name: str
    level: str
    report_key: int
    outcome: str
    due_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None
    versions: int
    returns: int
    withdrawals: int
    corrections: int
    correcting: bool
    draft_saved_at: datetime | None
    holder: Holder | None
    subordinates: int
    below: Totals


@dataclass(frozen=True)
class Board:
    """The board of one unit in one cycle. `totals` counts the units right below, `below` all levels below.

    `lost` has the days that returns cost, by the key of each unit right below that was returned to.
    `tops` are the highest units of the cycle the viewer may see: more than one for who works in several places.
    """

    cycle: Any
    unit: Any
    trail: tuple[Any, ...]
    tops: tuple[Any, ...]
    own: BoardRow
    rows: tuple[BoardRow, ...]
    totals: Totals
    below: Totals
    lost: Mapping[int, Lost]


LATER = report.alias("later")
_LATER_ONE = sa.and_(LATER.c.cycle_unit_key == cycle_unit.c.key, LATER.c.attempt > 1)
"""A correction of the unit's report: accepted, or still being written."""


def under(path: str) -> sa.ColumnElement[bool]:
    """Everything below a path, the unit itself included: one range of the index, whatever the depth."""
    return sa.and_(cycle_unit.c.path >= path, cycle_unit.c.path < path[:-1] + "0")  # "0" follows "/"


def visible_paths(session: Session, cycle_key: int, viewer: Viewer) -> tuple[str, ...]:
    """The parts of a cycle's tree that a viewer may see: his units and all that is below them.

    Those who run the installation or own its processes see the whole.
    """
    whose: sa.ColumnElement[bool] = cycle_unit.c.unit_key.in_(sorted(viewer.unit_keys()))
    if viewer.is_operator or viewer.is_owner:
        whose = cycle_unit.c.superior_unit_key.is_(None)
    rows = session.execute(sa.select(cycle_unit.c.path).where(cycle_unit.c.cycle_key == cycle_key, whose))
    return tuple(row.path for row in rows)


def totals(
    session: Session, cycle_key: int, now: datetime, *, path: str = "/", inclusive: bool = True
) -> Totals:
    """Count the reports of a cycle by outcome, under one unit's path or in the whole tree."""
    which = outcome(now)
    query = (
        sa.select(which.label("outcome"), sa.func.count().label("n"))
        .select_from(cycle_unit.join(report, FIRST).join(cycle, cycle.c.key == cycle_unit.c.cycle_key))
        .where(cycle_unit.c.cycle_key == cycle_key, under(path))
        .group_by(which)
    )
    if not inclusive:
        query = query.where(cycle_unit.c.path != path)
    return Totals.of({row.outcome: row.n for row in session.execute(query)})


def board(session: Session, cycle_key: int, unit_key: int | None, viewer: Viewer, now: datetime) -> Board:
    """The board of a unit; without one, that of the highest unit the viewer may see. NotYours for a stranger."""
    seen = visible_paths(session, cycle_key, viewer)
    if not seen:
        raise NotYours
    unit = _unit(session, cycle_key, unit_key, min(seen, key=len))
    if not any(unit.path.startswith(path) for path in seen):
        raise NotYours
    which = session.execute(sa.select(cycle).where(cycle.c.key == cycle_key)).one()
    own, *rows = _rows(session, cycle_key, unit, now)
    return Board(
        cycle=which,
        unit=unit,
        trail=_trail(session, cycle_key, unit, seen),
        tops=_tops(session, cycle_key, seen),
        own=own,
        rows=tuple(rows),
        totals=_count(rows),
        below=totals(session, cycle_key, now, path=unit.path, inclusive=False),
        lost=_lost_below(session, cycle_key, unit, now),
    )


def _lost_below(session: Session, cycle_key: int, unit: Any, now: datetime) -> Mapping[int, Lost]:
    """The days that returns cost, by the key of each unit right below that was returned to."""
    rows = session.execute(
        sa.select(report.c.key, cycle_unit.c.unit_key)
        .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
        .where(
            cycle_unit.c.cycle_key == cycle_key,
            cycle_unit.c.superior_unit_key == unit.unit_key,
            report.c.returns > 0,
        )
    ).all()
    lost = days_lost(session, [row.key for row in rows], now)
    found: dict[int, Lost] = {}
    for row in rows:
        found[row.unit_key] = found.get(row.unit_key, NOTHING_LOST) + lost.get(row.key, NOTHING_LOST)
    return found


def _unit(session: Session, cycle_key: int, unit_key: int | None, highest: str) -> Any:
    which = cycle_unit.c.path == highest if unit_key is None else cycle_unit.c.unit_key == unit_key
    row = session.execute(
        sa.select(cycle_unit).where(cycle_unit.c.cycle_key == cycle_key, which)
    ).one_or_none()
    if row is None:
        raise NotYours
    return row


def _trail(session: Session, cycle_key: int, unit: Any, seen: tuple[str, ...]) -> tuple[Any, ...]:
    """The units above this one that the viewer may open, highest first."""
    keys = [int(part) for part in unit.path.strip("/").split("/")][:-1]
    rows = session.execute(
        sa.select(cycle_unit)
        .where(cycle_unit.c.cycle_key == cycle_key, cycle_unit.c.unit_key.in_(keys))
        .order_by(cycle_unit.c.depth)
    )
    return tuple(row for row in rows if any(row.path.startswith(path) for path in seen))


def _tops(session: Session, cycle_key: int, seen: tuple[str, ...]) -> tuple[Any, ...]:
    """The units of paths that do not lie below another of them."""
    highest = [path for path in seen if not any(path != other and path.startswith(other) for other in seen)]
    rows = session.execute(
        sa.select(cycle_unit)
        .where(cycle_unit.c.cycle_key == cycle_key, cycle_unit.c.path.in_(highest))
        .order_by(cycle_unit.c.depth, cycle_unit.c.name)
    )
    return tuple(rows)


def _rows(session: Session, cycle_key: int, unit: Any, now: datetime) -> list[BoardRow]:
    """The unit's own row first, then those right below it: exceptions first, then by name."""
    query = (
        sa.select(
            cycle_unit,
            report.c.key.label("report_key"),
            report.c.instance_key,
            report.c.first_submitted_at,
            report.c.accepted_at,
            report.c.versions,
            report.c.returns,
            report.c.withdrawals,
            sa.select(sa.func.count(LATER.c.accepted_at))
            .where(_LATER_ONE)
            .scalar_subquery()
            .label("corrections"),
            sa.exists().where(_LATER_ONE, LATER.c.accepted_at.is_(None)).label("correcting"),
            draft.c.saved_at.label("draft_saved_at"),
            outcome(now).label("outcome"),
        )
        .select_from(
            cycle_unit.join(report, FIRST)
            .join(cycle, cycle.c.key == cycle_unit.c.cycle_key)
            .outerjoin(draft, draft.c.place == of_report(report.c.key))
        )
        .where(
            cycle_unit.c.cycle_key == cycle_key,
            sa.or_(cycle_unit.c.superior_unit_key == unit.unit_key, cycle_unit.c.unit_key == unit.unit_key),
        )
    )
    found = session.execute(query).all()
    holding = holders(session, [row.instance_key for row in found if row.instance_key is not None])
    below = _below(session, cycle_key, unit, now)
    rows = [_row(row, holding.get(row.instance_key), below[row.unit_key]) for row in found]
    return sorted(rows, key=lambda row: (row.unit_key != unit.unit_key, _rank(row, now), _by_place(row.name)))


def _row(row: Any, holder: Holder | None, below: Totals) -> BoardRow:
    return BoardRow(
        unit_key=row.unit_key,
        name=row.name,
        level=row.level,
        report_key=row.report_key,
        outcome=row.outcome,
        due_at=row.due_at,
        submitted_at=row.first_submitted_at,
        accepted_at=row.accepted_at,
        versions=row.versions,
        returns=row.returns,
        withdrawals=row.withdrawals,
        corrections=row.corrections,
        correcting=bool(row.correcting),
        draft_saved_at=row.draft_saved_at,
        holder=holder,
        subordinates=row.subordinates,
        below=below,
    )


def _by_place(name: str) -> str:
    """Sorts by the place alone, and Ward 9 before Ward 10."""
    return " ".join(word.zfill(4) if word.isdecimal() else word for word in folded(place_name(name)).split())


def _rank(row: BoardRow, now: datetime) -> int:
    if row.outcome == "pending" and row.due_at >= now:
        return 1
    return {"missing": 0, "pending": 0, "late": 2, "nil": 3, "on_time": 4}[row.outcome]


def _below(session: Session, cycle_key: int, unit: Any, now: datetime) -> defaultdict[int, Totals]:
    """For each unit right below: the sum over all units below IT, in one query."""
    child = cycle_unit.alias("child")
    which = outcome(now)
    query = (
        sa.select(child.c.unit_key, which.label("outcome"), sa.func.count().label("n"))
        .select_from(
            child.join(
                cycle_unit,
                sa.and_(
                    cycle_unit.c.cycle_key == child.c.cycle_key,
                    cycle_unit.c.path > child.c.path,
                    cycle_unit.c.path < sa.func.rtrim(child.c.path, "/").concat("0"),
                ),
            )
            .join(report, FIRST)
            .join(cycle, cycle.c.key == cycle_unit.c.cycle_key)
        )
        .where(child.c.cycle_key == cycle_key, child.c.superior_unit_key == unit.unit_key)
        .group_by(child.c.unit_key, which)
    )
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for row in session.execute(query):
        counts[row.unit_key][row.outcome] = row.n
    return defaultdict(Totals, {key: Totals.of(found) for key, found in counts.items()})


def _count(rows: list[BoardRow]) -> Totals:
    total = Totals()
    for row in rows:
        total = replace(total, **{row.outcome: getattr(total, row.outcome) + 1})
    return total
