"""Opening a reporting cycle: the tree is fixed, every date computed and explained, every report expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from engine.start import start_instance
from organisation.routes import Placed
from organisation.tree import tree
from organisation.units import Unit, find_unit
from periods.chain import Chain, plan_chain
from periods.deadlines import CycleDates, as_variables
from periods.labels import label
from periods.windows import Period, period
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.errors import Refused
from workflows.search import folded
from workflows.tables import cycle, cycle_level, cycle_unit, report
from workflows.vocabulary import report_variables

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Opened:
    """A cycle, whether this call opened it, and what its owner should know of its dates."""

    cycle_key: int
    new: bool
    units: int
    warnings: Sequence[Any]


def open_cycle(
    session: Session,
    host: Host,
    *,
    definition: str,
    period_key: str,
    root_code: str,
    actor: str,
    now: datetime,
) -> Opened:
    """Open a cycle for a unit and all below it, once. Opening it again gives the cycle that is there.

    Raises PeriodUnknown, UnitUnknown, RouteCircle when the routes go round, CalendarEnds when the calendar does not
    reach the closing date, Refused when that date has passed or a level has no dates: nothing is opened then.
    """
    window = period(period_key)
    tree_on = now.astimezone(ZONE).date()
    root = find_unit(session, root_code, tree_on)
    there = _existing(session, definition, window.key, root.key)
    if there is not None:
        return Opened(there.key, new=False, units=0, warnings=there.warnings)
    placed = tree(session, root.key, tree_on)
    chain = _chain(session, window, placed, now)
    dates = {found.level: found for found in chain.cycles}
    warnings = [dict(warning.message) for warning in chain.warnings]
    own = dates[level_of(root)]
    if own.closes.at <= now:
        raise _closed_already(own.closes.at)
    cycle_key = _keep_cycle(session, definition, window, root.key, tree_on, own, warnings, now)
    _keep_levels(session, cycle_key, dates)
    _keep_units(session, cycle_key, window, placed, dates)
    _expect_reports(session, cycle_key)
    variables = report_variables(session, cycle_key, root.key)
    start_instance(session, host, definition, variables, owner=root.handle, actor=actor, now=now)
    return Opened(cycle_key, new=True, units=len(placed), warnings=warnings)


def _existing(session: Session, definition: str, period_key: str, root_key: int) -> Any:
    return session.execute(
        sa.select(cycle.c.key, cycle.c.warnings).where(
            cycle.c.definition == definition,
            cycle.c.period == period_key,
            cycle.c.root_unit_key == root_key,
        )
    ).one_or_none()


def level_of(unit: Unit) -> str:
    """The level of a unit in the line. Refused for an agency, which stands beside it."""
    if unit.level is None:
        raise Refused(
            f"{unit.name} là cơ quan bên cạnh, không có cấp trong tuyến báo cáo. Chọn một đơn vị hành chính.",
            f"{unit.name} is an agency beside the line and has no level. Choose a unit of the line.",
        )
    return unit.level


def _levels(placed: Sequence[Placed]) -> list[str]:
    """The levels of a tree from the top down."""
    deepest: dict[str, int] = {}
    for place in placed:
        level = level_of(place.unit)
        deepest[level] = max(place.depth, deepest.get(level, 0))
    return sorted(deepest, key=lambda level: deepest[level])


def _chain(session: Session, window: Period, placed: Sequence[Placed], now: datetime) -> Chain:
    """The dates of every level from the top down. Refused where one level has none."""
    levels = _levels(placed)
    chain = plan_chain(window, levels, deadline_rule(session), working_calendar(session, now), ZONE)
    if len(chain.cycles) < len(levels):
        vi = " ".join(warning.message["vi"] for warning in chain.warnings)
        en = " ".join(warning.message["en"] for warning in chain.warnings)
        raise Refused(f"Chưa mở được kỳ: {vi}", f"The cycle was not opened: {en}")
    return chain


def _closed_already(closes_at: datetime) -> Refused:
    day = f"{closes_at.astimezone(ZONE):%d/%m/%Y}"
    return Refused(
        f"Kỳ này đã đóng ngày {day}: mở bây giờ thì mọi báo cáo đều là không gửi. Hãy kiểm tra lại kỳ.",
        f"This period closed on {day}: opened now, every report would be missing. Check the period.",
    )


def _keep_cycle(
    session: Session,
    definition: str,
    window: Period,
    root_key: int,
    tree_on: Any,
    dates: CycleDates,
    warnings: list[Any],
    now: datetime,
) -> int:
    return int(
        session.execute(
            sa.insert(cycle)
            .values(
                definition=definition,
                report_kind=window.report_kind,
                period=window.key,
                root_unit_key=root_key,
                tree_on=tree_on,
                opened_at=now,
                closes_at=dates.closes.at,
                calendar=dates.closes.calendar,
                warnings=warnings,
            )
            .returning(cycle.c.key)
        ).scalar_one()
    )


def _keep_levels(session: Session, cycle_key: int, dates: dict[str, CycleDates]) -> None:
    session.execute(
        sa.insert(cycle_level),
        [
            {
                "cycle_key": cycle_key,
                "level": level,
                "dates": {name: dated.to_json() for name, dated in found.all().items()},
                "variables": as_variables(found),
            }
            for level, found in dates.items()
        ],
    )


def _keep_units(
    session: Session, cycle_key: int, window: Period, placed: Sequence[Placed], dates: dict[str, CycleDates]
) -> None:
    below: dict[int, int] = {}
    by_key = {place.unit.key: place.unit for place in placed}
    for place in placed:
        if place.parent_key is not None:
            below[place.parent_key] = below.get(place.parent_key, 0) + 1
    words = f"{label(window, 'vi')} {label(window, 'en')} {window.key}"
    rows = [
        {
            "cycle_key": cycle_key,
            "unit_key": place.unit.key,
            "handle": place.unit.handle,
            "name": place.unit.name,
            "level": place.unit.level,
            "superior_unit_key": place.parent_key,
            "superior_handle": by_key[place.parent_key].handle if place.parent_key else None,
            "superior_name": by_key[place.parent_key].name if place.parent_key else None,
            "depth": place.depth,
            "path": place.path,
            "subordinates": below.get(place.unit.key, 0),
            "due_at": dates[level_of(place.unit)].due.at,
            "search": folded(f"{place.unit.name} {place.unit.handle} bao cao report {words}"),
        }
        for place in placed
    ]
    for first in range(0, len(rows), ROWS_AT_ONCE):
        session.execute(sa.insert(cycle_unit), rows[first : first + ROWS_AT_ONCE])


def _expect_reports(session: Session, cycle_key: int) -> None:
    """One report, attempt 1, for every unit of the tree: what never comes is missing, not forgotten."""
    session.execute(
        sa.insert(report).from_select(
            ["cycle_key", "cycle_unit_key", "attempt", "due_at"],
            sa.select(cycle_unit.c.cycle_key, cycle_unit.c.key, sa.literal(1), cycle_unit.c.due_at).where(
                cycle_unit.c.cycle_key == cycle_key
            ),
        )
    )
