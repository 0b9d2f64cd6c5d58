"""Working hours stand still at noon, at night and on days that are not worked."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from periods.country import load_calendar
from periods.hours import add_working_hours, worked_between

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = load_calendar("VN", [], 2024, 2026)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


@pytest.mark.parametrize(
    ("moment", "hours", "then"),
    [
        ("2025-05-07 08:00", 4, "2025-05-07 12:00"),
        ("2025-05-07 08:01", 4, "2025-05-07 13:01"),
        ("2025-05-07 08:00", 8, "2025-05-07 17:00"),
        ("2025-05-07 16:30", 1, "2025-05-08 08:30"),
        ("2025-05-09 16:59", 0.5, "2025-05-12 08:29"),
        ("2025-05-10 10:00", 1, "2025-05-12 09:00"),
        ("2025-04-29 17:00", 8, "2025-05-05 17:00"),
        ("2025-05-07 12:30", 0, "2025-05-07 13:00"),
        ("2025-05-07 10:00", -2, "2025-05-07 08:00"),
        ("2025-05-07 10:00", -3, "2025-05-06 16:00"),
        ("2025-05-12 08:00", -8, "2025-05-09 08:00"),
    ],
)
def test_hours_are_counted_while_offices_work(moment: str, hours: float, then: str) -> None:
    assert add_working_hours(CALENDAR, at(moment), hours, HANOI) == at(then)


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("2025-05-07 08:00", "2025-05-07 08:00", 0),
        ("2025-05-07 10:00", "2025-05-07 09:00", 0),
        ("2025-05-07 11:59", "2025-05-07 13:01", 2),
        ("2025-05-07 07:00", "2025-05-07 18:00", 480),
        ("2025-05-07 16:59", "2025-05-08 08:01", 2),
        ("2025-05-07 17:00", "2025-05-08 08:00", 0),
        ("2025-05-09 16:00", "2025-05-13 09:00", 60 + 480 + 60),
        ("2025-05-10 08:00", "2025-05-11 17:00", 0),
        ("2025-04-29 08:00", "2025-05-05 17:00", 960),
    ],
)
def test_what_was_worked_between_two_moments(start: str, end: str, minutes: int) -> None:
    assert worked_between(CALENDAR, at(start), at(end), HANOI).total_seconds() == 60 * minutes
