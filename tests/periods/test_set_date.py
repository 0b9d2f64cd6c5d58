"""A date that somebody set ends with a working day, and says why."""

from datetime import date, datetime

from periods import load_calendar
from periods.set_date import set_date
from workflows.deadlines import ZONE


def test_a_date_somebody_set_moves_to_the_next_working_day() -> None:
    calendar = load_calendar("VN", [], 2023, 2036, revision=1)
    why = {"vi": "nơi giao việc đặt", "en": "set by the office that directs"}
    saturday = set_date(date(2026, 8, 29), why, calendar, ZONE)
    assert saturday.at == datetime(2026, 9, 3, 17, tzinfo=ZONE)
    assert saturday.explanation["en"].startswith(
        "set by the office that directs 29/08/2026, not a working day"
    )
