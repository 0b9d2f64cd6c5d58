"""The Gregorian calendar without end in both directions, counted in days from 1970-01-01."""

from datetime import date

LAST_YEAR = 999_999_999
"""The years of the standard reach this far, and as far back."""

_EPOCH = date(1970, 1, 1).toordinal()
FEBRUARY = 2
_ERA_DAYS = 146_097


def days_from_civil(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to a date of the proleptic Gregorian calendar (year 0 exists)."""
    era, year_of_era = divmod(year, 400)
    # Any year of the era that Python knows does: the calendar repeats every 400 years.
    inside = date(year_of_era + 400, month, day).toordinal()
    return inside + (era - 1) * _ERA_DAYS - _EPOCH


def civil_from_days(days: int) -> tuple[int, int, int]:
    """Year, month and day of that many days after 1970-01-01."""
    era, inside = divmod(days + _EPOCH - 1, _ERA_DAYS)
    found = date.fromordinal(inside + 1)
    return found.year + era * 400, found.month, found.day


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == FEBRUARY:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
