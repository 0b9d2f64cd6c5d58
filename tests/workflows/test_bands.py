"""Bands: overdue, due soon, later; the bounds fit what each row says in working days."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from database.session import Database
from periods.country import load_calendar
from periods.late import lateness
from tests.workflows.cycle import at
from workflows.bands import LATER, OVERDUE, SOON, SOON_DAYS, bands
from workflows.deadlines import ZONE, working_calendar

CALENDAR = load_calendar("VN", [], 2023, 2027)

# Tuesday 13/05/2025 is three working days before Friday 16/05.
EDGES = [
    (at(16, 17), at(13, 16, 59), LATER),
    (at(16, 17), at(13, 17), LATER),
    (at(16, 17), at(13, 17, 1), SOON),
    (at(16, 17), at(16, 16, 59), SOON),
    (at(16, 17), at(16, 17), SOON),
    (at(16, 17), at(16, 17, 1), OVERDUE),
]


@pytest.mark.parametrize(("due", "now", "band"), EDGES)
def test_around_each_bound(due: datetime, now: datetime, band: str) -> None:
    assert bands(CALENDAR, now).of(due) == band


def test_what_has_no_due_date_can_wait() -> None:
    assert bands(CALENDAR, at(13)).of(None) == LATER


def test_a_holiday_in_between_does_not_count(database: Database) -> None:
    with database.read() as session:
        calendar = working_calendar(session, at(13))
    wednesday, tuesday_after = at(30, 9, month=4), at(6, 8)
    assert calendar.working_days_between(wednesday.date(), tuesday_after.date()) <= SOON_DAYS + 1
    assert bands(calendar, wednesday).of(tuesday_after) == SOON


# hypothesis takes its bounds without a zone and adds it
FIRST, LAST = datetime(2024, 1, 1), datetime(2026, 6, 1)  # noqa: DTZ001
moments = st.datetimes(FIRST, LAST, timezones=st.just(ZONE))


@given(now=moments, due=moments)
def test_soon_is_exactly_what_says_at_most_two_working_days(now: datetime, due: datetime) -> None:
    found = lateness(due, now, CALENDAR, ZONE)
    expected = OVERDUE if found.late else SOON if found.working_days <= SOON_DAYS else LATER
    assert bands(CALENDAR, now).of(due) == expected
