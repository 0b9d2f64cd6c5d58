"""Days that come again: of a week, of a month; and a day off that is moved."""

from datetime import date, timedelta

import pytest

from periods import WorkingCalendar
from periods.rhythm import Rhythm, choices_for, worked_day

THURSDAYS, TENTH = Rhythm("week", (4,)), Rhythm("month", (10, 25))


@pytest.mark.parametrize(
    ("rhythm", "after", "first"),
    [
        (THURSDAYS, date(2025, 5, 14), date(2025, 5, 15)),
        (THURSDAYS, date(2025, 5, 15), date(2025, 5, 22)),
        (TENTH, date(2025, 5, 9), date(2025, 5, 10)),
        (TENTH, date(2025, 5, 10), date(2025, 5, 25)),
        (TENTH, date(2025, 5, 25), date(2025, 6, 10)),
        (Rhythm("month", (28,)), date(2025, 12, 28), date(2026, 1, 28)),
        (Rhythm("month", (1,)), date(2025, 1, 1), date(2025, 2, 1)),
    ],
)
def test_the_next_day_lies_after_the_day_that_is_asked(rhythm: Rhythm, after: date, first: date) -> None:
    assert rhythm.after(after) == first


def test_days_between_two_days_include_both() -> None:
    assert list(THURSDAYS.between(date(2025, 5, 8), date(2025, 5, 15))) == [
        date(2025, 5, 8),
        date(2025, 5, 15),
    ]
    assert list(THURSDAYS.between(date(2025, 5, 9), date(2025, 5, 14))) == []
    assert list(THURSDAYS.between(date(2025, 5, 16), date(2025, 5, 15))) == []


@pytest.mark.parametrize("rhythm", [THURSDAYS, TENTH, Rhythm("week", (1, 5)), Rhythm("month", (1, 28))])
@pytest.mark.parametrize("first", [date(2025, 5, 8), date(2025, 12, 31), date(2026, 3, 1)])
@pytest.mark.parametrize("days", [-2, -1, 0, 1, 6, 7, 8, 27, 28, 40, 365])
def test_days_are_counted_as_they_are_told(rhythm: Rhythm, first: date, days: int) -> None:
    last = first + timedelta(days=days)
    assert rhythm.times(first, last) == len(list(rhythm.between(first, last)))


def test_a_year_has_fifty_two_weeks_and_twelve_months() -> None:
    assert len(list(THURSDAYS.between(date(2025, 1, 1), date(2025, 12, 31)))) == 52
    assert len(list(TENTH.between(date(2025, 1, 1), date(2025, 12, 31)))) == 24


@pytest.mark.parametrize(
    ("taken", "held"),
    [
        ([], date(2025, 5, 5)),
        ([date(2025, 5, 5)], date(2025, 5, 6)),
        ([date(2025, 5, 5), date(2025, 5, 6), date(2025, 5, 7)], date(2025, 5, 8)),
        ([date(2025, 5, day) for day in range(1, 32)], date(2025, 5, 5)),
    ],
)
def test_a_day_off_is_moved_to_no_day_that_is_taken_unless_all_are(
    calendar: WorkingCalendar, taken: list[date], held: date
) -> None:
    assert worked_day(date(2025, 5, 1), calendar, frozenset(taken))[0] == held


def test_a_day_that_is_worked_stays_where_it_is_whatever_is_taken(calendar: WorkingCalendar) -> None:
    assert worked_day(date(2025, 5, 15), calendar, frozenset([date(2025, 5, 15)])) == (
        date(2025, 5, 15),
        None,
    )


def test_it_is_said_in_both_languages() -> None:
    assert THURSDAYS.words() == {"vi": "thứ Năm hằng tuần", "en": "every Thursday"}
    assert TENTH.words() == {"vi": "ngày 10 và 25 hằng tháng", "en": "day 10 and 25 of every month"}
    assert next(words["vi"] for _, words in choices_for("week")) == "thứ Hai"
    assert len(choices_for("month")) == 28


def test_a_day_that_is_worked_stays_and_says_nothing(calendar: WorkingCalendar) -> None:
    assert worked_day(date(2025, 5, 15), calendar) == (date(2025, 5, 15), None)


@pytest.mark.parametrize(
    ("named", "held", "words"),
    [
        (date(2025, 5, 1), date(2025, 5, 5), ("Quốc tế Lao động", "Labor Day")),
        (date(2025, 5, 10), date(2025, 5, 12), ("nghỉ cuối tuần", "is a weekend")),
    ],
)
def test_a_day_off_is_moved_and_says_which_days_are_off(
    calendar: WorkingCalendar, named: date, held: date, words: tuple[str, str]
) -> None:
    found, why = worked_day(named, calendar)
    assert found == held
    assert why is not None
    assert words[0] in why["vi"]
    assert words[1] in why["en"]
    assert f"{held:%d/%m/%Y}" in why["vi"]
