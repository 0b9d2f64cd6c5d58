"""Opening a reporting cycle: the tree is fixed, every date computed and explained, every report expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from engine.host import Host
from engine.start import start_instance
from organisation.routes import Placed
from organisation.units import find_unit
from periods.deadlines import CycleDates, as_variables
from periods.labels import label
from periods.windows import Period, period, request_key
from workflows.deadlines import ZONE
from workflows.errors import Refused
from workflows.opening_dates import Plan, Request, level_of, plan_opening
from workflows.search import folded
from workflows.tables import cycle, cycle_level, cycle_unit, report
from workflows.vocabulary import report_variables

ROWS_AT_ONCE = 500
LONGEST_SEARCH = 400


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

    Raises what `plan_opening` raises, and Refused for an ad hoc period, which is opened by `open_request`; nothing is
    opened then.
    """
    window = period(period_key)
    root = find_unit(session, root_code, now.astimezone(ZONE).date())
    one_at_a_time(session, f"cycle:{definition}:{window.key}:{root.key}")
    there = _existing(session, definition, window.key, root.key)
    if there is not None:
        return Opened(there.key, new=False, units=0, warnings=there.warnings)
    if window.kind == "adhoc":
        raise Refused(
            "Báo cáo đột xuất cần nội dung, thời hạn và đơn vị được yêu cầu: mở ở trang “Mở kỳ báo cáo” "
            "hoặc bằng lệnh open-request.",
            "An ad hoc report needs contents, deadlines and the units that are asked: open it on the page "
            "“Open a cycle”, or with the command open-request.",
        )
    plan = plan_opening(session, period_key=period_key, root_code=root_code, now=now)
    return _open(session, host, definition, plan, None, actor, now)


def open_request(
    session: Session,
    host: Host,
    *,
    definition: str,
    cutoff: date,
    root_code: str,
    request: Request,
    actor: str,
    now: datetime,
    shown: str | None = None,
) -> Opened:
    """Ask the units below for a report besides the regular ones. Every call is a request of its own.

    `shown` is the period that a page showed before: pressed twice, its button gives the request that is there.
    Raises what `plan_opening` raises; nothing is opened then.
    """
    root = find_unit(session, root_code, now.astimezone(ZONE).date())
    one_at_a_time(session, f"requests:{definition}:{root.key}")
    key = next_request_key(session, definition, root.key, cutoff)
    there = _existing(session, definition, shown, root.key) if shown and shown != key else None
    if there is not None and (there.title, there.asks) == (request.title, request.asks):
        return Opened(there.key, new=False, units=0, warnings=there.warnings)
    plan = plan_opening(session, period_key=key, root_code=root_code, now=now, request=request)
    return _open(session, host, definition, plan, request, actor, now)


def next_request_key(session: Session, definition: str, root_key: int, cutoff: date) -> str:
    """The period of the next request of a unit with this cut-off; the unique key of cycles refuses a rival."""
    number = 1
    while _existing(session, definition, request_key(cutoff, number), root_key) is not None:
        number += 1
    return request_key(cutoff, number)


def _open(
    session: Session,
    host: Host,
    definition: str,
    plan: Plan,
    request: Request | None,
    actor: str,
    now: datetime,
) -> Opened:
    cycle_key = _keep_cycle(session, definition, plan, request, now)
    _keep_levels(session, cycle_key, plan.dates)
    _keep_units(session, cycle_key, plan.window, plan.placed, plan.dates, request.title if request else "")
    _expect_reports(session, cycle_key)
    variables = report_variables(session, cycle_key, plan.root.key)
    start_instance(session, host, definition, variables, owner=plan.root.handle, actor=actor, now=now)
    return Opened(cycle_key, new=True, units=len(plan.placed), warnings=plan.warnings)


def _existing(session: Session, definition: str, period_key: str, root_key: int) -> Any:
    return session.execute(
        sa.select(cycle.c.key, cycle.c.warnings, cycle.c.title, cycle.c.asks).where(
            cycle.c.definition == definition,
            cycle.c.period == period_key,
            cycle.c.root_unit_key == root_key,
        )
    ).one_or_none()


def _keep_cycle(session: Session, definition: str, plan: Plan, request: Request | None, now: datetime) -> int:
    return int(
        session.execute(
            sa.insert(cycle)
            .values(
                definition=definition,
                report_kind=plan.window.report_kind,
                period=plan.window.key,
                root_unit_key=plan.root.key,
                tree_on=plan.tree_on,
                opened_at=now,
                closes_at=plan.own.closes.at,
                calendar=plan.own.closes.calendar,
                warnings=[dict(warning) for warning in plan.warnings],
                form=plan.form,
                title=request.title if request else None,
                asks=request.asks if request else None,
            )
            .returning(cycle.c.key)
        ).scalar_one()
    )


def _keep_levels(session: Session, cycle_key: int, dates: Mapping[str, CycleDates]) -> None:
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
    session: Session,
    cycle_key: int,
    window: Period,
    placed: Sequence[Placed],
    dates: Mapping[str, CycleDates],
    title: str,
) -> None:
    below: dict[int, int] = {}
    by_key = {place.unit.key: place.unit for place in placed}
    for place in placed:
        if place.parent_key is not None:
            below[place.parent_key] = below.get(place.parent_key, 0) + 1
    words = f"{label(window, 'vi')} {label(window, 'en')} {window.key} {title}"
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
            "search": folded(f"{place.unit.name} {place.unit.handle} bao cao report {words}")[
                :LONGEST_SEARCH
            ],
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
