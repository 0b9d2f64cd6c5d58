"""Dates that end with the evening of a working day: those that somebody sets, and those that are counted."""

from datetime import date, datetime, tzinfo

from periods.calendar import WorkingCalendar
from periods.dated import Dated
from periods.explain import SHIFTED
from periods.hours import HOURS
from periods.words import Words, day_text

EVENING = HOURS[-1][1]
"""When work on a day ends."""


def set_date(day: date, why: Words, calendar: WorkingCalendar, zone: tzinfo) -> Dated:
    """A date that somebody has set: the evening of that day, or of the next one that is worked."""
    final = calendar.next_working(day)
    return ends_on(final, joined(why, on_day(day), shifted(day, final)), calendar, zone)


def on_day(day: date) -> Words:
    """A day behind the words for what it is."""
    return dict.fromkeys(("vi", "en"), f" {day_text(day)}")


def shifted(reached: date, final: date) -> Words:
    """That a day is not worked, and which one follows; nothing where it is the same."""
    if final == reached:
        return {"vi": "", "en": ""}
    moved, day = SHIFTED["next"], day_text(final)
    return {
        "vi": f", là ngày nghỉ nên {moved['vi']} = {day}",
        "en": f", not a working day, so {moved['en']} = {day}",
    }


def joined(*parts: Words) -> Words:
    """One sentence of its parts, as they are."""
    return {language: "".join(part[language] for part in parts) for language in ("vi", "en")}


def ends_on(day: date, why: Words, calendar: WorkingCalendar, zone: tzinfo) -> Dated:
    """The evening of a day, with how it came about and the calendar it was found in."""
    version = {"vi": f", lịch {calendar.version}", "en": f", calendar {calendar.version}"}
    return Dated(datetime.combine(day, EVENING, zone), joined(why, version), (), calendar.version)
