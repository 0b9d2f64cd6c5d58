"""The dates of a cycle for one level, each explained: what workflows ask this room for.

Every offset, anchor and time comes from the decision tables through `rule` (see `periods.rules`); every day
is counted by `calendar`. `zone` is where 17:00 is meant; all moments that come out are aware and in it.
Each function raises `RuleMissing` or `RuleRefused` for a table that does not answer, `CalendarEnds` where
the calendar does not reach.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.derive import Reckoning
from periods.rules import Rule
from periods.windows import Period

REMINDERS = {
    "before_2": "before_2",
    "before_1": "before_1",
    "due": "reminder_due",
    "after_1": "after_1",
    "after_3": "after_3",
}
"""The five reminders as diagrams name them, and the rows of `cycle_dates` that date them."""


@dataclass(frozen=True)
class CycleDates:
    """The dates of one level in one period.

    `reminders` has the keys before_2, before_1, due, after_1, after_3. `collect_until` is when a unit of
    this level stops collecting from the units below; a unit with none below has no use for it.
    """

    period: Period
    level: str
    opens: Dated
    due: Dated
    reminders: Mapping[str, Dated]
    collect_until: Dated
    closes: Dated

    def all(self) -> dict[str, Dated]:
        """Every date by its name, reminders as "reminder_before_2" and so on, to store or to list."""
        reminders = {f"reminder_{name}": dated for name, dated in self.reminders.items()}
        return {
            "opens": self.opens,
            "due": self.due,
            **reminders,
            "collect_until": self.collect_until,
            "closes": self.closes,
        }


def cycle_dates(
    period: Period,
    level: str,
    rule: Rule,
    calendar: WorkingCalendar,
    zone: tzinfo,
    *,
    due: Dated | None = None,
) -> CycleDates:
    """All dates of a level in a period; `due` replaces the table's where one was planned otherwise."""
    reckoning = Reckoning(period, level, rule, calendar, zone)
    due = due or reckoning.due()
    moments = {"due": due.at}
    opens, closes = reckoning.named("opens", moments), reckoning.named("closes", moments)
    moments |= {"opens": opens.at, "closes": closes.at}
    reminders = {name: reckoning.named(row, moments) for name, row in REMINDERS.items()}
    return CycleDates(period, level, opens, due, reminders, reckoning.named("collect_until", moments), closes)


def opening_of(period: Period, level: str, rule: Rule, calendar: WorkingCalendar, zone: tzinfo) -> Dated:
    """When the cycle of a level opens, without its other dates."""
    reckoning = Reckoning(period, level, rule, calendar, zone)
    return reckoning.named("opens", {"due": reckoning.due().at})


def reminders_for(
    due: datetime, *, period: Period, level: str, rule: Rule, calendar: WorkingCalendar, zone: tzinfo
) -> dict[str, Dated]:
    """The five reminders around a due date other than the cycle's own, such as `correct_by`."""
    reckoning = Reckoning(period, level, rule, calendar, zone)
    return {name: reckoning.named(row, {"due": due}) for name, row in REMINDERS.items()}


def receive_by(
    sent_at: datetime,
    *,
    period: Period,
    level: str,
    rule: Rule,
    calendar: WorkingCalendar,
    zone: tzinfo,
    closes: datetime | None = None,
) -> Dated:
    """By when the unit above accepts or returns a report sent at `sent_at` by a unit of `level`.

    Where `closes` is given and the table's row has `not_after`, it is never later than that.
    """
    moments = {"sent": sent_at} | ({"closes": closes} if closes else {})
    return Reckoning(period, level, rule, calendar, zone).named("receive_by", moments)


def correct_by(
    returned_at: datetime,
    closes: datetime,
    *,
    period: Period,
    level: str,
    rule: Rule,
    calendar: WorkingCalendar,
    zone: tzinfo,
    called: str = "returned",
) -> Dated:
    """By when a report returned at `returned_at` is sent again; not after `closes` where the row says so.

    The same holds for what was accepted and is to be corrected, whose moment is `called` "asked" in the reasons.
    """
    moments = {"returned": returned_at, "closes": closes}
    reckoning = Reckoning(period, level, rule, calendar, zone, {"returned": called})
    return reckoning.named("correct_by", moments)


def earliest_due(period: Period, level: str, rule: Rule, calendar: WorkingCalendar, zone: tzinfo) -> Dated:
    """The first day on which a report may be due: Decree 09/2019/ND-CP, art. 8(5), as the table has it."""
    return Reckoning(period, level, rule, calendar, zone).due("earliest_due")


def as_variables(cycle: CycleDates, now: datetime | None = None) -> dict[str, Any]:
    """The dates an instance carries, as ISO text with offset.

    `due`, `reminders`, `collect_until`, `closes`, and `receive_by`, which is null until something is sent.
    With `now`, reminders already past are null: a null timer is not armed.
    """
    return {
        "due": cycle.due.at.isoformat(),
        "reminders": armed(cycle.reminders, now),
        "collect_until": cycle.collect_until.at.isoformat(),
        "receive_by": None,
        "closes": cycle.closes.at.isoformat(),
    }


def armed(reminders: Mapping[str, Dated], now: datetime | None) -> dict[str, str | None]:
    """Reminders as ISO text; those before `now` are null, so that a step back does not send them again."""
    return {
        name: None if now and dated.at < now else dated.at.isoformat() for name, dated in reminders.items()
    }
