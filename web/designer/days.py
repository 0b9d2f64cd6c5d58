"""The days of the working calendar that a change sets: listed, typed, changed and taken out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from organisation.calendar_overrides import USUAL, Override
from periods.calendar import WorkingCalendar
from periods.errors import CalendarEnds
from web.designer.words import KINDS_OF_DAYS, SET_DAYS
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.posted import Pairs, Posted
from web.typed_days import day_in, shown_day
from web.visit import Visit, see_other
from workflows.deadlines import working_calendar
from workflows.designer.calendar_days import (
    DayRefused,
    Written,
    change_day,
    days_in_change,
    set_days,
    take_out_day,
)
from workflows.designer.rights import find_change, may_write
from workflows.errors import NotYours, StalePage

router = APIRouter()
DONE = frozenset({"set", "changed", "out"})
FIELDS = ("was", "first", "last", "kind", "name", "source")


@dataclass(frozen=True)
class Line:
    """A day that the change sets, what it is now, and whether that makes any difference."""

    day: Override
    now: str
    alters: bool


@router.get("/designer/changes/{key}/days")
@reading
def show_days(key: RowKey, visit: Visited, day: str = "", done: str = "", *, session: Session) -> Response:
    """The days of a change; one of them is in the form where the address names it."""
    chosen = next((one for one in days_in_change(session, key) if one.date.isoformat() == day), None)
    typed = _as_typed(chosen) if chosen else dict.fromkeys(FIELDS, "")
    return _page(session, visit, key, typed, done=done if done in DONE else "")


@router.post("/designer/changes/{key}/days")
def keep_days(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Add days, change one or take one out. What is refused is said at its field, and what was typed stays."""
    try:
        done = visit.parts.database.transact(lambda session: _kept(session, visit, key, form))
    except DayRefused as refused:
        return _again(visit, key, form, (refused.field, visit.pick(refused.text)))
    except StalePage as stale:
        return _again(visit, key, form, ("days", visit.pick(stale.text)))
    return see_other(f"/designer/changes/{key}/days?done={done}")


def _kept(session: Session, visit: Visit, key: int, form: Pairs) -> str:
    if form.first("do") == "out":
        take_out_day(session, visit.viewer, key, _known_day(form.first("day")), now=visit.now)
        return "out"
    written = _written(form)
    if was := form.first("was"):
        change_day(session, visit.viewer, key, _known_day(was), written, now=visit.now)
        return "changed"
    set_days(session, visit.viewer, key, written, now=visit.now)
    return "set"


def _written(form: Pairs) -> Written:
    first = _day(form, "first")
    one_day = form.first("was") or not form.first("last").strip()
    last = first if one_day else _day(form, "last")
    return Written(first, last, form.first("kind"), form.first("name"), form.first("source"))


def _day(form: Pairs, field: str) -> date:
    try:
        return day_in(form.first(field))
    except ValueError:
        raise DayRefused(
            field, "Ghi ngày, ví dụ 02/09/2026.", "Enter a day, for example 02/09/2026."
        ) from None


def _known_day(text: str) -> date:
    """A day as our own page names it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotYours from None


def _as_typed(day: Override) -> dict[str, str]:
    iso = day.date.isoformat()
    return {
        "was": iso,
        "first": iso,
        "last": "",
        "kind": day.kind,
        "name": day.name,
        "source": day.source,
    }


def _again(visit: Visit, key: int, form: Pairs, problem: tuple[str, str]) -> Response:
    typed = {name: form.first(name) for name in FIELDS}
    shown = typed | {name: shown_day(typed[name]) for name in ("first", "last")}
    with visit.parts.database.read() as session:
        return _page(session, visit, key, shown, problem=problem)


def _page(
    session: Session,
    visit: Visit,
    key: int,
    typed: Mapping[str, str],
    *,
    done: str = "",
    problem: tuple[str, str] = ("", ""),
) -> Response:
    row = find_change(session, visit.viewer, key, visit.now)
    return visit.page(
        "designer/days.html",
        status=422 if problem[0] else 200,
        row=row,
        lines=_lines(session, visit, row),
        kinds=[(kind, visit.pick(words)) for kind, words in SET_DAYS.items()],
        kind_words=SET_DAYS,
        typed=typed,
        may_write=may_write(row),
        done=done,
        problem=problem,
        has_problems=bool(problem[0]),
    )


def _lines(session: Session, visit: Visit, row: Any) -> Sequence[Line]:
    calendar = working_calendar(session, visit.now)
    return [_line(visit, calendar, day) for day in days_in_change(session, row.key)]


def _line(visit: Visit, calendar: WorkingCalendar, day: Override) -> Line:
    try:
        now = calendar.day(day.date)
    except CalendarEnds:
        return Line(day, "–", alters=True)
    said = visit.pick(KINDS_OF_DAYS[now.kind])
    named = f"{said}: {visit.pick(now.name)}" if now.name else said
    return Line(day, named, alters=day.kind == USUAL or now.works != (day.kind == "work"))
