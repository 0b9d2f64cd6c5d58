from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.formats import Formats

VI = Formats("vi", ZoneInfo("Asia/Ho_Chi_Minh"))
EN = Formats("en", ZoneInfo("Asia/Ho_Chi_Minh"))
LATE_EVENING = datetime(2025, 5, 16, 18, 30, tzinfo=UTC)  # 01:30 the next day in Hà Nội


def test_moments_are_shown_in_the_zone() -> None:
    assert VI.moment(LATE_EVENING) == "17/05/2025 01:30"
    assert VI.day(LATE_EVENING) == "17/05/2025"
    assert VI.short_moment(LATE_EVENING) == "17/05 01:30"
    assert VI.time(LATE_EVENING) == "01:30"
    assert VI.iso(LATE_EVENING) == "2025-05-17T01:30+07:00"
    assert EN.weekday(LATE_EVENING) == "Saturday"


def test_a_day_stays_the_day_it_is() -> None:
    assert VI.day(date(2025, 5, 16)) == "16/05/2025"
    assert VI.weekday(date(2025, 5, 16)) == "thứ Sáu"
    assert VI.short_day(date(2025, 5, 6)) == "06/05"


@pytest.mark.parametrize(
    ("span", "vi", "en"),
    [
        (timedelta(), "0 phút", "0 minutes"),
        (timedelta(minutes=59), "59 phút", "59 minutes"),
        (timedelta(minutes=60), "1 giờ", "1 hour"),
        (timedelta(hours=17), "17 giờ", "17 hours"),
        (timedelta(hours=23, minutes=40), "1 ngày", "1 day"),
        (timedelta(days=8, hours=1), "8 ngày 1 giờ", "8 days 1 hour"),
        (timedelta(hours=-1), "0 phút", "0 minutes"),
    ],
)
def test_a_span_is_told_in_days_and_hours(span: timedelta, vi: str, en: str) -> None:
    assert VI.duration(span) == vi
    assert EN.duration(span) == en


def test_numbers_follow_the_language() -> None:
    assert VI.number(1234.5) == "1.234,5"
    assert EN.number(1234.5) == "1,234.5"


@pytest.mark.parametrize(("counted", "shown"), [(999, "999"), (1000, "1000"), (1001, "1000+")])
def test_a_count_stops_at_a_thousand(counted: int, shown: str) -> None:
    assert VI.count(counted) == shown


def test_what_must_not_break_is_kept_together_and_escaped() -> None:
    assert VI.nowrap("<b>") == '<span class="nowrap">&lt;b&gt;</span>'
