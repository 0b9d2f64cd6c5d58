import pytest

from periods import OverrideRefused, load_calendar, read_overrides

GOOD = {"date": "2026-01-02", "kind": "off", "name": "Nghỉ", "source": "công văn"}


def test_the_shipped_table_has_three_rows_with_names_in_both_languages() -> None:
    rows = read_overrides()
    assert [row["date"] for row in rows] == ["2026-01-02", "2026-01-10", "2026-11-24"]
    assert all(row["name"] and row["name_en"] and row["source"] for row in rows)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"date": "02/01/2026"}, "2026-01-02"),
        ({"date": "2026-02-30"}, "2026-01-02"),
        ({"date": None}, "2026-01-02"),
        ({"kind": "holiday"}, "off hoặc work"),
        ({"kind": ""}, "off hoặc work"),
        ({"name": "  "}, "thiếu tên"),
    ],
)
def test_a_bad_row_is_refused_by_its_number_and_reason(bad: dict[str, object], reason: str) -> None:
    with pytest.raises(OverrideRefused) as refused:
        load_calendar("VN", [GOOD, GOOD | {"date": "2026-03-03"} | bad], 2026, 2026)
    assert "dòng 2" in refused.value.message["vi"]
    assert "row 2" in refused.value.message["en"]
    assert reason in refused.value.message["vi"]


def test_the_same_day_twice_is_refused_and_names_the_earlier_row() -> None:
    with pytest.raises(OverrideRefused) as refused:
        load_calendar("VN", [GOOD, GOOD], 2026, 2026)
    assert "đã có ở dòng 1" in refused.value.message["vi"]


def test_a_row_without_an_english_name_keeps_the_vietnamese_one() -> None:
    calendar = load_calendar("VN", [GOOD], 2026, 2026)
    assert {"vi": "Nghỉ", "en": "Nghỉ"} in calendar.off.values()
