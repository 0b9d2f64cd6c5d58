from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from periods import CycleDates, Rule, WorkingCalendar, correct_by, cycle_dates, from_json, period
from periods.dated import Dated, in_zone
from periods.errors import DatedRefused


@pytest.fixture
def dates(rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo) -> Callable[..., CycleDates]:
    return lambda key, level: cycle_dates(period(key), level, rule, calendar, zone)


def test_a_due_date_explains_itself_in_one_sentence(dates: Callable[..., CycleDates]) -> None:
    assert dates("2026-11", "commune").due.explanation == {
        "vi": "chốt số liệu 14/11/2026 + 2 ngày làm việc = 17/11/2026, lịch vn-3",
        "en": "cut-off 14/11/2026 + 2 working days = 17/11/2026, calendar vn-3",
    }


def test_a_reminder_counts_back_from_the_due_date(dates: Callable[..., CycleDates]) -> None:
    assert dates("2026-11", "commune").reminders["before_1"].explanation == {
        "vi": "hạn gửi 17/11/2026 − 1 ngày làm việc = 16/11/2026, lịch vn-3",
        "en": "due date 17/11/2026 − 1 working day = 16/11/2026, calendar vn-3",
    }


def test_a_fixed_day_says_which_month_is_meant(dates: Callable[..., CycleDates]) -> None:
    assert dates("2026-02", "province").due.explanation == {
        "vi": "ngày 25 của tháng cuối kỳ = 25/02/2026, lịch vn-3",
        "en": "day 25 of the period's last month = 25/02/2026, calendar vn-3",
    }


def test_a_fixed_day_that_moves_says_why(dates: Callable[..., CycleDates]) -> None:
    assert dates("2026-02", "nation").due.explanation == {
        "vi": "ngày 28 của tháng cuối kỳ = 28/02/2026, là ngày nghỉ nên chuyển sang ngày làm việc kế tiếp "
        "= 02/03/2026, lịch vn-3",
        "en": "day 28 of the period's last month = 28/02/2026, not a working day, so moved to the next "
        "working day = 02/03/2026, calendar vn-3",
    }


def test_the_days_are_told_one_by_one(dates: Callable[..., CycleDates]) -> None:
    steps = dates("2025-05", "commune").due.steps
    assert [step["vi"] for step in steps][:4] == [
        "Thứ Tư 14/05: chốt số liệu",
        "Thứ Năm 15/05: ngày làm việc thứ 1",
        "Thứ Sáu 16/05: ngày làm việc thứ 2, hết hạn lúc 17:00",
        "Không có ngày nghỉ lễ xen giữa.",
    ]
    assert [step["en"] for step in steps][:4] == [
        "Wednesday 14/05: cut-off",
        "Thursday 15/05: working day 1",
        "Friday 16/05: working day 2, due at 17:00",
        "No public holiday in between.",
    ]


def test_the_last_line_names_the_row_and_the_act(dates: Callable[..., CycleDates]) -> None:
    last = dates("2025-05", "province").due.steps[-1]
    assert (
        last["vi"]
        == "Quy tắc: bảng thời hạn, dòng “cấp tỉnh”. Nguồn: Nghị định 09/2019/NĐ-CP, khoản 1 Điều 13."
    )
    assert last["en"] == "Rule: table of deadlines, row “province”. Source: Decree 09/2019/ND-CP, art. 13(1)."


def test_holidays_in_between_are_named(dates: Callable[..., CycleDates]) -> None:
    steps = [step["vi"] for step in dates("2026-02", "commune").due.steps]
    assert "Thứ Ba 17/02: ngày nghỉ – Tết Nguyên Đán" in steps
    assert "Chủ nhật 22/02: nghỉ cuối tuần" in steps
    assert "Không có ngày nghỉ lễ xen giữa." not in steps


def test_a_day_worked_instead_is_counted_and_named_and_the_year_is_shown_where_it_turns(
    dates: Callable[..., CycleDates],
) -> None:
    steps = dates("2025-12", "commune").closes.steps
    assert "Thứ Bảy 10/01/2026: ngày làm việc thứ 19, ngày làm bù – Làm bù cho 02/01/2026" in [
        step["vi"] for step in steps
    ]
    assert "Saturday 10/01/2026: working day 19, worked instead – Worked in place of 02/01/2026" in [
        step["en"] for step in steps
    ]


def test_a_date_that_stays_on_a_sunday_says_so(dates: Callable[..., CycleDates]) -> None:
    steps = [step["vi"] for step in dates("2026-01", "province").due.steps]
    assert steps[:2] == [
        "Chủ nhật 25/01: ngày 25 của tháng cuối kỳ, nghỉ cuối tuần, hết hạn lúc 17:00",
        "Rơi vào ngày nghỉ; theo quy tắc, ngày này giữ nguyên.",
    ]


def test_a_date_that_moves_off_a_weekend_shows_where_it_arrives(dates: Callable[..., CycleDates]) -> None:
    steps = [step["vi"] for step in dates("2026-02", "nation").due.steps]
    assert "Thứ Hai 02/03: ngày làm việc kế tiếp, hết hạn lúc 17:00" in steps


def test_counting_back_lists_the_days_back(dates: Callable[..., CycleDates]) -> None:
    steps = [step["vi"] for step in dates("2026-11", "commune").opens.steps]
    assert steps[0] == "Thứ Bảy 14/11: chốt số liệu, nghỉ cuối tuần"
    assert steps[1] == "Thứ Sáu 13/11: ngày làm việc thứ 1"
    assert "Thứ Hai 09/11: ngày làm việc thứ 5, mở kỳ lúc 08:00" in steps


def test_a_date_cut_short_by_the_closing_says_so(
    dates: Callable[..., CycleDates], rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    closes = dates("2025-05", "commune").closes.at
    returned = datetime.fromisoformat("2025-06-10T10:30:00+07:00")
    dated = correct_by(
        returned, closes, period=period("2025-05"), level="commune", rule=rule, calendar=calendar, zone=zone
    )
    assert dated.explanation["vi"] == (
        "trả lại 10/06/2025 + 2 ngày làm việc = 12/06/2025, nhưng không sau ngày đóng kỳ 11/06/2025, lịch vn-3"
    )
    assert "Kỳ đóng 11/06/2025 lúc 17:00, nên lấy lúc đó." in [step["vi"] for step in dated.steps]


def test_a_stored_date_reads_back_as_it_was(dates: Callable[..., CycleDates]) -> None:
    due = dates("2026-11", "commune").due
    stored = due.to_json()
    assert stored["at"] == "2026-11-17T17:00:00+07:00"
    assert from_json(stored) == due


@pytest.mark.parametrize(
    "spoiled",
    [{"at": "2026-11-17T17:00:00"}, {"at": "tomorrow"}, {"at": None}, {"steps": None}, {"explanation": 3}],
)
def test_a_spoiled_store_is_refused_with_what_to_do(
    dates: Callable[..., CycleDates], spoiled: dict[str, object]
) -> None:
    with pytest.raises(DatedRefused) as refused:
        from_json(dates("2026-11", "commune").due.to_json() | spoiled)
    assert "tính lại" in refused.value.message["vi"].lower()


def test_a_moment_without_an_offset_is_never_guessed(zone: ZoneInfo) -> None:
    with pytest.raises(DatedRefused):
        in_zone(datetime(2026, 11, 17, 17, 0), zone)  # noqa: DTZ001 - the naive moment is the point


def test_staff_read_the_reason_without_the_version_of_the_calendar() -> None:
    words = {"vi": "hạn gửi 17/11/2026, lịch vn-3", "en": "due date 17/11/2026, calendar vn-3"}
    dated = Dated(datetime(2026, 11, 17, 17, 0, tzinfo=UTC), words, (), "vn-3")
    assert dated.reason == {"vi": "hạn gửi 17/11/2026", "en": "due date 17/11/2026"}
