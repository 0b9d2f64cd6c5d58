"""The dates of all levels of one cycle, planned together and checked against each other.

Levels come from the top down, as the tree of the cycle has them: ("province", "district", "commune").
A warning never stops a cycle: dates and cut-offs are the process owner's, and some ministries do set a
deadline before the cut-off. It says what does not fit and what to do.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import pairwise

from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.deadlines import CycleDates, cycle_dates, earliest_due
from periods.errors import CalendarEnds, PeriodsError, RuleMissing
from periods.findings import (
    ChainWarning,
    collected_at_once,
    collected_too_soon,
    inverted,
    out_of_order,
    too_early,
)
from periods.rules import Rule
from periods.windows import Period
from periods.words import level_words


@dataclass(frozen=True)
class Chain:
    """The dates of each level that could be computed, from the top down, and all warnings."""

    period: Period
    cycles: tuple[CycleDates, ...]
    warnings: tuple[ChainWarning, ...]


def plan_chain(
    period: Period, levels: Sequence[str], rule: Rule, calendar: WorkingCalendar, zone: tzinfo
) -> Chain:
    """The dates of every level and what is wrong with them.

    A level without a row, or whose dates leave the calendar, has no dates and a warning instead. A table
    that cannot be read at all still raises `RuleRefused`.
    """

    def plan(level: str) -> CycleDates:
        return cycle_dates(period, level, rule, calendar, zone)

    cycles, warnings = _planned(levels, plan)
    return Chain(period, cycles, (*warnings, *check_chain(cycles, rule, calendar, zone)))


def plan_backward(
    period: Period, levels: Sequence[str], rule: Rule, calendar: WorkingCalendar, zone: tzinfo
) -> Chain:
    """The same, but a level due too late for the one above is due when that one stops collecting.

    The top level keeps its date. The remaining warnings say where there is no room at all.
    """
    above: list[CycleDates] = []

    def plan(level: str) -> CycleDates:
        cycle = cycle_dates(period, level, rule, calendar, zone)
        if above and cycle.due.at > above[-1].collect_until.at:
            due = _counted_back(above[-1])
            cycle = cycle_dates(period, level, rule, calendar, zone, due=due)
        above.append(cycle)
        return cycle

    cycles, warnings = _planned(levels, plan)
    return Chain(period, cycles, (*warnings, *check_chain(cycles, rule, calendar, zone)))


def check_chain(
    cycles: Sequence[CycleDates], rule: Rule, calendar: WorkingCalendar, zone: tzinfo
) -> list[ChainWarning]:
    """What is wrong with these dates, given from the top level down; an empty list is a sound plan."""
    found: list[ChainWarning] = []
    for cycle in cycles:
        found += _order(cycle)
        earliest = earliest_due(cycle.period, cycle.level, rule, calendar, zone)
        if cycle.due.at.date() < earliest.at.date():
            found.append(too_early(cycle, earliest))
    for parent, child in pairwise(cycles):
        found += _between(parent, child)
    return found


def calendar_warning(calendar: WorkingCalendar, until: date) -> ChainWarning | None:
    """A warning where the calendar does not reach `until`, for an operator's page, months ahead."""
    if until.year <= calendar.last_year:
        return None
    error = CalendarEnds(until, calendar.version, calendar.first_year, calendar.last_year)
    return ChainWarning("calendar_ends", "warning", (), error.message)


def _planned(
    levels: Sequence[str], plan: Callable[[str], CycleDates]
) -> tuple[tuple[CycleDates, ...], list[ChainWarning]]:
    cycles: list[CycleDates] = []
    warnings: list[ChainWarning] = []
    for level in levels:
        try:
            cycles.append(plan(level))
        except CalendarEnds as error:
            warnings.append(_error("calendar_ends", level, error))
        except RuleMissing as error:
            warnings.append(_error("deadline_missing", level, error))
    return tuple(cycles), warnings


def _error(code: str, level: str, error: PeriodsError) -> ChainWarning:
    return ChainWarning(code, "warning", (level,), error.message)


def _between(parent: CycleDates, child: CycleDates) -> Iterator[ChainWarning]:
    collect, due = parent.collect_until.at, child.due.at
    if due > parent.due.at:
        yield inverted(parent, child)
    elif collect < due:
        yield collected_too_soon(parent, child)
    elif collect == due:
        yield collected_at_once(parent, child)


def _order(cycle: CycleDates) -> Iterator[ChainWarning]:
    # What must come one after the other, whatever the tables say; the due reminder is the due date itself.
    times = [cycle.opens, cycle.due, cycle.closes]
    reminders = [cycle.opens, *cycle.reminders.values(), cycle.closes]
    for dates in (times, reminders):
        moments = [dated.at for dated in dates]
        if moments != sorted(moments):
            yield out_of_order(cycle)
            return


def _counted_back(parent: CycleDates) -> Dated:
    collect, level = parent.collect_until, level_words(parent.level)
    explanation = {
        "vi": f"tính lùi từ {level['vi']}: {collect.explanation['vi']}",
        "en": f"counted back from the {level['en']}: {collect.explanation['en']}",
    }
    return Dated(collect.at, explanation, collect.steps, collect.calendar)
