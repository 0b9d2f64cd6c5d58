"""A country's calendar: the holidays package as baseline, the override table on top."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from periods.calendar import WorkingCalendar
from periods.errors import CountryUnknown
from periods.overrides import Override, check_overrides
from periods.words import Words

if TYPE_CHECKING:
    from holidays import HolidayBase

MONTH_FIRST = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")
WORKED_INSTEAD: Words = {"vi": "Ngày làm bù", "en": "Worked in place of another day"}


def load_calendar(
    country: str,
    overrides: Iterable[Mapping[str, Any]],
    first_year: int,
    last_year: int,
    *,
    revision: int | None = None,
) -> WorkingCalendar:
    """The working calendar of a country for the years given, both included.

    `overrides` are rows as in `periods.overrides`; a row wins over the package. The version is the country
    and `revision`, by default the number of rows ("vn-3"). A store in which rows can be edited or removed
    passes its own counter, raised by every edit, so that two different tables never share a version.
    """
    rows = check_overrides(overrides)
    off, extra = _baseline(country, first_year, last_year)
    for row in rows:
        _apply(row, off, extra)
    version = f"{country.lower()}-{len(rows) if revision is None else revision}"
    return WorkingCalendar(version, first_year, last_year, off, extra)


def _apply(row: Override, off: dict[date, Words], extra: dict[date, Words]) -> None:
    wins, loses = (off, extra) if row.kind == "off" else (extra, off)
    wins[row.date] = row.name
    loses.pop(row.date, None)


def _baseline(country: str, first_year: int, last_year: int) -> tuple[dict[date, Words], dict[date, Words]]:
    years = range(first_year, last_year + 1)
    local = _holidays(country, years, "vi")
    english = _holidays(country, years, "en_US")
    off = {day: {"vi": name, "en": _day_first(english.get(day, name))} for day, name in local.items()}
    extra = {day: dict(WORKED_INSTEAD) for day in local.weekend_workdays if day.year in years}
    return off, extra


def _holidays(country: str, years: range, language: str) -> "HolidayBase":
    import holidays  # large; a server starts without reading it

    # The language is always said: left out, the package takes that of the machine it runs on.
    try:
        own = holidays.country_holidays(country)
    except NotImplementedError:
        raise CountryUnknown(country) from None
    spoken = language if language in own.supported_languages else own.default_language
    return holidays.country_holidays(country, years=years, expand=False, language=spoken)


def _day_first(name: str) -> str:
    # The package writes 08/22/2026 inside English names; every date of ours reads day first.
    return MONTH_FIRST.sub(r"\2/\1/\3", name)
