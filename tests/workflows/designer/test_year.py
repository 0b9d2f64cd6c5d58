"""A year tried beforehand on the real tree: every date, and what is to be warned of."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from database.session import Database, Session
from periods import CycleDates, Rule
from periods.profile import Kind
from tests.workflows.designer.tables import changed, shipped_rule
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.deployment import shipped_files
from workflows.designer.deadline_tables import rule_in
from workflows.designer.moved_dates import moved_dates
from workflows.designer.trees import Trees
from workflows.designer.year import REGULAR, Year, plan_year, windows_ahead, windows_of_year
from workflows.errors import Refused

NOW = datetime(2026, 8, 3, 8, tzinfo=ZONE)


def year_of(
    session: Session,
    year: int = 2026,
    kinds: Sequence[Kind] = ("month",),
    rule: Rule | None = None,
    root: str = "P01",
) -> Year:
    calendar = working_calendar(session, NOW)
    return plan_year(
        windows_of_year(year, kinds), rule or shipped_rule(), calendar, ZONE, Trees(session, root)
    )


def dates(year: Year, key: str, level: str) -> CycleDates:
    found = next(one for one in year.periods if one.period.key == key)
    (dates,) = (one.dates for one in found.levels if one.level == level)
    assert dates is not None
    return dates


def warned(year: Year) -> dict[str, list[str]]:
    return {
        one.period.key: [warning.code for warning in one.warnings] for one in year.periods if one.warnings
    }


def test_every_date_of_every_level_is_there(database: Database) -> None:
    with database.read() as session:
        year = year_of(session)
    assert len(year.periods) == 12
    november = dates(year, "2026-11", "commune")
    named = {name: f"{dated.at:%d/%m %H:%M}" for name, dated in november.all().items()}
    assert named["opens"] == "09/11 08:00"
    assert named["due"] == "17/11 17:00"
    assert (named["reminder_before_2"], named["reminder_after_3"]) == ("13/11 08:00", "20/11 17:00")
    assert [(one.level, one.units) for one in year.periods[10].levels] == [("province", 1), ("commune", 2)]


def test_each_kind_has_its_periods(database: Database) -> None:
    with database.read() as session:
        year = year_of(session, kinds=REGULAR)
    assert {kind: len(year.of_kind(kind)) for kind in year.kinds} == {
        "month": 12,
        "quarter": 4,
        "half": 2,
        "nine": 1,
        "year": 1,
        "week": 53,
    }


def test_the_year_ahead_begins_with_what_has_not_ended() -> None:
    ahead = windows_ahead(date(2026, 11, 14), ("month", "quarter", "nine"))
    assert [window.key for window in ahead][:2] == ["2026-11", "2026-12"]
    assert [window.key for window in ahead][11:] == [
        "2027-10",
        "2026-Q4",
        "2027-Q1",
        "2027-Q2",
        "2027-Q3",
        "2027-9M",
    ]
    assert windows_ahead(date(2026, 11, 15), ("month",))[0].key == "2026-12"


def test_the_tree_is_that_of_the_opening_day(database: Database) -> None:
    with database.read() as session:
        year = year_of(session, 2025)
    levels = {one.period.key: [level.level for level in one.levels] for one in year.periods}
    assert levels["2025-06"] == ["province", "district", "commune"]
    assert levels["2025-07"] == ["province", "commune"]


def test_tet_turns_district_and_province_around(database: Database) -> None:
    with database.read() as session:
        three_tiers = Trees(session, "P01")(date(2025, 5, 14))
        calendar = working_calendar(session, NOW)
        year = plan_year(
            windows_of_year(2026, ("month",)), shipped_rule(), calendar, ZONE, lambda _day: three_tiers
        )
    assert warned(year)["2026-02"][0] == "child_due_after_parent"
    assert "2026-11" not in {key for key, codes in warned(year).items() if "child_due_after_parent" in codes}


def test_units_that_end_before_they_are_due_are_counted(database: Database) -> None:
    with database.read() as session:
        rule = changed("submission_due", offset=12)
        year = year_of(session, 2025, rule=rule)
    (found,) = (one for one in year.periods if one.period.key == "2025-06")
    ending = [warning.message["en"] for warning in found.warnings if warning.code == "units_end"]
    assert [text for text in ending if text.startswith("3 units of the commune level end on 30/06/2025")]


def test_thousands_of_units_stand_apart_in_a_warning(database: Database) -> None:
    with database.read() as session:
        three_tiers = list(Trees(session, "P01")(date(2025, 6, 14)))
        calendar = working_calendar(session, NOW)
    windows = windows_of_year(2025, ("month",))[5:6]
    tree = [*three_tiers, *[place for place in three_tiers if place.unit.code == "C003"] * 1197]
    rule = changed("submission_due", offset=12)
    year = plan_year(windows, rule, calendar, ZONE, lambda _day: tree)
    ending = [one.message for one in year.periods[0].warnings if one.code == "units_end"]
    assert any(words["vi"].startswith("1.200 đơn vị cấp xã") for words in ending)
    assert any(words["en"].startswith("1,200 units of the commune level") for words in ending)


def test_a_calendar_that_ends_is_told_and_the_rest_is_dated(database: Database) -> None:
    with database.read() as session:
        last = working_calendar(session, NOW).last_year
        year = year_of(session, last)
    assert list(warned(year)) == [f"{last}-12"]
    assert set(warned(year)[f"{last}-12"]) == {"calendar_ends"}
    assert [one.dates for one in year.periods[11].levels] == [None, None]
    assert dates(year, f"{last}-11", "commune").due.at.year == last


def test_a_year_before_there_was_such_a_unit_says_so(database: Database) -> None:
    with database.read() as session:
        year = year_of(session, 2025, root="C004")
    assert warned(year)["2025-12"] == ["unit_unknown"]
    assert dates(year, "2025-05", "commune").due.at.date() == date(2025, 5, 16)


def test_progress_is_told_after_each_period(database: Database) -> None:
    told: list[tuple[int, int, int]] = []
    with database.read() as session:
        calendar = working_calendar(session, NOW)
        plan_year(
            windows_of_year(2026, ("quarter",)),
            shipped_rule(),
            calendar,
            ZONE,
            Trees(session, "P01"),
            lambda *reached: told.append(reached),
        )
    assert told == [(0, 4, 0), (1, 4, 3), (2, 4, 3), (3, 4, 3), (4, 4, 3)]


def test_the_tables_of_given_files_date_as_the_deployed_ones(database: Database) -> None:
    with database.read() as session:
        assert year_of(session, rule=rule_in(shipped_files())) == year_of(
            session, rule=deadline_rule(session)
        )


def test_files_without_the_table_of_deadlines_are_refused() -> None:
    with pytest.raises(Refused, match=r"deadlines\.dmn"):
        rule_in([file for file in shipped_files() if file[0] != "deadlines.dmn"])


def test_a_ward_due_a_day_earlier_is_said_with_all_that_moves_along(database: Database) -> None:
    with database.read() as session:
        before = year_of(session)
        after = year_of(session, rule=changed("submission_due", level="commune", offset=1))
    moved = moved_dates(before, after)
    assert {(one.level, one.name) for one in moved} >= {("commune", "due"), ("commune", "reminder_before_1")}
    assert {one.level for one in moved} == {"commune"}
    assert (moved[0].name, moved[0].units, moved[0].of, len(moved[0].moves)) == ("due", 2, 12, 12)
    assert moved[0].words()["vi"].startswith("hạn gửi của cấp xã (báo cáo tháng): từ ngày 16 sang ngày 15 ở ")
    assert " trong 12 tháng" in moved[0].words()["vi"]


def test_what_moves_in_some_months_only_is_counted(database: Database) -> None:
    with database.read() as session:
        before = year_of(session)
        after = year_of(session, rule=changed("submission_due", level="province", non_working_day="previous"))
    due = next(one for one in moved_dates(before, after) if one.name == "due")
    weekends = [
        one
        for one in before.of_kind("month")
        if dates(before, one.period.key, "province").due.at.weekday() > 4
    ]
    assert len(due.moves) >= len(weekends) > 0
    assert all(
        move.before and move.after and move.after - move.before >= timedelta(days=-9) for move in due.moves
    )
    assert f"in {len(due.moves)} of 12" in due.words()["en"] or due.words()["en"].count(" of 12 months") > 1


def test_the_same_tables_move_nothing(database: Database) -> None:
    with database.read() as session:
        assert moved_dates(year_of(session), year_of(session)) == []


def test_another_time_of_day_is_said_as_times(database: Database) -> None:
    with database.read() as session:
        after = year_of(session, rule=changed("submission_due", level="commune", at="16:00"))
        (due,) = (one for one in moved_dates(year_of(session), after) if one.name == "due")
    assert due.words()["en"] == (
        "due date of the commune level (monthly reports): from 17:00 to 16:00 in 12 of 12 months"
    )


def test_a_row_that_is_gone_is_said(database: Database) -> None:
    def without(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        return None if inputs.get("level") == "commune" else shipped_rule()(decision, inputs)

    with database.read() as session:
        after = year_of(session, rule=without)
        (due,) = (one for one in moved_dates(year_of(session), after) if one.name == "due")
    assert "cannot be worked out any more in 12 of 12 months" in due.words()["en"]
    assert warned(after)["2026-11"] == ["deadline_missing"]
