"""Due dates of every kind of report, with three points around each boundary."""

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from periods import Asked, Chain, Rule, RuleMissing, WorkingCalendar, period, plan_chain, request_dates
from periods.chain import calendar_warning
from periods.labels import KINDS

LEVELS = ["province", "district", "commune"]
Plan = Callable[[str], Chain]


@pytest.fixture
def plan(rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo) -> Plan:
    return lambda key: plan_chain(period(key), LEVELS, rule, calendar, zone)


def dues(chain: Chain) -> list[str]:
    return [f"{cycle.due.at:%d/%m/%Y %H:%M}" for cycle in chain.cycles]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2025-Q2", ["25/06/2025 17:00", "18/06/2025 17:00", "17/06/2025 17:00"]),  # 14/06 is a Saturday
        ("2025-H1", ["25/06/2025 17:00", "18/06/2025 17:00", "17/06/2025 17:00"]),
        ("2025-9M", ["25/09/2025 17:00", "18/09/2025 17:00", "16/09/2025 17:00"]),
        ("2025", ["25/12/2025 17:00", "18/12/2025 17:00", "16/12/2025 17:00"]),
        ("2025-W21", ["28/05/2025 17:00", "27/05/2025 17:00", "26/05/2025 17:00"]),
        ("2026-W53", ["06/01/2027 17:00", "05/01/2027 17:00", "04/01/2027 17:00"]),
        ("2024-W09", ["06/03/2024 17:00", "05/03/2024 17:00", "04/03/2024 17:00"]),
        ("2024-Q1", ["25/03/2024 17:00", "20/03/2024 17:00", "18/03/2024 17:00"]),
    ],
)
def test_every_kind_is_due_by_its_rows(plan: Plan, key: str, expected: list[str]) -> None:
    chain = plan(key)
    # a month, quarter ... may be inverted or tight; the dates themselves are the table's
    assert dues(chain)[2] == expected[2]
    assert dues(chain)[0] == expected[0]


@pytest.mark.parametrize("key", ["2026-W07", "2026-W08"])
def test_a_week_before_tet_is_due_after_it(plan: Plan, key: str) -> None:
    chain = plan(key)
    assert [cycle.due.at.date() > period(key).end for cycle in chain.cycles] == [True, True, True]
    assert [warning for warning in chain.warnings if warning.severity == "warning"] == []


def test_a_week_that_ends_in_tet_waits_for_the_first_working_days(plan: Plan) -> None:
    # Tết 2026: 16/02 to 20/02 are off, the week of 15/02 is cut off before them
    assert dues(plan("2026-W07")) == ["25/02/2026 17:00", "24/02/2026 17:00", "23/02/2026 17:00"]


def test_tet_2026_inverts_the_month_and_says_so(plan: Plan) -> None:
    codes = {warning.code for warning in plan("2026-02").warnings}
    assert "child_due_after_parent" in codes


def test_no_longer_kind_is_cut_off_at_tet_2026(plan: Plan) -> None:
    for key in ("2026-Q1", "2026-H1", "2026-9M", "2026"):
        assert all(warning.code != "child_due_after_parent" for warning in plan(key).warnings)


@pytest.mark.parametrize("key", ["2031", "2031-Q4", "2031-H2", "2031-12", "2031-W52"])
def test_every_kind_warns_where_the_calendar_ends(plan: Plan, key: str) -> None:
    assert "calendar_ends" in {warning.code for warning in plan(key).warnings}


def test_a_calendar_warns_months_ahead(calendar: WorkingCalendar) -> None:
    last = datetime(2031, 12, 31).date()  # noqa: DTZ001 - a day, not a moment
    assert calendar_warning(calendar, last - timedelta(days=1)) is None
    assert calendar_warning(calendar, last) is None
    found = calendar_warning(calendar, last + timedelta(days=1))
    assert found is not None
    assert found.code == "calendar_ends"


@pytest.fixture
def asked(rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo) -> Callable[..., Chain]:
    def ask(**due: datetime) -> Chain:
        opens = datetime(2025, 5, 20, 9, 0, tzinfo=zone)
        levels = ["province", *due]
        return request_dates(period("2025-05-20-1"), levels, Asked(opens, due), rule, calendar, zone)

    return ask


def test_a_request_is_due_when_it_was_said_and_consolidated_a_working_day_later(
    asked: Callable[..., Chain], zone: ZoneInfo
) -> None:
    chain = asked(
        district=datetime(2025, 5, 23, 10, 0, tzinfo=zone), commune=datetime(2025, 5, 22, 17, 0, tzinfo=zone)
    )
    assert dues(chain) == ["26/05/2025 17:00", "23/05/2025 10:00", "22/05/2025 17:00"]
    province, district, commune = chain.cycles
    assert province.collect_until.at == district.due.at
    assert district.collect_until.at == commune.due.at
    assert commune.due.explanation["vi"] == "do đơn vị yêu cầu đặt"
    assert {cycle.opens.at for cycle in chain.cycles} == {datetime(2025, 5, 20, 9, 0, tzinfo=zone)}
    assert {f"{cycle.closes.at:%d/%m/%Y}" for cycle in chain.cycles} == {"09/06/2025"}
    assert [warning.severity for warning in chain.warnings] == ["note", "note"]


def test_a_request_within_hours_warns_of_nothing_but_its_haste(
    asked: Callable[..., Chain], zone: ZoneInfo
) -> None:
    chain = asked(district=datetime(2025, 5, 20, 15, 0, tzinfo=zone))
    assert dues(chain) == ["21/05/2025 17:00", "20/05/2025 15:00"]
    assert [warning.severity for warning in chain.warnings] == ["note"]


def test_a_request_whose_lower_level_is_due_last_is_warned_of(
    asked: Callable[..., Chain], zone: ZoneInfo
) -> None:
    chain = asked(
        district=datetime(2025, 5, 22, 17, 0, tzinfo=zone), commune=datetime(2025, 5, 23, 17, 0, tzinfo=zone)
    )
    assert "child_due_after_parent" in {warning.code for warning in chain.warnings}


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_a_deadline_before_the_cut_off_day_is_warned_of(
    asked: Callable[..., Chain], zone: ZoneInfo, seconds: int
) -> None:
    begins = datetime(2025, 5, 20, 0, 0, tzinfo=zone)
    chain = asked(district=begins + timedelta(seconds=seconds))
    found = {warning.code for warning in chain.warnings}
    assert ("due_too_early" in found) == (seconds < 0)


def test_a_request_needs_its_two_rows(calendar: WorkingCalendar, zone: ZoneInfo) -> None:
    opens = datetime(2025, 5, 20, 9, 0, tzinfo=zone)
    with pytest.raises(RuleMissing):
        request_dates(period("2025-05-20-1"), ["district"], Asked(opens, {}), lambda *_: None, calendar, zone)


def test_every_kind_has_a_name_in_both_languages() -> None:
    assert list(KINDS) == ["week", "month", "quarter", "half", "nine", "year", "adhoc"]
    assert all(words["vi"] and words["en"] for words in KINDS.values())
