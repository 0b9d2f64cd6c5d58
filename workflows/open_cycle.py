"""Opening a reporting cycle: the tree is fixed, every date computed and explained, every report expected.

All of it is worked out on a reading session and left to be put down (workflows/begin_cycle.py): the writer is never
held for long. What is changed in between counts from the next cycle on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.definitions import latest
from engine.host import Host
from organisation.units import find_unit
from periods.deadlines import CycleDates, as_variables
from periods.windows import Period, period, request_key
from workflows.begin_cycle import begin_cycle
from workflows.deadlines import ZONE
from workflows.errors import Refused
from workflows.expected_units import Rows, leave_parts, rows_of_units
from workflows.opening_dates import Plan, Request, plan_opening
from workflows.tables import cycle, cycle_level


@dataclass(frozen=True)
class Opened:
    """A cycle, whether this call opened it, and what its owner should know of its dates."""

    cycle_key: int
    new: bool
    units: int
    warnings: Sequence[Any]


@dataclass(frozen=True)
class _Ready:
    """Everything that opening puts down, worked out."""

    definition: str
    plan: Plan
    request: Request | None
    units: Rows


def open_cycle(
    database: Database,
    host: Host,
    *,
    definition: str,
    period_key: str,
    root_code: str,
    actor: str,
    now: datetime,
) -> Opened:
    """Open a cycle for a unit and all below it, once.

    Opening it again gives the cycle that is there, gone on with where it was broken off.
    Raises what `plan_opening` raises, NotDeployed for a process that is not there, and Refused for an ad hoc period,
    which is opened by `open_request`; nothing is opened then.
    """
    window = period(period_key)
    with database.read() as session:
        root = find_unit(session, root_code, now.astimezone(ZONE).date())
        found = _existing(session, definition, window.key, root.key) or _regular(
            session, definition, window, root_code, now
        )
    opened = found if isinstance(found, Opened) else _put_down(database, found, actor, now)
    begin_cycle(database, host, opened.cycle_key, now)
    return opened


def open_request(
    database: Database,
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
    while True:
        with database.read() as session:
            root = find_unit(session, root_code, now.astimezone(ZONE).date())
            there = _shown(session, definition, shown, root.key, request)
            if there is not None:
                return there
            latest(session, "bpmn", definition)
            key = next_request_key(session, definition, root.key, cutoff)
            plan = plan_opening(session, period_key=key, root_code=root_code, now=now, request=request)
        opened = _put_down(database, _ready(definition, plan, request), actor, now)
        if opened.new:
            begin_cycle(database, host, opened.cycle_key, now)
            return opened


def next_request_key(session: Session, definition: str, root_key: int, cutoff: date) -> str:
    """The period of the next request of a unit with this cut-off; the unique key of cycles refuses a rival."""
    number = 1
    while _existing(session, definition, request_key(cutoff, number), root_key) is not None:
        number += 1
    return request_key(cutoff, number)


def _shown(
    session: Session, definition: str, shown: str | None, root_key: int, request: Request
) -> Opened | None:
    """The request that a page showed before and somebody has opened since, by the same words."""
    if shown is None:
        return None
    same = (cycle.c.title == request.title) & (cycle.c.asks == request.asks)
    return _existing(session, definition, shown, root_key, same)


def _existing(
    session: Session, definition: str, period_key: str, root_key: int, *conditions: sa.ColumnElement[bool]
) -> Opened | None:
    row = session.execute(
        sa.select(cycle.c.key, cycle.c.warnings).where(
            cycle.c.definition == definition,
            cycle.c.period == period_key,
            cycle.c.root_unit_key == root_key,
            *conditions,
        )
    ).one_or_none()
    return None if row is None else Opened(row.key, new=False, units=0, warnings=row.warnings)


def _regular(session: Session, definition: str, window: Period, root_code: str, now: datetime) -> _Ready:
    if window.kind == "adhoc":
        raise Refused(
            "Báo cáo đột xuất cần nội dung, thời hạn và đơn vị được yêu cầu: mở ở trang “Mở kỳ báo cáo” "
            "hoặc bằng lệnh open-request.",
            "An ad hoc report needs contents, deadlines and the units that are asked: open it on the page "
            "“Open a cycle”, or with the command open-request.",
        )
    latest(session, "bpmn", definition)
    plan = plan_opening(session, period_key=window.key, root_code=root_code, now=now)
    return _ready(definition, plan, None)


def _ready(definition: str, plan: Plan, request: Request | None) -> _Ready:
    return _Ready(definition, plan, request, rows_of_units(plan, request.title if request else ""))


def _put_down(database: Database, ready: _Ready, actor: str, now: datetime) -> Opened:
    """The cycle as it was worked out; that of a rival who was faster."""
    plan = ready.plan
    place = (ready.definition, plan.window.key, plan.root.key)

    def put_down(session: Session) -> Opened:
        one_at_a_time(session, f"cycle:{place}")
        rival = _existing(session, *place)
        if rival is not None:
            return rival
        cycle_key = _keep_cycle(session, ready, now)
        _keep_levels(session, cycle_key, plan.dates)
        leave_parts(session, cycle_key, actor, ready.units)
        return Opened(cycle_key, new=True, units=len(plan.placed), warnings=plan.warnings)

    return database.transact(put_down)


def _keep_cycle(session: Session, ready: _Ready, now: datetime) -> int:
    plan, request = ready.plan, ready.request
    return int(
        session.execute(
            sa.insert(cycle)
            .values(
                definition=ready.definition,
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
