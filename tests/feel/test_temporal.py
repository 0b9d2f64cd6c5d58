"""DMN 1.5, 10.3.2.3.4 to 10.3.2.3.9 and 10.3.4.6 to 10.3.4.9: dates, times, durations."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from feel import DaysDuration, MonthsDuration, compile_expression
from tests.feel.asking import ask


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2026-11-14" + @"P3D"', "2026-11-17"),
        ('@"2026-01-31" + @"P1M"', "2026-02-28"),
        ('@"2024-02-29" - @"P1Y"', "2023-02-28"),
        ('@"2026-11-17" - @"2026-11-14"', "P3D"),
        ('@"2026-11-14T08:00:00@Asia/Ho_Chi_Minh" + @"PT20H"', "2026-11-15T04:00:00@Asia/Ho_Chi_Minh"),
        ('@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H"', "2026-03-29T03:30:00@Europe/Paris"),
        ('@"23:30:00" + @"PT1H"', "00:30:00"),
        ('@"10:00:00Z" - @"10:00:00+07:00"', "PT7H"),
        ('@"10:00:00Z" - @"10:00:00"', None),
        ('@"P1D" * 1.5', "P1DT12H"),
        ('@"P1Y" / 4', "P3M"),
        ('@"P2D" / @"PT12H"', 4),
        ('@"P1Y" + @"P1D"', None),
        ('-@"P1Y2M"', "-P1Y2M"),
        ('@"-0044-03-15".year', -44),
        ('@"999999999-12-31" + @"P1D"', None),
        ('@"2026-11-14T24:00:00"', "2026-11-15T00:00:00"),
        ('@"0000-02-29"', "0000-02-29"),
    ],
)
def test_arithmetic_with_time(text: str, value: Any) -> None:
    assert ask(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("2026-02-29", "2026-13-01", "26-01-01", "02026-01-01", "-0000-01-01", "٢٠٢٦-01-01", "2026-11-14T"),
        *("10:60:00", "25:00:00", "10:00:00+19:00", "10:00:00@Nowhere/City", "T10:00:00"),
        *("P", "PT", "P1M1D", "P1S"),
    ],
)
def test_what_is_no_date_is_null(text: str) -> None:
    assert ask(f'@"{text}"') is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2026-11-14".weekday', 6),
        ('@"2026-11-14T10:20:30+07:00".time offset', "PT7H"),
        ('@"2026-11-14T10:20:30@Asia/Ho_Chi_Minh".timezone', "Asia/Ho_Chi_Minh"),
        ('@"10:20:30.5".second', 30),
        ('@"P1DT2H3M4S".minutes', 3),
        ('@"-P3Y2M".months', -2),
        ('[@"2026-11-14", @"2025-01-01"].year', [2026, 2025]),
        ("[1..3].start included", True),
        ('@"2026-11-14".nothing', None),
        ('day of week(@"2026-11-14")', "Saturday"),
        ('day of year(@"2024-12-31")', 366),
        ('week of year(@"2027-01-01")', 53),
        ('month of year(@"2026-11-14")', "November"),
        ('date("2026-11-14T10:00:00")', None),
        ('date(date and time("2026-11-14T10:00:00Z"))', "2026-11-14"),
        ("date(2026, 11, 14)", "2026-11-14"),
        ("date(2026, 11, 31)", None),
        ('time("10:00:00") = time(10, 0, 0)', True),
        ('time(10, 0, 0.5, @"PT7H")', "10:00:00.5+07:00"),
        ('date and time(@"2026-11-14", @"10:00:00")', "2026-11-14T10:00:00"),
        ('duration("P1Y2M")', "P1Y2M"),
        ('years and months duration(@"2026-01-31", @"2026-03-30")', "P1M"),
        ('years and months duration(@"2026-03-30", @"2026-01-31")', "-P1M"),
    ],
)
def test_parts_and_makers(text: str, value: Any) -> None:
    assert ask(text) == value


def test_times_in_different_zones_are_equal_at_one_instant_yet_not_the_same() -> None:
    assert ask('@"2026-11-14T10:00:00+07:00" = @"2026-11-14T03:00:00Z"') is True
    assert ask('is(@"2026-11-14T10:00:00+07:00", @"2026-11-14T03:00:00Z")') is False
    assert ask('@"10:00:00" = @"10:00:00Z"') is False


def test_comparison_goes_by_whole_seconds() -> None:
    assert ask('@"10:00:00.1" = @"10:00:00.9"') is True
    assert ask('is(@"10:00:00.1", @"10:00:00.9")') is False


@pytest.mark.parametrize(
    "value",
    [
        date(2026, 11, 14),
        time(10, 20, 30, 5),
        time(10, 20, tzinfo=UTC),
        datetime(2026, 11, 14, 10, 20, tzinfo=timezone(timedelta(hours=7))),
        datetime(2026, 11, 14, 10, 20, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        datetime(1, 1, 1),  # noqa: DTZ001 a wall clock at the edge of Python's years
        datetime(9999, 12, 31, 23, 59, 59, 999999),  # noqa: DTZ001 the other edge
    ],
)
def test_python_dates_go_in_and_come_out_unchanged(value: Any) -> None:
    returned = compile_expression("x").evaluate({"x": value})
    assert returned == value
    assert type(returned) is type(value)


def test_durations_have_types_of_their_own() -> None:
    assert compile_expression('@"P1D"').evaluate({}) == DaysDuration(86_400 * 10**9)
    assert compile_expression('@"P1Y"').evaluate({}) == MonthsDuration(12)
    assert compile_expression("d").evaluate({"d": timedelta(hours=1)}) == DaysDuration(3_600 * 10**9)


def test_nanoseconds_survive() -> None:
    assert ask('string(@"10:00:00.123456789")') == "10:00:00.123456789"


@pytest.mark.parametrize(
    ("zone", "hour"),
    [("Asia/Ho_Chi_Minh", "03"), ("Asia/Tokyo", "01"), ("Europe/Paris", "09"), ("America/Toronto", "15")],
)
def test_a_time_in_a_named_zone_goes_by_the_clock_of_our_days(zone: str, hour: str) -> None:
    assert ask(f'@"10:00:00@{zone}" = @"{hour}:00:00Z"') is True
