"""The dates of an ad hoc request: whoever asks sets them, level by level (Decree 09/2019/ND-CP, art. 8(5)(c)).

Only what nobody has to state is worked out: a level collects until the level below is due, the unit that asks
consolidates by the row `consolidate_by` of the table `cycle_dates`, and everything closes by its row `closes`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from periods.calendar import WorkingCalendar
from periods.chain import Chain, check_chain
from periods.dated import Dated, in_zone
from periods.deadlines import REMINDERS, CycleDates
from periods.derive import Reckoning
from periods.rules import Rule
from periods.windows import Period
from periods.words import Words


@dataclass(frozen=True)
class Asked:
    """What the unit that asks has set: from when on, and when each level below is due."""

    opens: datetime
    due: Mapping[str, datetime]


SET: Words = {"vi": "do đơn vị yêu cầu đặt", "en": "set by the unit that asks"}
STARTED: Words = {"vi": "mở khi có yêu cầu", "en": "opened when it was asked for"}
SOURCE: Words = {
    "vi": "Nguồn: Nghị định 09/2019/NĐ-CP, điểm c khoản 5 Điều 8.",
    "en": "Source: Decree 09/2019/ND-CP, art. 8(5)(c).",
}
BELOW: Words = {"vi": "hết hạn của cấp dưới", "en": "when the level below is due"}


def request_dates(
    period: Period,
    levels: Sequence[str],
    asked: Asked,
    rule: Rule,
    calendar: WorkingCalendar,
    zone: tzinfo,
) -> Chain:
    """The dates of each level, the unit that asks first, and what is wrong with them.

    `asked.due` has a moment for every level below the first. Raises `KeyError` where one has none,
    `RuleMissing` for a table without the two rows, `CalendarEnds` beyond the calendar.
    """
    below = [_set(in_zone(asked.due[level], zone), SET, calendar) for level in levels[1:]]
    top = Reckoning(period, levels[0], rule, calendar, zone)
    last = max(below, key=lambda dated: dated.at) if below else _set(asked.opens, STARTED, calendar)
    due = [top.named("consolidate_by", {"due": last.at}), *below]
    closes = top.named("closes", {"due": due[0].at})
    opens = _set(in_zone(asked.opens, zone), STARTED, calendar)
    cycles = []
    for place, level in enumerate(levels):
        reckoning = replace(top, level=level)
        collect = replace(due[place + 1], explanation=BELOW) if place + 1 < len(levels) else due[place]
        moments = {"due": due[place].at, "opens": opens.at, "closes": closes.at}
        reminders = {name: reckoning.named(row, moments) for name, row in REMINDERS.items()}
        cycles.append(CycleDates(period, level, opens, due[place], reminders, collect, closes))
    # A clock of hours leaves no room for reminders two days ahead: those are not armed, and nothing is wrong.
    found = [one for one in check_chain(cycles, rule, calendar, zone) if one.code != "dates_out_of_order"]
    return Chain(period, tuple(cycles), tuple(found))


def _set(moment: datetime, why: Words, calendar: WorkingCalendar) -> Dated:
    return Dated(moment, dict(why), (dict(SOURCE),), calendar.version)
