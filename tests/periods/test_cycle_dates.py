from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods import (
    CycleDates,
    Dated,
    Period,
    Rule,
    RuleMissing,
    WorkingCalendar,
    armed,
    as_variables,
    correct_by,
    cycle_dates,
    period,
    receive_by,
    reminders_for,
)

YEARS = range(2023, 2031)
KEYS = [
    key
    for year in YEARS
    for key in (
        *(f"{year}-{month:02d}" for month in range(1, 13)),
        *(f"{year}-Q{quarter}" for quarter in range(1, 5)),
        f"{year}-H1",
        f"{year}-H2",
        f"{year}-9M",
        f"{year}",
        *(f"{year}-W{week:02d}" for week in (1, 5, 6, 21, 22, 35, 52)),
    )
]
PERIODS = st.sampled_from(KEYS).map(period)
LEVELS = st.sampled_from(["commune", "district", "province", "nation"])


@pytest.fixture
def dates(rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo) -> Callable[..., CycleDates]:
    def compute(key: str, level: str, *, rule: Rule = rule, due: Dated | None = None) -> CycleDates:
        return cycle_dates(period(key), level, rule, calendar, zone, due=due)

    return compute


def shown(dated: Dated) -> str:
    return f"{dated.at:%d/%m/%Y %H:%M}"


def test_a_ward_s_november_has_the_dates_of_the_plan(dates: Callable[..., CycleDates]) -> None:
    assert {name: shown(dated) for name, dated in dates("2026-11", "commune").all().items()} == {
        "opens": "09/11/2026 08:00",
        "due": "17/11/2026 17:00",
        "reminder_before_2": "13/11/2026 08:00",
        "reminder_before_1": "16/11/2026 08:00",
        "reminder_due": "17/11/2026 17:00",
        "reminder_after_1": "18/11/2026 17:00",
        "reminder_after_3": "20/11/2026 17:00",
        "collect_until": "16/11/2026 17:00",
        "closes": "14/12/2026 17:00",
    }


@pytest.mark.parametrize(
    ("key", "level", "due"),
    [
        ("2025-05", "commune", "16/05/2025 17:00"),
        ("2025-05", "district", "20/05/2025 17:00"),
        ("2025-05", "province", "25/05/2025 17:00"),  # a Sunday, and it stays
        ("2025-05", "nation", "28/05/2025 17:00"),
        ("2026-02", "commune", "24/02/2026 17:00"),
        ("2026-02", "district", "26/02/2026 17:00"),
        ("2026-02", "province", "25/02/2026 17:00"),
        ("2026-02", "nation", "02/03/2026 17:00"),  # the 28th is a Saturday
        ("2026-Q1", "commune", "17/03/2026 17:00"),
        ("2026", "province", "25/12/2026 17:00"),
    ],
)
def test_each_level_is_due_by_its_own_row(
    dates: Callable[..., CycleDates], key: str, level: str, due: str
) -> None:
    assert shown(dates(key, level).due) == due


def test_may_2025_has_the_dates_drawn_on_the_pages(dates: Callable[..., CycleDates]) -> None:
    cycle = dates("2025-05", "commune")
    assert shown(cycle.opens) == "07/05/2025 08:00"
    assert shown(cycle.reminders["before_2"]) == "14/05/2025 08:00"
    assert shown(cycle.reminders["after_1"]) == "19/05/2025 17:00"
    assert shown(cycle.reminders["after_3"]) == "21/05/2025 17:00"
    assert shown(cycle.closes) == "11/06/2025 17:00"


def test_the_swapped_days_of_january_2026_are_counted(dates: Callable[..., CycleDates]) -> None:
    december = dates("2025-12", "commune")
    # 2 January is off and Saturday the 10th is worked: the twentieth day is Monday the 12th.
    assert shown(december.closes) == "12/01/2026 17:00"


@given(PERIODS, LEVELS)
def test_reminders_lie_around_the_due_date_in_their_order(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo, asked: Period, level: str
) -> None:
    cycle = cycle_dates(asked, level, rule, calendar, zone)
    names = ["before_2", "before_1", "due", "after_1", "after_3"]
    moments = [cycle.reminders[name].at for name in names]
    assert cycle.opens.at < moments[0]
    assert moments == sorted(set(moments))
    assert moments[-1] < cycle.closes.at
    assert cycle.reminders["due"].at == cycle.due.at
    assert cycle.collect_until.at < cycle.due.at


@given(PERIODS, LEVELS)
def test_a_report_is_due_at_least_a_working_day_after_its_cutoff(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo, asked: Period, level: str
) -> None:
    due = cycle_dates(asked, level, rule, calendar, zone).due.at
    assert due.date() >= calendar.add_working_days(asked.cutoff, 1)


@given(PERIODS, LEVELS)
def test_only_the_province_s_fixed_day_may_fall_on_a_day_off(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo, asked: Period, level: str
) -> None:
    cycle = cycle_dates(asked, level, rule, calendar, zone)
    off = {name for name, dated in cycle.all().items() if not calendar.is_working(dated.at.date())}
    assert off <= ({"due", "reminder_due"} if level == "province" else set())


@given(PERIODS, LEVELS)
def test_every_date_is_aware_explained_and_names_its_calendar(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo, asked: Period, level: str
) -> None:
    for dated in cycle_dates(asked, level, rule, calendar, zone).all().values():
        assert dated.at.utcoffset() == timedelta(hours=7)
        assert dated.calendar == "vn-3"
        assert dated.explanation["vi"].endswith(", lịch vn-3")
        assert dated.explanation["en"].endswith(", calendar vn-3")
        assert f"{dated.at:%d/%m/%Y}" in dated.explanation["vi"]
        assert all(step["vi"] and step["en"] for step in dated.steps)


def test_changing_a_cell_moves_the_date(
    dates: Callable[..., CycleDates], changed: Callable[..., Rule]
) -> None:
    assert (
        shown(dates("2026-11", "commune", rule=changed("submission_due", offset=3)).due) == "18/11/2026 17:00"
    )
    assert (
        shown(dates("2026-11", "commune", rule=changed("submission_due", at="11:30")).due)
        == "17/11/2026 11:30"
    )


@pytest.mark.parametrize(
    ("rule_for_days_off", "due"),
    [("next", "26/05/2025"), ("previous", "23/05/2025"), ("none", "25/05/2025"), (None, "25/05/2025")],
)
def test_what_happens_on_a_day_off_is_data(
    dates: Callable[..., CycleDates], changed: Callable[..., Rule], rule_for_days_off: str | None, due: str
) -> None:
    cycle = dates("2025-05", "province", rule=changed("submission_due", non_working_day=rule_for_days_off))
    assert f"{cycle.due.at:%d/%m/%Y}" == due


def test_a_fixed_day_past_the_month_s_end_is_its_last_day(
    dates: Callable[..., CycleDates], changed: Callable[..., Rule]
) -> None:
    assert (
        shown(dates("2026-02", "province", rule=changed("submission_due", day=31)).due) == "28/02/2026 17:00"
    )


def test_a_kind_without_a_row_is_refused_and_the_table_is_named(dates: Callable[..., CycleDates]) -> None:
    with pytest.raises(RuleMissing) as missing:
        dates("2026-05-20-1", "commune")
    assert "submission_due" in missing.value.message["vi"]
    assert "report_kind = adhoc" in missing.value.message["en"]


def test_a_due_date_planned_otherwise_moves_its_reminders_and_nothing_else(
    dates: Callable[..., CycleDates],
) -> None:
    usual, other = dates("2026-11", "commune"), dates("2026-12", "commune").due
    moved = dates("2026-11", "commune", due=other)
    assert moved.due is other
    assert moved.reminders["due"].at == other.at
    assert (moved.opens, moved.closes) == (usual.opens, usual.closes)


@pytest.mark.parametrize(
    ("sent", "by"),
    [
        (datetime.fromisoformat("2025-05-16T16:59:00+07:00"), "20/05/2025 17:00"),
        (datetime.fromisoformat("2025-05-19T16:00:00+07:00"), "21/05/2025 17:00"),
        (datetime.fromisoformat("2025-05-18T20:00:00+00:00"), "21/05/2025 17:00"),  # already Monday here
    ],
)
def test_a_receiver_has_two_working_days(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo, sent: datetime, by: str
) -> None:
    dated = receive_by(
        sent, period=period("2025-05"), level="commune", rule=rule, calendar=calendar, zone=zone
    )
    assert shown(dated) == by


@pytest.mark.parametrize(
    ("returned", "by"),
    [
        ("06-06T10:30", "10/06/2025 17:00"),
        ("09-06T10:30", "11/06/2025 17:00"),
        ("10-06T10:30", "11/06/2025 17:00"),
    ],
)
def test_a_correction_has_two_working_days_but_not_past_the_closing(
    dates: Callable[..., CycleDates],
    rule: Rule,
    calendar: WorkingCalendar,
    zone: ZoneInfo,
    returned: str,
    by: str,
) -> None:
    day, month, clock = returned[:2], returned[3:5], returned[6:]
    moment = datetime.fromisoformat(f"2025-{month}-{day}T{clock}:00+07:00")
    closes = dates("2025-05", "commune").closes.at
    dated = correct_by(
        moment, closes, period=period("2025-05"), level="commune", rule=rule, calendar=calendar, zone=zone
    )
    assert shown(dated) == by


def test_a_receiver_s_date_keeps_to_the_closing_where_the_table_says_so(
    dates: Callable[..., CycleDates], changed: Callable[..., Rule], calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    closes = dates("2025-05", "commune").closes.at
    dated = receive_by(
        closes - timedelta(hours=2),
        period=period("2025-05"),
        level="commune",
        rule=changed("cycle_dates", not_after="closes"),
        calendar=calendar,
        zone=zone,
        closes=closes,
    )
    assert dated.at == closes


def test_an_instance_carries_iso_text_and_no_receiving_date_yet(dates: Callable[..., CycleDates]) -> None:
    assert as_variables(dates("2026-11", "commune")) == {
        "due": "2026-11-17T17:00:00+07:00",
        "reminders": {
            "before_2": "2026-11-13T08:00:00+07:00",
            "before_1": "2026-11-16T08:00:00+07:00",
            "due": "2026-11-17T17:00:00+07:00",
            "after_1": "2026-11-18T17:00:00+07:00",
            "after_3": "2026-11-20T17:00:00+07:00",
        },
        "collect_until": "2026-11-16T17:00:00+07:00",
        "receive_by": None,
        "closes": "2026-12-14T17:00:00+07:00",
    }


@pytest.mark.parametrize(
    ("now", "left"),
    [
        ("2026-11-13T07:59:59+07:00", ["before_2", "before_1", "due", "after_1", "after_3"]),
        ("2026-11-13T08:00:00+07:00", ["before_2", "before_1", "due", "after_1", "after_3"]),
        ("2026-11-13T08:00:01+07:00", ["before_1", "due", "after_1", "after_3"]),
    ],
)
def test_a_reminder_already_past_is_not_armed(
    dates: Callable[..., CycleDates], now: str, left: list[str]
) -> None:
    reminders = as_variables(dates("2026-11", "commune"), datetime.fromisoformat(now))["reminders"]
    assert [name for name, at in reminders.items() if at] == left


def test_a_new_due_date_after_a_return_has_reminders_of_its_own(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    due = datetime.fromisoformat("2025-05-21T17:00:00+07:00")
    reminders = reminders_for(
        due, period=period("2025-05"), level="commune", rule=rule, calendar=calendar, zone=zone
    )
    assert armed(reminders, datetime.fromisoformat("2025-05-19T16:00:00+07:00")) == {
        "before_2": None,
        "before_1": "2025-05-20T08:00:00+07:00",
        "due": "2025-05-21T17:00:00+07:00",
        "after_1": "2025-05-22T17:00:00+07:00",
        "after_3": "2025-05-26T17:00:00+07:00",
    }
