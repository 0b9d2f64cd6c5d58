"""Reporting cycles: which there are, their dates with the reasons, and opening one."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from periods.dated import from_json
from periods.labels import label
from periods.windows import period
from periods.words import level_words
from web.api.asking import Asked, Sentence, TextAsked, YesOrNo, sentence
from web.edge import reading
from web.errors import NotAllowed, NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.search import Column, Page, Search
from web.rest.shapes import Answered, Key, Moment, Sent, SentKey, answer
from workflows.board import totals
from workflows.open_cycle import open_cycle
from workflows.tables import cycle, cycle_level, cycle_unit
from workflows.timeliness import Totals
from workflows.visible import heads_of

router = APIRouter(prefix="/cycles", route_class=ProgramRoute, tags=["Cycles"])


class CycleShape(Answered):
    """A cycle: one round of one kind of report, for a unit and all below it."""

    cycle_key: Key
    definition: str
    period: str
    name: Sentence
    root_unit_key: Key
    tree_on: date
    opened_at: Moment
    closes_at: Moment
    is_open: bool


class Cycles(Answered):
    """One page of cycles, newest first."""

    items: list[CycleShape]
    page: Page


class DateShape(Answered):
    """A date and how it came about: one sentence, and the days one by one."""

    at: Moment
    explanation: Sentence
    steps: list[Sentence]
    calendar: str


class LevelShape(Answered):
    """The dates of a level, by name: `due`, `collect_until`, `closes` and the others."""

    level: str
    name: Sentence
    dates: dict[str, DateShape]


class Counts(Answered):
    """Reports by what became of them; the first submission decides. The five add up to `expected`."""

    expected: int
    on_time: int
    late: int
    missing: int
    nil: int
    pending: int


class CycleInFull(CycleShape):
    """A cycle with its dates; `counts` are those of the caller's highest unit and all below it."""

    levels: list[LevelShape]
    counts: Counts
    warnings: list[Sentence]


class CyclesAsked(Asked):
    """Which cycles."""

    definition: TextAsked | None = None
    period: TextAsked | None = None
    is_open: YesOrNo | None = None


class CycleWanted(Sent):
    """A cycle to open: the regular report of a period, for the unit that carries a code today."""

    definition: str = Field(default="periodic_report", min_length=1, max_length=120)
    period: str = Field(min_length=1, max_length=16, examples=["2026-11", "2026-Q3"])
    unit: str = Field(min_length=1, max_length=20, examples=["P01"])


class CycleOpened(Answered):
    """The cycle, and whether this request opened it. Its reports appear within a minute."""

    cycle_key: Key
    is_new: bool
    units: int
    warnings: list[Sentence]


SEARCH = Search({"cycleKey": Column(cycle.c.key)}, key=cycle.c.key)


@router.get("", operation_id="listCycles", response_model=Cycles)
@reading
def list_cycles(caller: Called, asked: Annotated[CyclesAsked, Query()], *, session: Session) -> Response:
    """The cycles in which one of the caller's units takes part."""
    rows = _seen(caller).where(*_conditions(caller, asked))
    found = SEARCH.find(session, rows, asked.newest_first("cycleKey"))
    return answer(Cycles(items=[_shape(caller, row) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getCycle", response_model=CycleInFull)
@reading
def get_cycle(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One cycle with every date of every level, and how each came about."""
    row = session.execute(_seen(caller).where(cycle.c.key == key)).first()
    if row is None:
        raise NotHere
    return answer(
        CycleInFull(
            **_shape(caller, row).model_dump(),
            levels=_levels(session, key),
            counts=_counts(totals(session, key, caller.now, path=_highest(session, caller, key))),
            warnings=[sentence(words) for words in row.warnings],
        )
    )


@router.post(
    "",
    operation_id="openCycle",
    response_model=CycleOpened,
    status_code=201,
    responses={200: {"model": CycleOpened}},
)
def open_one(caller: Called, wanted: CycleWanted) -> Response:
    """Open a cycle. Only process owners and operators do; 200 where it is open already."""
    if not (caller.viewer.is_operator or caller.viewer.is_owner):
        raise NotAllowed
    opened = open_cycle(
        caller.parts.database,
        caller.parts.host,
        definition=wanted.definition,
        period_key=wanted.period,
        root_code=wanted.unit,
        actor=caller.actor,
        now=caller.now,
    )
    shape = CycleOpened(
        cycle_key=opened.cycle_key,
        is_new=opened.new,
        units=opened.units,
        warnings=[sentence(words) for words in opened.warnings],
    )
    return answer(shape, 201 if opened.new else 200)


def _seen(caller: Called) -> sa.Select[Any]:
    takes_part = sa.exists().where(cycle_unit.c.cycle_key == cycle.c.key, heads_of(caller.viewer))
    return sa.select(cycle).where(takes_part)


def _conditions(caller: Called, asked: CyclesAsked) -> list[sa.ColumnElement[bool]]:
    found = [cycle.c[name] == value for name in ("definition", "period") if (value := getattr(asked, name))]
    if asked.is_open is not None:
        found.append(cycle.c.closes_at > caller.now if asked.is_open else cycle.c.closes_at <= caller.now)
    return found


def _highest(session: Session, caller: Called, key: int) -> str:
    query = (
        sa.select(cycle_unit.c.path)
        .where(cycle_unit.c.cycle_key == key, heads_of(caller.viewer))
        .order_by(cycle_unit.c.depth, cycle_unit.c.key)
        .limit(1)
    )
    return str(session.execute(query).scalar_one())


def _levels(session: Session, key: int) -> list[LevelShape]:
    rows = session.execute(
        sa.select(cycle_level.c.level, cycle_level.c.dates)
        .where(cycle_level.c.cycle_key == key)
        .order_by(cycle_level.c.level)
    )
    return [
        LevelShape(level=row.level, name=sentence(level_words(row.level)), dates=_dates(row.dates))
        for row in rows
    ]


def _dates(stored: Mapping[str, Any]) -> dict[str, DateShape]:
    found = {name: from_json(one) for name, one in stored.items()}
    return {
        name: DateShape(
            at=one.at,
            explanation=sentence(one.explanation),
            steps=[sentence(step) for step in one.steps],
            calendar=one.calendar,
        )
        for name, one in found.items()
    }


def _counts(found: Totals) -> Counts:
    return Counts(
        expected=found.expected,
        on_time=found.on_time,
        late=found.late,
        missing=found.missing,
        nil=found.nil,
        pending=found.pending,
    )


def _shape(caller: Called, row: Any) -> CycleShape:
    window = period(row.period)
    return CycleShape(
        cycle_key=row.key,
        definition=row.definition,
        period=row.period,
        name=Sentence(vi=label(window, "vi"), en=label(window, "en")),
        root_unit_key=row.root_unit_key,
        tree_on=row.tree_on,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        is_open=row.closes_at > caller.now,
    )
