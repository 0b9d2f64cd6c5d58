from dataclasses import replace
from datetime import date

import pytest

from documents.document_number import OPEN_NUMBER, number_line, place_date_line, symbol
from documents.layout import load_layout

DECREE = load_layout()


@pytest.mark.parametrize(("number", "line"), [(1, "01"), (9, "09"), (10, "10"), (1234, "1234")])
def test_numbers_under_ten_get_a_zero(number: int, line: str) -> None:
    assert number_line(DECREE, number, "BC", "UBND") == f"Số: {line}/BC-UBND"


def test_an_open_number_leaves_room_for_the_records_clerk() -> None:
    assert number_line(DECREE, None, "BC", "UBND") == f"Số: {OPEN_NUMBER}/BC-UBND"


def test_there_is_no_number_zero() -> None:
    with pytest.raises(ValueError, match="starts at 1"):
        number_line(DECREE, 0, "BC", "UBND")


def test_other_documents_cite_the_number_without_the_word() -> None:
    assert symbol(DECREE, 5, "BC", "UBND") == "05/BC-UBND"


def test_a_layout_may_order_number_and_symbol_otherwise() -> None:
    party = replace(DECREE, number_format="Số {n}-{type}/{org}")
    assert number_line(party, 36, "HD", "VPTW") == "Số 36-HD/VPTW"
    assert symbol(party, 36, "HD", "VPTW") == "36-HD/VPTW"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 31), "ngày 31 tháng 3 năm 2026"),
    ],
)
def test_days_under_ten_and_the_first_two_months_get_a_zero(day: date, words: str) -> None:
    assert place_date_line(DECREE, "Bồ Đề", day) == f"Bồ Đề, {words}"
