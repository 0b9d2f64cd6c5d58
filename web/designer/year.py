"""A year tried by a change: every date of its reports, what would not fit, and which dates move."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from documents.workbook import MEDIA_TYPE, Sheet, workbook
from periods.labels import KINDS as KIND_WORDS
from periods.labels import label_words
from periods.profile import Kind
from periods.words import level_words
from web.designer.words import SET_DAYS
from web.designer.year_picture import Picture, picture
from web.designer.year_reached import year_reached
from web.edge import reading
from web.gate import Visited
from web.growing import Tell, grow
from web.keys import RowKey
from web.visit import Visit
from workflows.deadlines import ZONE, working_calendar
from workflows.designer.moved_dates import NAMES
from workflows.designer.rights import find_change
from workflows.designer.trying import Tried, root_of, try_change
from workflows.designer.year import (
    REGULAR,
    LevelDates,
    PeriodDates,
    Progress,
    say_nothing,
    windows_ahead,
    windows_of_year,
)
from workflows.refusals import ROOM_ERRORS, sentence

router = APIRouter()
AHEAD = "ahead"
YEARS_OFFERED = 3


@dataclass(frozen=True)
class Asked:
    """What was chosen: the year, or the twelve months ahead; the kind to be drawn; the unit on top."""

    year: str
    kind: str
    unit: str


@dataclass(frozen=True)
class DatedRow:
    """One period of a level. `was` holds the dates that are other ones now, by name."""

    period: str
    warned: bool
    level: LevelDates
    was: Mapping[str, datetime | None]


@dataclass(frozen=True)
class LevelShown:
    """One level of a kind: its calendar and its rows."""

    code: str
    name: str
    units: int
    picture: Picture | None
    rows: Sequence[DatedRow]


@router.get("/designer/changes/{key}/year")
async def show_year(
    key: RowKey, visit: Visited, year: str = AHEAD, kind: str = "", unit: str = ""
) -> Response:
    """The year by this change's tables, on the tree and the calendar of the house."""
    given = Asked(year, kind, unit)
    return await grow(visit, lambda: _waiting(visit, key), lambda tell: _worked_out(visit, key, given, tell))


def _waiting(visit: Visit, key: int) -> Response:
    with visit.parts.database.read() as session:
        row = find_change(session, visit.viewer, key, visit.now)
        return _page(visit, row, Asked("", "", ""), None, [])


def _worked_out(visit: Visit, key: int, given: Asked, tell: Tell) -> Response:
    with visit.parts.database.read() as session:
        row = find_change(session, visit.viewer, key, visit.now)
        try:
            asked = _asked(session, visit, row, given)
            tried = _tried(session, visit, row, asked, year_reached(tell))
        except ROOM_ERRORS as error:
            return _page(visit, row, given, None, [], problem=sentence(error, visit.language))
        chosen = _chosen(asked, tried)
        return _page(visit, row, asked, tried, _levels(session, visit, tried, chosen), chosen)


@router.get("/designer/changes/{key}/year.xlsx")
@reading
def send_year(
    key: RowKey, visit: Visited, year: str = AHEAD, unit: str = "", *, session: Session
) -> Response:
    """The same as a workbook, a sheet for each kind."""
    row = find_change(session, visit.viewer, key, visit.now)
    asked = _asked(session, visit, row, Asked(year, "", unit))
    tried = _tried(session, visit, row, asked, say_nothing)
    sheets = [_sheet(visit, kind, tried) for kind in tried.year.kinds]
    headers = {"content-disposition": f'attachment; filename="year_{asked.unit}_{asked.year}.xlsx"'}
    return Response(workbook(sheets), media_type=MEDIA_TYPE, headers=headers)


def _asked(session: Session, visit: Visit, row: Any, given: Asked) -> Asked:
    year = given.year if given.year in {str(one) for one in _years(visit)} else AHEAD
    return Asked(year, given.kind, given.unit.strip() or root_of(session, row))


def _years(visit: Visit) -> list[int]:
    this = visit.now.astimezone(ZONE).year
    return list(range(this, this + YEARS_OFFERED))


def _tried(session: Session, visit: Visit, row: Any, asked: Asked, progress: Progress) -> Tried:
    today = visit.now.astimezone(ZONE).date()
    windows = windows_ahead(today) if asked.year == AHEAD else windows_of_year(int(asked.year))
    return try_change(session, row, windows, root_code=asked.unit, now=visit.now, progress=progress)


def _chosen(asked: Asked, tried: Tried) -> Kind:
    """The kind asked for; else the first one of which a date moves, else months."""
    moving = [one.kind for one in tried.moved]
    return next((kind for kind in REGULAR if kind == asked.kind), moving[0] if moving else "month")


def _levels(session: Session, visit: Visit, tried: Tried, kind: Kind) -> list[LevelShown]:
    periods, days = tried.year.of_kind(kind), [one.date for one in tried.days]
    calendar = working_calendar(session, visit.now, tried.days)
    moved = [one for one in tried.moved if one.kind == kind]
    found = {level.level: level for one in periods for level in one.levels}
    return [
        LevelShown(
            level,
            visit.pick(level_words(level)),
            max(one.units for period in periods for one in period.levels if one.level == level),
            picture(periods, level, calendar, moved, days),
            [
                _dated(visit, one, dates, tried)
                for one in periods
                for dates in one.levels
                if dates.level == level
            ],
        )
        for level in found
    ]


def _dated(visit: Visit, one: PeriodDates, level: LevelDates, tried: Tried) -> DatedRow:
    was = {
        moved.name: move.before
        for moved in tried.moved
        if (moved.kind, moved.level) == (one.period.kind, level.level)
        for move in moved.moves
        if move.period == one.period
    }
    warned = any(level.level in warning.levels and warning.severity == "warning" for warning in one.warnings)
    return DatedRow(visit.pick(label_words(one.period)), warned, level, was)


def _sheet(visit: Visit, kind: Kind, tried: Tried) -> Sheet:
    heads = [visit.gettext("Period"), visit.gettext("Level"), visit.gettext("Units")]
    names = [visit.pick(words) for words in NAMES.values()]
    return Sheet(
        visit.pick(KIND_WORDS[kind]),
        [*heads, *names],
        [_cells(visit, one, level) for one in tried.year.of_kind(kind) for level in one.levels],
        notes=[tried.root.name, *(visit.pick(one.words()) for one in tried.moved if one.kind == kind)],
    )


def _cells(visit: Visit, one: PeriodDates, level: LevelDates) -> list[Any]:
    dates = level.dates.all() if level.dates else {}
    shown = [dates[name].at if name in dates else None for name in NAMES]
    return [visit.pick(label_words(one.period)), visit.pick(level_words(level.level)), level.units, *shown]


def _page(
    visit: Visit,
    row: Any,
    asked: Asked,
    tried: Tried | None,
    levels: Sequence[LevelShown],
    chosen: Kind = "month",
    problem: str = "",
) -> Response:
    years = [
        (AHEAD, visit.gettext("The twelve months ahead")),
        *((str(one), str(one)) for one in _years(visit)),
    ]
    warnings = tried.year.warnings() if tried else []
    return visit.page(
        "designer/year.html",
        status=422 if problem else 200,
        row=row,
        asked=asked,
        problem=problem,
        has_problems=bool(problem),
        tried=tried,
        levels=levels,
        chosen=chosen,
        years=years,
        kinds=[(one, visit.pick(KIND_WORDS[one])) for one in REGULAR],
        kinds_of_days=SET_DAYS,
        warnings=[
            (warning, [visit.pick(label_words(window)) for window in windows])
            for warning, windows in warnings
        ],
    )
