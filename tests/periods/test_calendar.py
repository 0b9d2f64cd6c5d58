from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods import CalendarEnds, WorkingCalendar, load_calendar, read_overrides
from periods.errors import CountryUnknown

DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
COUNTS = st.integers(-40, 40)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 1, 1), "off"),
        (date(2026, 1, 2), "off"),  # swapped, by the override table
        (date(2026, 1, 3), "weekend"),
        (date(2026, 1, 9), "work"),
        (date(2026, 1, 10), "extra"),  # the Saturday worked instead
        (date(2026, 1, 11), "weekend"),
        (date(2026, 8, 22), "extra"),  # a swap the package knows
        (date(2026, 8, 31), "off"),
        (date(2026, 11, 24), "off"),
    ],
)
def test_holidays_weekends_and_swapped_days_are_told_apart(
    calendar: WorkingCalendar, day: date, kind: str
) -> None:
    assert calendar.day(day).kind == kind
    assert calendar.is_working(day) is (kind in {"work", "extra"})


def test_without_the_override_table_the_swap_of_january_2026_is_unknown() -> None:
    bare = load_calendar("VN", [], 2026, 2026)
    assert bare.is_working(date(2026, 1, 2))
    assert not bare.is_working(date(2026, 1, 10))


def test_an_override_wins_over_the_package_both_ways() -> None:
    rows: list[dict[str, object]] = [
        {"date": "2026-02-17", "kind": "work", "name": "Trực Tết"},
        {"date": date(2026, 2, 24), "kind": "off", "name": "Nghỉ bù"},
    ]
    calendar = load_calendar("VN", rows, 2026, 2026)
    assert calendar.is_working(date(2026, 2, 17))
    assert not calendar.is_working(date(2026, 2, 24))


def test_a_day_says_its_kind_and_its_name_in_both_languages(calendar: WorkingCalendar) -> None:
    swapped, worked = calendar.day(date(2026, 1, 2)), calendar.day(date(2026, 1, 10))
    assert (swapped.kind, worked.kind) == ("off", "extra")
    assert swapped.name == {
        "vi": "Nghỉ hoán đổi Tết Dương lịch (làm bù 10/01/2026)",
        "en": "New Year's Day, swapped day off (worked on 10/01/2026)",
    }
    assert calendar.day(date(2026, 2, 17)).name == {"vi": "Tết Nguyên Đán", "en": "Lunar New Year"}
    assert calendar.day(date(2026, 8, 31)).name == {
        "vi": "Ngày nghỉ (thay cho ngày 22/08/2026)",
        "en": "Day off (substituted from 22/08/2026)",
    }
    assert calendar.day(date(2026, 3, 2)).kind == "work"
    assert calendar.day(date(2026, 3, 1)).kind == "weekend"


def test_names_do_not_depend_on_the_machine_s_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "en_US")
    assert load_calendar("VN", [], 2026, 2026).day(date(2026, 1, 1)).name == {
        "vi": "Tết Dương lịch",
        "en": "New Year's Day",
    }


def test_the_version_names_country_and_revision_and_changes_with_the_table() -> None:
    rows = read_overrides()
    assert load_calendar("VN", rows, 2026, 2026).version == "vn-3"
    assert load_calendar("VN", rows[:2], 2026, 2026).version == "vn-2"
    assert load_calendar("VN", rows, 2026, 2026, revision=17).version == "vn-17"


def test_an_unknown_country_is_refused() -> None:
    with pytest.raises(CountryUnknown) as refused:
        load_calendar("Giaoban", [], 2026, 2026)
    assert "VN" in refused.value.message["vi"]


@given(DAYS, COUNTS)
def test_adding_ends_on_a_working_day_and_counting_undoes_it(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    reached = calendar.add_working_days(day, count)
    if count:
        assert calendar.is_working(reached)
    if count >= 0 or calendar.is_working(day):
        assert calendar.working_days_between(day, reached) == count


@given(DAYS, COUNTS)
def test_adding_and_taking_away_come_back_to_the_same_working_day(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    start = calendar.next_working(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


@given(DAYS)
def test_the_next_and_previous_working_days_are_the_nearest(calendar: WorkingCalendar, day: date) -> None:
    after, before = calendar.next_working(day), calendar.previous_working(day)
    assert before <= day <= after
    between = [entry.date for entry in calendar.working_days_in(before, after) if entry.works]
    assert between == sorted({before, after})


def test_days_are_listed_both_ways_with_both_ends(calendar: WorkingCalendar) -> None:
    forward = calendar.working_days_in(date(2026, 11, 13), date(2026, 11, 17))
    assert [day.kind for day in forward] == ["work", "weekend", "weekend", "work", "work"]
    backward = calendar.working_days_in(date(2026, 11, 17), date(2026, 11, 13))
    assert backward == forward[::-1]


def test_a_count_of_nothing_stays_even_on_a_sunday(calendar: WorkingCalendar) -> None:
    assert calendar.add_working_days(date(2026, 11, 15), 0) == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2031, 12, 30), 1, date(2031, 12, 31)),
        (date(2031, 12, 31), 0, date(2031, 12, 31)),
        (date(2022, 1, 5), -1, date(2022, 1, 4)),
    ],
)
def test_up_to_its_last_day_the_calendar_answers(
    calendar: WorkingCalendar, day: date, count: int, reached: date
) -> None:
    assert calendar.add_working_days(day, count) == reached


@pytest.mark.parametrize(
    ("day", "count"), [(date(2031, 12, 31), 1), (date(2032, 1, 1), 0), (date(2022, 1, 4), -1)]
)
def test_past_its_end_the_calendar_says_so_and_what_to_do(
    calendar: WorkingCalendar, day: date, count: int
) -> None:
    with pytest.raises(CalendarEnds) as ended:
        calendar.add_working_days(day, count)
    assert "vn-3" in ended.value.message["vi"]
    assert "2022–2031" in ended.value.message["en"]
    assert "mở rộng lịch" in ended.value.message["vi"]
    assert "extend" in ended.value.message["en"]


def test_the_last_day_python_knows_is_an_end_too() -> None:
    forever = load_calendar("VN", [], 9999, 9999)
    with pytest.raises(CalendarEnds):
        forever.add_working_days(date.max, 1)


def test_between_counts_the_later_day_and_not_the_earlier(calendar: WorkingCalendar) -> None:
    friday = date(2026, 11, 13)
    assert [calendar.working_days_between(friday, friday + timedelta(days=n)) for n in range(5)] == [
        0,
        0,
        0,
        1,
        2,
    ]
    assert calendar.working_days_between(friday + timedelta(days=4), friday) == -2
