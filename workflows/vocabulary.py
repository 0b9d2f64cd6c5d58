"""The words our diagrams may use in FEEL beside the standard's own: `subordinates`, `superior`, `upcoming` ...

Each is made for one evaluation from (session, now): it reads, inside the step's transaction, and changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import CallContext
from periods.calendar import WorkingCalendar
from workflows.data_call.vocabulary import VOCABULARY as DATA_CALL_WORDS
from workflows.deadlines import ZONE, working_calendar
from workflows.delivery.handing_over import answer_deliveries
from workflows.desk import desk_of
from workflows.ladder import Rung, moment_of, nature_of_matter, rungs_for
from workflows.proposal.vocabulary import proposal_directions
from workflows.quick_report.vocabulary import VOCABULARY as QUICK_WORDS
from workflows.response.vocabulary import VOCABULARY as RESPONSE_WORDS
from workflows.review.vocabulary import review_lessons, review_parts
from workflows.tables import cycle, cycle_level, cycle_unit, report
from workflows.timeliness import FIRST
from workflows.verification.steps import VERIFICATION_WORDS

_REPORTS = (
    sa.select(
        cycle_unit.c.handle,
        cycle_unit.c.level,
        cycle_unit.c.superior_handle,
        cycle.c.period,
        cycle.c.form,
        cycle_unit.c.path,
        report.c.key.label("report_key"),
    )
    .select_from(cycle_unit.join(report, FIRST).join(cycle, cycle.c.key == cycle_unit.c.cycle_key))
    .where(cycle_unit.c.cycle_key == sa.bindparam("cycle"))
)
_REPORT_OF = _REPORTS.where(cycle_unit.c.unit_key == sa.bindparam("unit"))
_ABOVE = cycle_unit.alias("above")
_REPORTS_BELOW = _REPORTS.where(
    cycle_unit.c.superior_unit_key
    == sa.select(_ABOVE.c.unit_key)
    .where(_ABOVE.c.cycle_key == sa.bindparam("cycle"), _ABOVE.c.handle == sa.bindparam("handle"))
    .scalar_subquery()
)
_DATES = sa.select(cycle_level.c.level, cycle_level.c.variables).where(
    cycle_level.c.cycle_key == sa.bindparam("cycle")
)
_SUPERIOR = sa.select(cycle_unit.c.superior_handle).where(
    cycle_unit.c.cycle_key == sa.bindparam("cycle"), cycle_unit.c.handle == sa.bindparam("handle")
)


def report_variables(session: Session, cycle_key: int, unit_key: int) -> dict[str, Any]:
    """The variables of the report of one unit of a cycle, as an instance starts with them."""
    rows = session.execute(_REPORT_OF, {"cycle": cycle_key, "unit": unit_key}).all()
    return _variables(session, cycle_key, rows)[0]


def _variables(session: Session, cycle_key: int, rows: Sequence[Any]) -> list[dict[str, Any]]:
    if not rows:  # every leaf of the tree asks for those below it
        return []
    dates = {row.level: row.variables for row in session.execute(_DATES, {"cycle": cycle_key})}
    return [
        {
            "unit": row.handle,
            "superior": row.superior_handle,
            "period": row.period,
            "form": row.form,
            "cycle": cycle_key,
            "report": row.report_key,
            "attempt": 1,
            **dates[row.level],
        }
        # sorted here: asked for in order, SQLite walks the whole cycle by its paths, at every unit of it
        for row in sorted(rows, key=attrgetter("path"))
    ]


def _subordinates(context: CallContext) -> Callable[..., Any]:
    """subordinates(cycle, unit): the reports expected right below a unit, in the tree the cycle opened with."""

    def subordinates(cycle_key: Any, handle: str) -> list[dict[str, Any]]:
        asked = {"cycle": int(cycle_key), "handle": handle}
        rows = context.session.execute(_REPORTS_BELOW, asked).all()
        return _variables(context.session, int(cycle_key), rows)

    return subordinates


def _superior(context: CallContext) -> Callable[..., Any]:
    """superior(cycle, unit): the handle of the unit above, null for the unit the cycle was opened for."""

    def superior(cycle_key: Any, handle: str) -> str | None:
        asked = {"cycle": int(cycle_key), "handle": handle}
        return context.session.execute(_SUPERIOR, asked).scalar_one_or_none()

    return superior


def _upcoming(context: CallContext) -> Callable[..., Any]:
    """upcoming(date): the date, or null when it has passed: a timer on null is not armed."""

    def upcoming(date: Any) -> Any:
        moment = _moment(date)
        return date if moment is not None and moment > context.now else None

    return upcoming


def _role(_context: CallContext) -> Callable[..., Any]:
    """role(unit, name): the candidate group of a role in a unit."""

    def role(handle: str, name: str) -> str:
        return f"{handle}.{name}"

    return role


def _working_days_after(context: CallContext) -> Callable[..., Any]:
    """working_days_after(date, n): the moment n working days later, at the same time of day."""

    def working_days_after(date: Any, days: Any) -> str | None:
        return _moved(context, date, int(days))

    return working_days_after


def _working_days_before(context: CallContext) -> Callable[..., Any]:
    """working_days_before(date, n): the moment n working days earlier, at the same time of day."""

    def working_days_before(date: Any, days: Any) -> str | None:
        return _moved(context, date, -int(days))

    return working_days_before


def _moved(context: CallContext, date: Any, days: int) -> str | None:
    moment = _moment(date)
    if moment is None:
        return None
    local = moment.astimezone(ZONE)
    day = working_calendar(context.session, context.now).add_working_days(local.date(), days)
    return datetime.combine(day, local.timetz()).isoformat()


def _moment(value: Any) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.fromisoformat(str(value))


def _desk(context: CallContext) -> Callable[..., Any]:
    """desk(unit): the candidate group of whoever works on issues, verifications and directions in a unit."""

    def desk(handle: str) -> str:
        return desk_of(context.session, handle, context.now)

    return desk


def _rung(context: CallContext) -> Callable[..., Any]:
    """rung(kind, name, due): when a rung of the escalation is reached; null where there is none or it has passed."""
    rungs: tuple[Callable[[str, str], Rung | None], WorkingCalendar] | None = None

    def rung(kind: str, name: str, due: Any) -> str | None:
        nonlocal rungs
        due_at = _moment(due)
        if due_at is None:
            return None
        if rungs is None:  # asked once a step: a diagram arms several at a time
            nature = nature_of_matter(context.session, context.subject)
            rungs = rungs_for(context.session, nature), working_calendar(context.session, context.now)
        find, calendar = rungs
        found = find(kind, name)
        reached = moment_of(calendar, found, due_at) if found else None
        return reached.isoformat() if reached is not None and reached > context.now else None

    return rung


VOCABULARY: Mapping[str, Callable[[CallContext], Callable[..., Any]]] = {
    "subordinates": _subordinates,
    "superior": _superior,
    "upcoming": _upcoming,
    "role": _role,
    "review_parts": review_parts,
    "review_lessons": review_lessons,
    "proposal_directions": proposal_directions,
    "answer_deliveries": answer_deliveries,
    "desk": _desk,
    "rung": _rung,
    "working_days_after": _working_days_after,
    "working_days_before": _working_days_before,
    **VERIFICATION_WORDS,
    **DATA_CALL_WORDS,
    **QUICK_WORDS,
    **RESPONSE_WORDS,
}
