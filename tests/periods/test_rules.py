from collections.abc import Callable
from datetime import UTC, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from periods import Rule, RuleMissing, RuleRefused, WorkingCalendar, cycle_dates, period
from periods.rules import DateRule, find_rule

ROW = {"anchor": "cutoff", "offset": 2, "at": "17:00"}


def read(row: dict[str, object] | None) -> DateRule:
    return find_rule(lambda _decision, _inputs: row, "submission_due", {"level": "commune"})


def test_absent_columns_have_their_stated_meaning() -> None:
    found = read({"anchor": "cutoff"})
    assert (found.offset, found.non_working_day, found.at, found.not_after, found.source) == (
        0,
        "none",
        None,
        None,
        None,
    )


@pytest.mark.parametrize("offset", [2, Decimal(2), Decimal("2.0")])
def test_numbers_may_come_as_feel_gives_them(offset: object) -> None:
    assert read(ROW | {"offset": offset}).offset == 2


@pytest.mark.parametrize("at", ["17:00", "17:00:00", time(17), time(17, tzinfo=UTC)])
def test_a_time_may_be_text_or_a_feel_time(at: object) -> None:
    assert read(ROW | {"at": at}).at == time(17)


def test_a_source_without_english_is_shown_as_it_stands() -> None:
    assert read(ROW | {"source": "Nghị định"}).source == {"vi": "Nghị định", "en": "Nghị định"}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("anchor", "cutof"),
        ("offset", "two"),
        ("offset", Decimal("1.5")),
        ("offset", True),
        ("at", "25:00"),
        ("at", "5 pm"),
        ("non_working_day", "skip"),
        ("not_after", "due"),
    ],
)
def test_a_cell_that_does_not_fit_is_named_with_what_fits(column: str, value: object) -> None:
    with pytest.raises(RuleRefused) as refused:
        read(ROW | {column: value})
    assert f"cột {column}" in refused.value.message["vi"]
    assert "Write " in refused.value.message["en"]


@pytest.mark.parametrize("day", [0, 32, None, "25th"])
def test_a_fixed_day_is_a_day_of_a_month(day: object) -> None:
    with pytest.raises(RuleRefused):
        read({"anchor": "fixed_day", "day": day, "at": "17:00"})


@pytest.mark.parametrize("answer", [None, {}, {"anchor": None}])
def test_no_answer_is_told_with_the_table_and_what_was_asked(answer: dict[str, object] | None) -> None:
    with pytest.raises(RuleMissing) as missing:
        read(answer)
    assert "level = commune" in missing.value.message["vi"]


def test_an_anchor_the_date_does_not_have_is_refused(
    changed: Callable[..., Rule], calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    with pytest.raises(RuleRefused) as refused:
        cycle_dates(period("2026-11"), "commune", changed("cycle_dates", anchor="sent"), calendar, zone)
    assert "cutoff, due" in refused.value.message["vi"]


def test_a_cutoff_has_no_time_of_its_own(
    changed: Callable[..., Rule], calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    with pytest.raises(RuleRefused) as refused:
        cycle_dates(period("2026-11"), "commune", changed("submission_due", at=None), calendar, zone)
    assert "cột at" in refused.value.message["vi"]
