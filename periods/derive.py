"""One date out of a row of a decision table: anchor, working days, time of day, reasons."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo

from periods.calendar import WorkingCalendar
from periods.dated import Dated, in_zone
from periods.errors import RuleRefused
from periods.explain import Derivation, sentence, steps
from periods.rules import FIXED_DAY, DateRule, Rule, find_rule
from periods.windows import Period


@dataclass(frozen=True)
class Anchor:
    """What is counted from: a day, and its time of day where it has one (a cut-off has none)."""

    day: date
    at: time | None = None


@dataclass(frozen=True)
class Reckoning:
    """All that the dates of one level in one period depend on."""

    period: Period
    level: str
    rule: Rule
    calendar: WorkingCalendar
    zone: tzinfo
    called: Mapping[str, str] = field(default_factory=dict)
    """What a moment is called in the reasons, where it is another than the one that the table names."""

    def due(self, decision: str = "submission_due") -> Dated:
        """The date a table gives for this report kind and level, counted from the cut-off."""
        row = find_rule(self.rule, decision, self._inputs())
        name = "due" if decision == "submission_due" else decision
        return self._derive(name, row, {"cutoff": Anchor(self.period.cutoff)})

    def named(self, name: str, moments: Mapping[str, datetime]) -> Dated:
        """The date of this name in the table `cycle_dates`, counted from the cut-off or a moment given."""
        row = find_rule(self.rule, "cycle_dates", {**self._inputs(), "date": name})
        anchors = {key: self._anchor(moment) for key, moment in moments.items()}
        return self._derive(name, row, {**anchors, "cutoff": Anchor(self.period.cutoff)})

    def _inputs(self) -> dict[str, str]:
        return {"report_kind": self.period.report_kind, "level": self.level}

    def _derive(self, name: str, row: DateRule, anchors: Mapping[str, Anchor]) -> Dated:
        anchor = self._start(row, anchors)
        at = row.at or anchor.at
        if at is None:
            raise _no_time(row)
        reached = self.calendar.add_working_days(anchor.day, row.offset)
        final = self._shifted(row, reached)
        moment = datetime.combine(final, at, self.zone)
        limit = self._limit(row, anchors, moment)
        shown = replace(row, anchor=self.called.get(row.anchor, row.anchor))
        way = Derivation(name, self.level, shown, anchor.day, reached, final, at, limit)
        version = self.calendar.version
        return Dated(limit or moment, sentence(way, version), steps(way, self.calendar), version)

    def _anchor(self, moment: datetime) -> Anchor:
        local = in_zone(moment, self.zone)
        return Anchor(local.date(), local.time())

    def _start(self, row: DateRule, anchors: Mapping[str, Anchor]) -> Anchor:
        if row.anchor == FIXED_DAY and row.day:
            last = self.period.end
            length = monthrange(last.year, last.month)[1]
            return Anchor(last.replace(day=min(row.day, length)))
        if row.anchor not in anchors:
            listed = ", ".join(sorted(anchors))
            allowed = {"vi": f"một trong: {listed}", "en": f"one of: {listed}"}
            raise RuleRefused(row.decision, "anchor", row.anchor, allowed)
        return anchors[row.anchor]

    def _shifted(self, row: DateRule, day: date) -> date:
        if row.non_working_day == "next":
            return self.calendar.next_working(day)
        if row.non_working_day == "previous":
            return self.calendar.previous_working(day)
        return day

    def _limit(self, row: DateRule, anchors: Mapping[str, Anchor], moment: datetime) -> datetime | None:
        end = anchors.get(row.not_after) if row.not_after else None
        if end is None or end.at is None:
            return None
        limit = datetime.combine(end.day, end.at, self.zone)
        return limit if limit < moment else None


def _no_time(row: DateRule) -> RuleRefused:
    allowed = {"vi": 'giờ trong ngày, ví dụ "17:00"', "en": 'a time of day such as "17:00"'}
    return RuleRefused(row.decision, "at", None, allowed)
