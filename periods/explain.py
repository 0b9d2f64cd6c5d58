"""How a date came about: one sentence, and the days one by one."""

from dataclasses import dataclass
from datetime import date, datetime, time

from periods.calendar import Day, WorkingCalendar
from periods.rules import FIXED_DAY, DateRule
from periods.words import (
    Words,
    anchor_words,
    day_text,
    event_words,
    level_words,
    weekday_text,
    working_days_text,
)

LANGUAGES = ("vi", "en")
SHIFTED = {
    "next": {"vi": "chuyển sang ngày làm việc kế tiếp", "en": "moved to the next working day"},
    "previous": {"vi": "chuyển về ngày làm việc liền trước", "en": "moved to the working day before"},
}
ARRIVED = {
    "next": {"vi": "ngày làm việc kế tiếp", "en": "the next working day"},
    "previous": {"vi": "ngày làm việc liền trước", "en": "the working day before"},
}
NO_HOLIDAY: Words = {"vi": "Không có ngày nghỉ lễ xen giữa.", "en": "No public holiday in between."}
STAYS: Words = {
    "vi": "Rơi vào ngày nghỉ; theo quy tắc, ngày này giữ nguyên.",
    "en": "It is not a working day; by the rule the date stays.",
}


@dataclass(frozen=True)
class Derivation:
    """The way from an anchor to a date.

    `start` is the anchor's day, `reached` the day after counting, `final` the day after the rule for
    non-working days; `limit` is set where a limit cut it short.
    """

    name: str
    level: str
    rule: DateRule
    start: date
    reached: date
    final: date
    at: time
    limit: datetime | None


def sentence(way: Derivation, version: str) -> Words:
    """Such as "cut-off 14/11/2026 + 2 working days = 17/11/2026, calendar vn-3", without a full stop."""
    parts = [_anchor(way), _offset(way)]
    if way.final != way.reached:
        parts.append(_shift(way))
    if way.limit:
        parts.append(_limit(way.limit))
    parts.append({"vi": f", lịch {version}", "en": f", calendar {version}"})
    return {language: "".join(part[language] for part in parts) for language in LANGUAGES}


def steps(way: Derivation, calendar: WorkingCalendar) -> tuple[Words, ...]:
    """A line a day from the anchor to the date, then what was passed over, the limit and the rule."""
    days = calendar.working_days_in(way.start, way.final)
    lines = _days(way, days)
    if not days[-1].works and way.rule.non_working_day == "none":
        lines.append(STAYS)
    if len(days) > 1 and all(day.kind != "off" for day in days):
        lines.append(NO_HOLIDAY)
    if way.limit:
        lines.append(_limit_line(way.limit))
    rule = _rule_line(way)
    return (*lines, rule) if rule else tuple(lines)


def _anchor(way: Derivation) -> Words:
    start = day_text(way.start)
    if way.rule.anchor == FIXED_DAY:
        words = _fixed_day(way.rule)
        return {language: f"{text} = {start}" for language, text in words.items()}
    return {language: f"{text} {start}" for language, text in anchor_words(way.rule.anchor).items()}


def _fixed_day(rule: DateRule) -> Words:
    return {"vi": f"ngày {rule.day} của tháng cuối kỳ", "en": f"day {rule.day} of the period's last month"}


def _offset(way: Derivation) -> Words:
    if not way.rule.offset:
        return {"vi": "", "en": ""}
    sign = "+" if way.rule.offset > 0 else "−"
    counted = working_days_text(abs(way.rule.offset))
    return {language: f" {sign} {text} = {day_text(way.reached)}" for language, text in counted.items()}


def _shift(way: Derivation) -> Words:
    moved = SHIFTED[way.rule.non_working_day]
    final = day_text(way.final)
    return {
        "vi": f", là ngày nghỉ nên {moved['vi']} = {final}",
        "en": f", not a working day, so {moved['en']} = {final}",
    }


def _limit(limit: datetime) -> Words:
    return {
        "vi": f", nhưng không sau ngày đóng kỳ {day_text(limit)}",
        "en": f", but not after the closing on {day_text(limit)}",
    }


def _days(way: Derivation, days: list[Day]) -> list[Words]:
    with_year = days[0].date.year != days[-1].date.year
    lines = []
    counted = 0
    for index, day in enumerate(days):
        counted += index > 0 and day.works
        remarks = [_start(way)] if index == 0 else _counted(way, day, counted)
        remarks += _kind(day)
        if index == len(days) - 1 and not way.limit:
            remarks.append(event_words(way.name, way.at))
        lines.append(_line(day.date, remarks, with_year=with_year))
    return lines


def _start(way: Derivation) -> Words:
    return _fixed_day(way.rule) if way.rule.anchor == FIXED_DAY else anchor_words(way.rule.anchor)


def _counted(way: Derivation, day: Day, counted: int) -> list[Words]:
    if not day.works:
        return []
    if counted > abs(way.rule.offset):
        return [ARRIVED[way.rule.non_working_day]]
    return [{"vi": f"ngày làm việc thứ {counted}", "en": f"working day {counted}"}]


def _kind(day: Day) -> list[Words]:
    name = day.name or {"vi": "", "en": ""}
    words: dict[str, list[Words]] = {
        "work": [],
        "weekend": [{"vi": "nghỉ cuối tuần", "en": "weekend"}],
        "off": [{"vi": f"ngày nghỉ – {name['vi']}", "en": f"day off – {name['en']}"}],
        "extra": [{"vi": f"ngày làm bù – {name['vi']}", "en": f"worked instead – {name['en']}"}],
    }
    return words[day.kind]


def _line(day: date, remarks: list[Words], *, with_year: bool) -> Words:
    head = weekday_text(day, with_year=with_year)
    return {
        language: f"{head[language]}: {', '.join(remark[language] for remark in remarks)}"
        for language in LANGUAGES
    }


def _limit_line(limit: datetime) -> Words:
    return {
        "vi": f"Kỳ đóng {day_text(limit)} lúc {limit:%H:%M}, nên lấy lúc đó.",
        "en": f"The cycle closes on {day_text(limit)} at {limit:%H:%M}, so that is the date.",
    }


def _rule_line(way: Derivation) -> Words | None:
    source = way.rule.source
    if source is None:
        return None
    if way.rule.decision != "submission_due":
        return {"vi": f"Nguồn: {source['vi']}.", "en": f"Source: {source['en']}."}
    level = level_words(way.level)
    return {
        "vi": f"Quy tắc: bảng thời hạn, dòng “{level['vi']}”. Nguồn: {source['vi']}.",
        "en": f"Rule: table of deadlines, row “{level['en']}”. Source: {source['en']}.",
    }
