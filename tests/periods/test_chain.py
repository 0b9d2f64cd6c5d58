from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from periods import (
    Chain,
    Rule,
    WorkingCalendar,
    calendar_warning,
    check_chain,
    load_calendar,
    period,
    plan_backward,
    plan_chain,
    read_overrides,
)

THREE_TIERS = ("province", "district", "commune")
TWO_TIERS = ("province", "commune")


@pytest.fixture
def plan(rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo) -> Callable[..., Chain]:
    def compute(
        key: str,
        levels: tuple[str, ...],
        *,
        planner: Callable[..., Chain] = plan_chain,
        rule: Rule = rule,
        calendar: WorkingCalendar = calendar,
    ) -> Chain:
        return planner(period(key), levels, rule, calendar, zone)

    return compute


def codes(chain: Chain) -> list[str]:
    return [warning.code for warning in chain.warnings]


def test_tet_2026_would_turn_district_and_province_around(plan: Callable[..., Chain]) -> None:
    chain = plan("2026-02", THREE_TIERS)
    assert [cycle.due.at.date() for cycle in chain.cycles] == [
        date(2026, 2, 25),
        date(2026, 2, 26),
        date(2026, 2, 24),
    ]
    (warning,) = chain.warnings
    assert (warning.code, warning.severity) == ("child_due_after_parent", "warning")
    assert warning.levels == ("province", "district")
    assert warning.message["vi"] == (
        "Hạn của cấp huyện (26/02/2026 17:00) sau hạn của cấp tỉnh (25/02/2026 17:00). "
        "Hãy đặt hạn của cấp huyện không muộn hơn 24/02/2026 17:00, hoặc lùi hạn của cấp tỉnh."
    )
    assert "26/02/2026" in warning.message["en"]
    assert "24/02/2026" in warning.message["en"]


def test_in_two_tiers_tet_2026_is_tight_but_works(plan: Callable[..., Chain]) -> None:
    chain = plan("2026-02", TWO_TIERS)
    assert [(warning.code, warning.severity) for warning in chain.warnings] == [
        ("collect_at_child_due", "note")
    ]


@pytest.mark.parametrize("levels", [THREE_TIERS, TWO_TIERS, ("commune",)])
def test_an_ordinary_month_has_no_warning(plan: Callable[..., Chain], levels: tuple[str, ...]) -> None:
    assert plan("2026-11", levels).warnings == ()


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (3, []),
        (4, ["collect_at_child_due"]),
        (5, ["collect_before_child_due"]),
        (7, ["child_due_after_parent"]),
    ],
)
def test_the_collecting_date_is_checked_around_the_children_s_date(
    plan: Callable[..., Chain], rule: Rule, offset: int, expected: list[str]
) -> None:
    def answer(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        row = rule(decision, inputs)
        if row and decision == "submission_due":
            return {**row, "anchor": "cutoff", "offset": {"province": 5, "commune": offset}[inputs["level"]]}
        return row

    assert codes(plan("2026-11", TWO_TIERS, rule=answer)) == expected


def test_planning_backward_makes_room_at_tet_2026(plan: Callable[..., Chain]) -> None:
    chain = plan("2026-02", THREE_TIERS, planner=plan_backward)
    assert [cycle.due.at.date() for cycle in chain.cycles] == [
        date(2026, 2, 25),
        date(2026, 2, 24),
        date(2026, 2, 23),
    ]
    assert not [warning for warning in chain.warnings if warning.severity == "warning"]
    assert chain.cycles[1].due.explanation["vi"] == (
        "tính lùi từ cấp tỉnh: hạn gửi 25/02/2026 − 1 ngày làm việc = 24/02/2026, lịch vn-3"
    )
    assert chain.cycles[1].reminders["due"].at == chain.cycles[1].due.at


def test_planning_backward_changes_nothing_where_there_is_room(plan: Callable[..., Chain]) -> None:
    assert plan("2026-11", THREE_TIERS, planner=plan_backward) == plan("2026-11", THREE_TIERS)


@pytest.mark.parametrize(("offset", "expected"), [(0, ["due_too_early"]), (1, []), (2, [])])
def test_a_date_before_the_decree_s_minimum_is_warned_of(
    plan: Callable[..., Chain], changed: Callable[..., Rule], offset: object, expected: list[str]
) -> None:
    chain = plan("2026-10", ("commune",), rule=changed("submission_due", offset=offset))
    assert codes(chain) == expected


def test_the_warning_about_the_minimum_says_which_day_is_allowed(
    plan: Callable[..., Chain], changed: Callable[..., Rule]
) -> None:
    (warning,) = plan("2026-11", ("commune",), rule=changed("submission_due", offset=-1)).warnings
    assert "chốt số liệu 14/11/2026 + 1 ngày làm việc = 16/11/2026" in warning.message["vi"]
    assert "Set the date to 16/11/2026 or later" in warning.message["en"]


def test_a_calendar_that_ends_is_a_warning_for_each_level_it_leaves_without_dates(
    plan: Callable[..., Chain],
) -> None:
    short = load_calendar("VN", read_overrides(), 2025, 2026)
    chain = plan("2026-12", TWO_TIERS, calendar=short)
    assert chain.cycles == ()
    assert [(warning.code, warning.levels) for warning in chain.warnings] == [
        ("calendar_ends", ("province",)),
        ("calendar_ends", ("commune",)),
    ]
    assert "mở rộng lịch" in chain.warnings[0].message["vi"]


def test_the_operator_is_warned_before_the_calendar_ends() -> None:
    short = load_calendar("VN", [], 2025, 2026)
    assert calendar_warning(short, date(2026, 12, 31)) is None
    warning = calendar_warning(short, date(2027, 1, 1))
    assert warning is not None
    assert warning.to_json()["code"] == "calendar_ends"


def test_a_level_without_a_stated_deadline_is_warned_of(plan: Callable[..., Chain], rule: Rule) -> None:
    def silent(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return None if inputs["level"] == "district" else rule(decision, inputs)

    chain = plan("2026-11", THREE_TIERS, rule=silent)
    assert codes(chain) == ["deadline_missing"]
    assert [cycle.level for cycle in chain.cycles] == ["province", "commune"]


def test_reminders_out_of_order_are_warned_of(plan: Callable[..., Chain], rule: Rule) -> None:
    def swapped(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        row = rule(decision, inputs)
        return {**row, "offset": 5} if row and inputs.get("date") == "after_1" else row

    assert codes(plan("2026-11", ("commune",), rule=swapped)) == ["dates_out_of_order"]


def test_a_plan_can_be_checked_again_by_itself(
    plan: Callable[..., Chain], rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    chain = plan("2026-02", THREE_TIERS)
    assert tuple(check_chain(chain.cycles, rule, calendar, zone)) == chain.warnings
    assert check_chain((), rule, calendar, zone) == []


def test_a_warning_is_stored_with_its_code_and_both_languages(plan: Callable[..., Chain]) -> None:
    stored = plan("2026-02", THREE_TIERS).warnings[0].to_json()
    assert set(stored) == {"code", "severity", "levels", "vi", "en"}
    assert stored["levels"] == ["province", "district"]
