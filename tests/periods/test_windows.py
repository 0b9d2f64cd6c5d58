from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from periods import (
    VIETNAM,
    PeriodUnknown,
    Profile,
    containing,
    label,
    next_period,
    parts,
    period,
    previous_period,
    read_profile,
    request_key,
)
from periods.profile import Kind

ONE_DAY = timedelta(days=1)
TILING = st.sampled_from(["month", "quarter", "half", "year", "week"])
DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("key", "start", "end"),
    [
        ("2026-11", date(2026, 10, 15), date(2026, 11, 14)),
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q3", date(2026, 6, 15), date(2026, 9, 14)),
        ("2026-H1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
        ("2026-W05", date(2026, 1, 26), date(2026, 2, 1)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2024-03", date(2024, 2, 15), date(2024, 3, 14)),
        ("2024-W09", date(2024, 2, 26), date(2024, 3, 3)),  # a leap day inside
        ("2024-02-29-1", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_key_gives_the_window_of_the_regulations(key: str, start: date, end: date) -> None:
    found = period(key)
    assert (found.key, found.start, found.end, found.cutoff) == (key, start, end, end)


@pytest.mark.parametrize(
    "key",
    ["", "2026-13", "2026-00", "2026-Q5", "2026-H3", "2026-6M", "2025-W53", "2026-W00", "26-11", "2026-1",
     "2025-02-29-1", "2026-05-20-0", "2026-05-20", "2026-11\n", "٢٠٢٦-11", "0000", "0001-01"],
)  # fmt: skip
def test_what_is_no_key_is_refused_with_examples(key: str) -> None:
    with pytest.raises(PeriodUnknown) as refused:
        period(key)
    assert "2026-11" in refused.value.message["vi"]
    assert "2026-Q3" in refused.value.message["en"]


@given(TILING, DAYS)
def test_windows_of_a_kind_tile(kind: Kind, day: date) -> None:
    current = containing(kind, day)
    assert current.start <= day <= current.end
    assert next_period(current).start == current.end + ONE_DAY
    assert previous_period(current).end == current.start - ONE_DAY
    assert period(current.key) == current


@given(TILING, DAYS)
def test_next_and_previous_undo_each_other(kind: Kind, day: date) -> None:
    current = containing(kind, day)
    assert previous_period(next_period(current)) == current
    assert next_period(previous_period(current)) == current


@pytest.mark.parametrize("cutoff_day", [None, 1, 14, 20, 28, 29, 30, 31])
def test_windows_tile_with_any_cutoff_day(tmp_path: Path, cutoff_day: int | None) -> None:
    profile = with_cutoff(tmp_path, cutoff_day)
    months = [period(f"{year}-{month:02d}", profile) for year in range(2023, 2031) for month in range(1, 13)]
    assert all(later.start == earlier.end + ONE_DAY for earlier, later in pairwise(months))


def with_cutoff(folder: Path, cutoff_day: int | None) -> Profile:
    file = folder / "profile.yaml"
    file.write_text(
        "profile: test\ntimezone: Asia/Ho_Chi_Minh\ncalendar: {country: VN, first_year: 2020, overrides: rows.csv}\n"
        f"windows:\n  month: {{report_kind: monthly, cutoff_day: {cutoff_day or 'null'}}}\n",
        encoding="utf-8",
    )
    return read_profile(file)


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2026, 11, 14), "2026-11"), (date(2026, 11, 15), "2026-12"), (date(2026, 12, 15), "2027-01")],
)
def test_the_day_after_the_cutoff_belongs_to_the_next_month(day: date, key: str) -> None:
    assert containing("month", day).key == key


@pytest.mark.parametrize(
    ("day", "key"),
    [(date(2026, 9, 13), "2026-9M"), (date(2026, 9, 14), "2026-9M"), (date(2026, 12, 15), "2027-9M")],
)
def test_nine_months_run_from_the_year_s_start(day: date, key: str) -> None:
    assert containing("nine", day).key == key


BOUNDARIES = [
    ("quarter", date(2026, 3, 14), "2026-Q1", "2026-Q2"),
    ("quarter", date(2026, 12, 14), "2026-Q4", "2027-Q1"),
    ("half", date(2026, 6, 14), "2026-H1", "2026-H2"),
    ("half", date(2026, 12, 14), "2026-H2", "2027-H1"),
    ("nine", date(2025, 12, 14), None, "2026-9M"),
    ("year", date(2024, 12, 14), "2024", "2025"),
    ("month", date(2024, 2, 14), "2024-02", "2024-03"),
    ("week", date(2025, 12, 28), "2025-W52", "2026-W01"),
    ("week", date(2027, 1, 3), "2026-W53", "2027-W01"),
    ("week", date(2024, 12, 29), "2024-W52", "2025-W01"),
]


@pytest.mark.parametrize(("kind", "last", "before", "after"), BOUNDARIES)
def test_a_window_ends_with_its_last_day_and_the_next_begins(
    kind: Kind, last: date, before: str | None, after: str
) -> None:
    for day in (last - ONE_DAY, last):
        if before is not None:
            assert containing(kind, day).key == before
    assert containing(kind, last + ONE_DAY).key == after


@pytest.mark.parametrize(
    ("key", "kind", "made_of"),
    [
        ("2026-Q1", "month", ["2026-01", "2026-02", "2026-03"]),
        ("2026-Q4", "month", ["2026-10", "2026-11", "2026-12"]),
        ("2026-H2", "quarter", ["2026-Q3", "2026-Q4"]),
        ("2026-9M", "quarter", ["2026-Q1", "2026-Q2", "2026-Q3"]),
        ("2026", "quarter", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("2026", "half", ["2026-H1", "2026-H2"]),
        ("2026-11", "week", []),
        ("2026-Q1", "year", []),
        ("2026-Q1", "quarter", []),
        ("2026", "nine", []),
        ("2026-05-20-1", "month", []),
        ("2026-Q1", "adhoc", []),
    ],
)
def test_a_longer_period_is_made_of_shorter_ones_or_it_is_not(
    key: str, kind: Kind, made_of: list[str]
) -> None:
    assert [part.key for part in parts(period(key), kind)] == made_of


@given(st.sampled_from(["quarter", "half", "year"]), DAYS)
def test_the_months_of_a_period_tile_it_exactly(kind: Kind, day: date) -> None:
    whole = containing(kind, day)
    months = parts(whole, "month")
    assert (months[0].start, months[-1].end) == (whole.start, whole.end)
    assert all(later.start == earlier.end + ONE_DAY for earlier, later in pairwise(months))


@given(st.dates(date(2023, 1, 1), date(2030, 12, 31)), st.integers(1, 99))
def test_a_request_is_named_by_its_day_and_its_number(day: date, number: int) -> None:
    found = period(request_key(day, number))
    assert (found.kind, found.cutoff, found.number) == ("adhoc", day, number)


@pytest.mark.parametrize("key", ["2026-05-20-1", "2026-05-20-2"])
def test_a_request_stands_alone(key: str) -> None:
    request = period(key)
    for neighbour in (next_period, previous_period):
        with pytest.raises(PeriodUnknown):
            neighbour(request)
    with pytest.raises(PeriodUnknown):
        containing("adhoc", date(2026, 5, 20))


@pytest.mark.parametrize("day", [date(2026, 9, 15), date(2026, 12, 14)])
def test_the_last_quarter_is_in_no_nine_month_window(day: date) -> None:
    with pytest.raises(PeriodUnknown):
        containing("nine", day)


def test_nine_months_follow_each_other_a_year_apart() -> None:
    assert next_period(period("2026-9M")).key == "2027-9M"
    assert previous_period(period("2026-9M")).key == "2025-9M"


def test_each_kind_is_called_by_the_tables_as_the_profile_says() -> None:
    keys = ["2026-11", "2026-Q3", "2026-H1", "2026-9M", "2026", "2026-W05"]
    assert [period(key).report_kind for key in keys] == [
        "monthly", "quarterly", "half", "nine", "yearly", "weekly",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "vietnamese", "english"),
    [
        ("2026-11", "tháng 11/2026", "November 2026"),
        ("2025-05", "tháng 05/2025", "May 2025"),
        ("2026-Q3", "quý III/2026", "the third quarter of 2026"),
        ("2026-H1", "6 tháng đầu năm 2026", "the first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "the second half of 2026"),
        ("2026-9M", "9 tháng đầu năm 2026", "the first nine months of 2026"),
        ("2026", "năm 2026", "the year 2026"),
        ("2026-W05", "tuần 05/2026", "week 5 of 2026"),
        ("2026-05-20-1", "đột xuất 20/05/2026", "ad hoc 20/05/2026"),
        ("2026-05-20-2", "đột xuất 20/05/2026 (2)", "ad hoc 20/05/2026 (2)"),
    ],
)
def test_a_period_is_called_as_staff_call_it(key: str, vietnamese: str, english: str) -> None:
    assert (label(period(key), "vi"), label(period(key), "en")) == (vietnamese, english)


def test_the_profile_names_zone_country_and_override_table() -> None:
    assert (VIETNAM.zone.key, VIETNAM.country) == ("Asia/Ho_Chi_Minh", "VN")
    assert VIETNAM.overrides.is_file()
