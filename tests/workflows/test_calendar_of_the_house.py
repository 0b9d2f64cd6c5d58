"""The working days that the house counts by begin early enough for what is looked back on."""

from datetime import date, datetime

import pytest

from database.session import Database
from periods.errors import CalendarEnds
from periods.profile import VIETNAM
from workflows.deadlines import ZONE, working_calendar


def test_the_days_off_of_2021_and_2022_are_known(database: Database) -> None:
    now = datetime(2021, 1, 1, 8, tzinfo=ZONE)
    with database.read() as session:
        calendar = working_calendar(session, now)
    tet = [date(2021, 2, day) for day in range(9, 18) if not calendar.is_working(date(2021, 2, day))]
    assert (tet[0], tet[-1], len(tet)) == (date(2021, 2, 10), date(2021, 2, 16), 7)
    assert calendar.add_working_days(date(2021, 4, 29), 1) == date(2021, 5, 4), (
        "Labour Day is made up for on Monday"
    )
    assert calendar.add_working_days(date(2022, 1, 28), 1) == date(2022, 2, 7)
    assert calendar.add_working_days(date(2022, 4, 29), 1) == date(2022, 5, 4)


def test_before_the_first_year_of_the_profile_nothing_is_counted(database: Database) -> None:
    with database.read() as session:
        calendar = working_calendar(session, datetime(2021, 1, 1, 8, tzinfo=ZONE))
    assert calendar.is_working(date(VIETNAM.first_year, 1, 2))
    with pytest.raises(CalendarEnds):
        calendar.is_working(date(VIETNAM.first_year - 1, 12, 31))
