"""The two durations, which never mix: days and time, years and months."""

from dataclasses import dataclass

SECOND = 1_000_000_000
"""Nanoseconds."""
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

LONGEST_DAYS = 10**12 * DAY
LONGEST_MONTHS = 12 * 10**12


class DurationTooLong(ValueError):
    """A duration past what the calendar of FEEL can hold."""


@dataclass(frozen=True, slots=True, order=True)
class DaysDuration:
    """A days and time duration in nanoseconds; negative goes back in time."""

    nanoseconds: int

    def __post_init__(self) -> None:
        if abs(self.nanoseconds) > LONGEST_DAYS:
            raise DurationTooLong

    def __str__(self) -> str:
        rest = abs(self.nanoseconds)
        if not rest:
            return "PT0S"
        days, rest = divmod(rest, DAY)
        hours, rest = divmod(rest, HOUR)
        minutes, rest = divmod(rest, MINUTE)
        seconds, fraction = divmod(rest, SECOND)
        clock = "".join(f"{count}{letter}" for count, letter in ((hours, "H"), (minutes, "M")) if count)
        if seconds or fraction:
            clock += f"{seconds}{fraction_text(fraction)}S"
        sign = "-" if self.nanoseconds < 0 else ""
        return f"{sign}P{f'{days}D' if days else ''}{'T' + clock if clock else ''}"


@dataclass(frozen=True, slots=True, order=True)
class MonthsDuration:
    """A years and months duration in months."""

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > LONGEST_MONTHS:
            raise DurationTooLong

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        if not years and not months:
            return "P0M"
        sign = "-" if self.months < 0 else ""
        return f"{sign}P{f'{years}Y' if years else ''}{f'{months}M' if months else ''}"


def fraction_text(nanoseconds: int) -> str:
    """The decimals of a second, empty when there are none."""
    return "." + f"{nanoseconds:09}".rstrip("0") if nanoseconds else ""
