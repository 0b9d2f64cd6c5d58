from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods import WorkingCalendar, lateness

MOMENTS = st.datetimes(datetime(2023, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - bounds


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}:00+07:00")


@pytest.fixture
def words(calendar: WorkingCalendar, zone: ZoneInfo) -> Callable[[str, str], dict[str, str]]:
    return lambda due, moment: lateness(at(due), at(moment), calendar, zone).words


@pytest.mark.parametrize(
    ("due", "vietnamese", "english"),
    [
        ("2025-05-15T17:00", "trễ 2 ngày làm việc", "2 working days late"),
        ("2025-05-16T17:00", "trễ 1 ngày làm việc", "1 working day late"),
        ("2025-05-19T17:00", "trễ 16 giờ", "16 hours late"),
        ("2025-05-20T17:00", "hôm nay, còn 8 giờ", "today, 8 hours left"),
        ("2025-05-21T17:00", "còn 1 ngày làm việc", "1 working day left"),
        ("2025-05-26T17:00", "còn 4 ngày làm việc", "4 working days left"),
        ("2025-05-28T17:00", "còn 6 ngày làm việc", "6 working days left"),
    ],
)
def test_distances_read_as_drawn_on_the_pages(
    words: Callable[[str, str], dict[str, str]], due: str, vietnamese: str, english: str
) -> None:
    assert words(due, "2025-05-20T09:00") == {"vi": vietnamese, "en": english}


@pytest.mark.parametrize(
    ("moment", "vietnamese"),
    [
        ("2025-05-16T16:59", "hôm nay, còn dưới 1 giờ"),
        ("2025-05-16T17:00", "hôm nay, còn dưới 1 giờ"),
        ("2025-05-16T17:01", "trễ dưới 1 giờ"),
        ("2025-05-16T18:00", "trễ 1 giờ"),
        ("2025-05-17T16:59", "trễ 23 giờ"),
        ("2025-05-17T17:00", "trễ dưới 1 ngày làm việc"),  # a Saturday: nobody worked since
        ("2025-05-19T16:59", "trễ dưới 1 ngày làm việc"),
        ("2025-05-19T17:00", "trễ 1 ngày làm việc"),
        ("2025-05-20T16:59", "trễ 1 ngày làm việc"),
        ("2025-05-20T17:00", "trễ 2 ngày làm việc"),
    ],
)
def test_a_day_late_is_full_at_the_same_time_of_the_next_working_day(
    words: Callable[[str, str], dict[str, str]], moment: str, vietnamese: str
) -> None:
    assert words("2025-05-16T17:00", moment)["vi"] == vietnamese


@pytest.mark.parametrize(
    ("moment", "vietnamese"),
    [
        ("2025-05-16T16:59", "còn 1 ngày làm việc"),
        ("2025-05-16T17:00", "còn 1 ngày làm việc"),
        ("2025-05-16T17:01", "còn dưới 1 ngày làm việc"),
        ("2025-05-18T18:00", "còn 23 giờ"),
        ("2025-05-19T00:00", "hôm nay, còn 17 giờ"),
    ],
)
def test_what_is_left_before_a_monday_is_not_counted_over_the_weekend(
    words: Callable[[str, str], dict[str, str]], moment: str, vietnamese: str
) -> None:
    assert words("2025-05-19T17:00", moment)["vi"] == vietnamese


def test_a_stored_moment_in_utc_counts_on_local_days(calendar: WorkingCalendar, zone: ZoneInfo) -> None:
    due = datetime(2025, 5, 20, 10, 0, tzinfo=UTC)
    assert lateness(due, datetime(2025, 5, 19, 18, 0, tzinfo=UTC), calendar, zone).today


@given(MOMENTS, MOMENTS)
def test_late_and_left_mirror_each_other(
    calendar: WorkingCalendar, zone: ZoneInfo, due: datetime, moment: datetime
) -> None:
    there, back = lateness(due, moment, calendar, zone), lateness(moment, due, calendar, zone)
    assert (there.working_days, there.hours) == (back.working_days, back.hours)
    assert there.late is (moment > due)
    assert there.working_days * 24 <= there.hours + 23
