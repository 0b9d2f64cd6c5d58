"""A year tried beforehand: every date of every regular report on the real tree, and all there is to be warned of.

It touches nothing. The tables come as a `Rule`, so that a draft is tried as well as what is deployed.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from forms.numbers import shown_number
from organisation.errors import UnitUnknown
from organisation.routes import Placed
from periods.calendar import WorkingCalendar
from periods.chain import plan_chain
from periods.deadlines import CycleDates, opening_of
from periods.errors import CalendarEnds, RuleMissing
from periods.findings import ChainWarning
from periods.profile import KINDS, Kind
from periods.rules import Rule
from periods.windows import Period, periods_of_year
from periods.words import day_text, level_words
from workflows.opening_dates import level_of, levels_of

REGULAR: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "adhoc")
"""The kinds whose dates follow from tables; what is asked in between is dated by who asks."""

TreeOn = Callable[[date], Sequence[Placed]]
Progress = Callable[[int, int, int], None]
"""Told how many periods are done, of how many, and of how many units the last one was."""


def say_nothing(_done: int, _of: int, _units: int) -> None:
    """Nobody waits for it."""


@dataclass(frozen=True)
class LevelDates:
    """One level in one period. `dates` is None where they cannot be worked out; a warning of the period says why."""

    level: str
    units: int
    dates: CycleDates | None


@dataclass(frozen=True)
class PeriodDates:
    """One period as its cycle would be opened; `levels` from the top down, as the tree is on `tree_on`."""

    period: Period
    tree_on: date
    levels: tuple[LevelDates, ...]
    warnings: tuple[ChainWarning, ...]

    @property
    def lowest(self) -> str:
        """The level with none below it; "" where nobody reports."""
        return self.levels[-1].level if self.levels else ""


@dataclass(frozen=True)
class Year:
    """All periods that were asked for, kind by kind."""

    periods: tuple[PeriodDates, ...]

    def of_kind(self, kind: Kind) -> list[PeriodDates]:
        """The periods of one kind, in order."""
        return [one for one in self.periods if one.period.kind == kind]

    def warnings(self) -> list[tuple[ChainWarning, list[Period]]]:
        """Every warning once, with the periods that have it; those that need a hand before mere notes."""
        found: dict[tuple[str, str], tuple[ChainWarning, list[Period]]] = {}
        for one in self.periods:
            for warning in one.warnings:
                key = (warning.code, warning.message["vi"])
                found.setdefault(key, (warning, []))[1].append(one.period)
        return sorted(found.values(), key=lambda pair: pair[0].severity == "note")

    @property
    def kinds(self) -> list[Kind]:
        """The kinds that were asked for and have a level."""
        return list(dict.fromkeys(one.period.kind for one in self.periods))


@dataclass(frozen=True)
class _Shape:
    """What of a tree its dates depend on. `ending` counts units by level and last day."""

    levels: Sequence[str]
    units: Mapping[str, int]
    ending: Mapping[tuple[str, date], int]


class _Shapes:
    """The shape of the tree of a day; a tree that stands for many days is walked once."""

    def __init__(self, tree_on: TreeOn) -> None:
        self._tree_on = tree_on
        self._known: dict[int, tuple[Sequence[Placed], _Shape]] = {}

    def on(self, day: date) -> _Shape:
        """Raises UnitUnknown where the day has no tree, Refused where an agency stands in it."""
        placed = self._tree_on(day)
        if id(placed) not in self._known:
            self._known[id(placed)] = (placed, _shape(placed))  # the tree is kept: its id stays its own
        return self._known[id(placed)][1]


def _shape(placed: Sequence[Placed]) -> _Shape:
    levels = levels_of(placed)
    units = Counter(level_of(place.unit) for place in placed)
    ending = Counter(
        (level_of(place.unit), place.unit.valid_to) for place in placed if place.unit.valid_to is not None
    )
    return _Shape(levels, units, ending)


@dataclass(frozen=True)
class _Given:
    rule: Rule
    calendar: WorkingCalendar
    zone: tzinfo
    shapes: _Shapes


def windows_of_year(year: int, kinds: Sequence[Kind] = REGULAR) -> list[Period]:
    """Every period of a calendar year."""
    return [window for kind in kinds for window in periods_of_year(kind, year)]


def windows_ahead(day: date, kinds: Sequence[Kind] = REGULAR) -> list[Period]:
    """The periods of a whole year from a day on: of each kind those that end on it or later."""
    found = []
    for kind in kinds:
        of_this_year = periods_of_year(kind, day.year)
        coming = [
            window for window in (*of_this_year, *periods_of_year(kind, day.year + 1)) if window.end >= day
        ]
        found += coming[: len(of_this_year)]
    return found


def plan_year(
    windows: Sequence[Period],
    rule: Rule,
    calendar: WorkingCalendar,
    zone: tzinfo,
    tree_on: TreeOn,
    progress: Progress = say_nothing,
) -> Year:
    """The dates of each level in each of these periods, for the unit whose tree `tree_on` gives.

    The tree is that of the day on which the cycle opens; where it raises UnitUnknown, the period has no levels and
    a note says so. The work grows with the units and the periods, and `progress` is told before the first period
    and after each. What cannot be dated is warned of; a table that cannot be read at all raises `RuleRefused` or
    FeelError.
    """
    given = _Given(_remembering(rule), calendar, zone, _Shapes(tree_on))
    found: list[PeriodDates] = []
    progress(0, len(windows), 0)
    for window in windows:
        found.append(_period_dates(window, given))
        progress(len(found), len(windows), sum(level.units for level in found[-1].levels))
    return Year(tuple(found))


def _period_dates(window: Period, given: _Given) -> PeriodDates:
    try:
        day = _opening_day(window, given)
        shape = given.shapes.on(day)
    except UnitUnknown as error:
        return PeriodDates(window, window.cutoff, (), (_nobody(error),))
    chain = plan_chain(window, shape.levels, given.rule, given.calendar, given.zone)
    dates = {found.level: _plain(found) for found in chain.cycles}
    rows = tuple(LevelDates(level, shape.units[level], dates.get(level)) for level in shape.levels)
    return PeriodDates(window, day, rows, (*chain.warnings, *_ending(shape, dates)))


def _plain(dates: CycleDates) -> CycleDates:
    """The dates without the days that each was counted by: those weigh most, and no year shows them."""
    return replace(
        dates,
        opens=replace(dates.opens, steps=()),
        due=replace(dates.due, steps=()),
        reminders={name: replace(dated, steps=()) for name, dated in dates.reminders.items()},
        collect_until=replace(dates.collect_until, steps=()),
        closes=replace(dates.closes, steps=()),
    )


def _opening_day(window: Period, given: _Given) -> date:
    """When the cycle opens by its tables; where they do not say, the last day whose data count."""
    top = given.shapes.on(window.cutoff).levels[0]
    try:
        return opening_of(window, top, given.rule, given.calendar, given.zone).at.date()
    except (CalendarEnds, RuleMissing):
        return window.cutoff


def _ending(shape: _Shape, dates: Mapping[str, CycleDates]) -> Iterator[ChainWarning]:
    """One for each level of which some units exist no longer when their report is due."""
    for (level, last), count in sorted(shape.ending.items()):
        if level in dates and last < dates[level].due.at.date():
            yield _units_end(level, last, count, dates[level].due.at)


def _nobody(error: UnitUnknown) -> ChainWarning:
    return ChainWarning("unit_unknown", "note", (), dict(error.text))


def _units_end(level: str, last: date, count: int, due: datetime) -> ChainWarning:
    words, day, due_day = level_words(level), day_text(last), day_text(due)
    number = {language: shown_number(count, language) for language in ("vi", "en")}
    message = {
        "vi": f"{number['vi']} đơn vị {words['vi']} chỉ còn đến ngày {day}, trước hạn gửi ({due_day}). "
        "Hãy cho các đơn vị này gửi sớm, hoặc bàn giao báo cáo cho đơn vị mới.",
        "en": f"{number['en']} {'unit' if count == 1 else 'units'} of the {words['en']} level "
        f"{'ends' if count == 1 else 'end'} on {day}, before the report is due ({due_day}). "
        "Let them send early, or hand the report over.",
    }
    return ChainWarning("units_end", "warning", (level,), message)


def _remembering(rule: Rule) -> Rule:
    """The same rule, asked once for the same inputs: a year asks for few different ones."""
    known: dict[Hashable, Mapping[str, Any] | None] = {}

    def answer(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        asked = (decision, *sorted(inputs.items()))
        if asked not in known:
            known[asked] = rule(decision, inputs)
        return known[asked]

    return answer
