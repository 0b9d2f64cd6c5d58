"""Reviews fall due so long after a basis came into force, or with half-years and years; every date says why."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bpmn.xml import parse_xml
from feel.decisions import read_decisions
from periods import VIETNAM, WorkingCalendar, load_calendar
from periods.errors import RuleMissing, RuleRefused
from periods.reviews import (
    REVIEW_KINDS,
    ReviewClock,
    ReviewDay,
    ReviewKind,
    months_after,
    next_review,
    opens_at,
    read_clock,
    review_dates,
)
from workflows.deadlines import ZONE

SINCE = date(2024, 2, 29)
TABLE = Path("bpmn/models/review_clock.dmn")


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    return load_calendar("VN", [], 2023, 2036, revision=1)


def clock(kind: ReviewKind) -> ReviewClock:
    decisions = read_decisions(parse_xml(TABLE.read_bytes()), [])
    row: Any = decisions.evaluate("review_clock", {"kind": kind})
    return read_clock(kind, row)


def days(kind: ReviewKind, since: date, until: date | None, last: date) -> list[date]:
    found, after = [], since
    while (review := next_review(kind, since, until, after)) is not None and review.day <= last:
        found.append(review.day)
        after = review.day
    return found


def test_a_month_without_that_day_ends_earlier() -> None:
    assert months_after(SINCE, 30) == date(2026, 8, 29)
    assert months_after(SINCE, 60) == date(2029, 2, 28)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)


def test_years_are_counted_once_and_windows_again_and_again() -> None:
    ten_years = date(2034, 2, 28)
    assert days("after_2_5", SINCE, None, ten_years) == [date(2026, 8, 29)]
    assert days("after_5", SINCE, None, ten_years) == [date(2029, 2, 28)]
    assert days("after_10", SINCE, None, ten_years) == [ten_years]
    assert [day.year for day in days("year", SINCE, None, ten_years)] == list(range(2024, 2034))
    halves = days("half", SINCE, None, ten_years)
    assert halves[:3] == [date(2024, 6, 14), date(2024, 12, 14), date(2025, 6, 14)]
    assert len(halves) == 20


@pytest.mark.parametrize(
    ("since", "first"),
    [
        (date(2024, 3, 14), date(2024, 6, 14)),
        (date(2024, 3, 15), date(2024, 6, 14)),
        (date(2024, 3, 16), date(2024, 12, 14)),
    ],
)
def test_a_window_counts_where_the_basis_was_in_force_for_half_of_it(since: date, first: date) -> None:
    assert days("half", since, None, date(2025, 1, 1))[0] == first


def test_what_is_no_longer_in_force_is_not_reviewed() -> None:
    assert days("year", SINCE, date(2025, 12, 13), date(2030, 1, 1)) == [date(2024, 12, 14)]
    assert days("year", SINCE, date(2025, 12, 14), date(2030, 1, 1))[-1] == date(2025, 12, 14)
    assert next_review("after_5", SINCE, date(2029, 2, 27), SINCE) is None


def test_a_review_opens_in_the_morning_so_many_days_before() -> None:
    review = ReviewDay("after_5", SINCE, date(2029, 2, 28), None)
    assert opens_at(review, clock("after_5"), ZONE) == datetime(2028, 11, 30, 8, tzinfo=ZONE)


def test_every_date_says_how_it_came_about(calendar: WorkingCalendar) -> None:
    review = next_review("after_2_5", SINCE, None, SINCE)
    assert review is not None
    dates = review_dates(review, clock("after_2_5"), date(2026, 6, 30), calendar, ZONE)
    assert dates.due.at == datetime(
        2026, 9, 3, 17, tzinfo=ZONE
    )  # a Saturday, then the national day with a swap
    assert dates.due.explanation == {
        "vi": "có hiệu lực 29/02/2024 + 2 năm 6 tháng = 29/08/2026, là ngày nghỉ nên chuyển sang ngày làm việc "
        "kế tiếp = 03/09/2026, lịch vn-1",
        "en": "in force since 29/02/2024 + 2 years 6 months = 29/08/2026, not a working day, so moved to the "
        "next working day = 03/09/2026, calendar vn-1",
    }
    assert dates.outline_by.explanation["en"] == (
        "opening 30/06/2026 + 10 working days = 14/07/2026, calendar vn-1"
    )


def test_a_half_year_is_counted_from_its_cut_off(calendar: WorkingCalendar) -> None:
    review = next_review("half", SINCE, None, date(2026, 1, 1))
    assert review is not None
    assert review.period is not None
    assert review.period.key == "2026-H1"
    dates = review_dates(review, clock("half"), date(2026, 5, 25), calendar, ZONE)
    assert dates.due.explanation["en"] == "cut-off 14/06/2026 + 10 working days = 26/06/2026, calendar vn-1"


def test_the_dates_of_every_kind_stand_in_order(calendar: WorkingCalendar) -> None:
    for kind in REVIEW_KINDS:
        review = next_review(kind, SINCE, None, date(2024, 12, 20) if kind in VIETNAM.windows else SINCE)
        assert review is not None
        row = clock(kind)
        opened = opens_at(review, row, ZONE)
        dates = review_dates(review, row, opened.date(), calendar, ZONE)
        order = [opened, *(dated.at for dated in dates.all().values())]
        assert order == sorted(order), kind


def test_a_row_that_is_missing_or_does_not_fit_is_refused() -> None:
    with pytest.raises(RuleMissing):
        read_clock("half", None)
    with pytest.raises(RuleRefused):
        read_clock("half", {"opens": -1})
