"""Numbers as written in Viet Nam, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.numbers import MOST_DIGITS, parse_number, shown_number, typed_number
from forms.sentences import not_a_number
from tests.forms.pages import found, page, question, sent, written


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0), ("14", 14), (" 14 ", 14), ("007", 7), ("-3", -3),
        ("1.000", 1_000), ("1 000", 1_000), ("1\u00a0000", 1_000), ("1.234.567", 1_234_567),
        ("2,5", 2.5), ("1.234,56", 1_234.56), ("93,94", 93.94), ("9" * MOST_DIGITS, 10**MOST_DIGITS - 1),
    ],
)  # fmt: skip
def test_what_is_meant_is_read(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "-", ",", "1.5", "1.00", "1,000", "12,000", "1,000,000", "1.0000", "1..000", "1,2,3", "mười", "1e3",
     "١٤", "0x10", "+3", "--3", "1.000.00", "9" * (MOST_DIGITS + 1)],
)  # fmt: skip
def test_what_may_mean_two_things_or_none_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(-(10**6), 10**6, places=3).map(float))
def test_a_number_is_typed_so_that_it_is_read_back(number: float) -> None:
    assert parse_number(typed_number(number)) == number


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [(1_234_567, "1.234.567", "1,234,567"), (1_234.5, "1.234,5", "1,234.5"), (0.00001, "0,00001", "0.00001")],
)
def test_numbers_are_shown_as_each_language_does(number: float, vi: str, en: str) -> None:
    assert (shown_number(number, "vi"), shown_number(number, "en")) == (vi, en)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_thousand_stays_a_thousand_when_an_english_page_is_sent_again(language: str) -> None:
    form = written(question("number", "n"))
    assert dict(sent(page(form, {"n": 1_000}, language)))["n"] == "1000"


def test_what_was_typed_in_words_stays_and_is_told() -> None:
    form = written(question("number", "n", label="Số hộ"))
    assert found(form, {"n": "mười hai"}) == {"n": "Nhập số hộ bằng chữ số, ví dụ 12 hoặc 1.000"}
    assert dict(sent(page(form, {"n": "mười hai"})))["n"] == "mười hai"


@pytest.mark.parametrize(("typed", "fine"), [("0", False), ("1", True), ("10", True), ("11", False)])
def test_limits_include_their_ends(typed: str, *, fine: bool) -> None:
    form = written(question("number", "n", decimalDigits=0, validate={"min": 1, "max": 10}))
    assert (found(form, {"n": typed}) == {}) is fine


def test_decimals_are_counted() -> None:
    whole = written(question("number", "n", label="Số hộ", decimalDigits=0))
    assert found(whole, {"n": "2,5"}) == {"n": "Nhập số hộ là số nguyên"}
    one = written(question("number", "n", decimalDigits=1))
    assert found(one, {"n": "2,5"}) == {}
    assert "1 chữ số" in found(one, {"n": "2,55"})["n"]


@pytest.mark.parametrize(
    ("label", "vi", "en"),
    [
        ("Số hộ", "Nhập số hộ bằng chữ số", "Enter the số hộ in digits"),
        (
            "Có bao nhiêu điểm ngập?",
            "Nhập “Có bao nhiêu điểm ngập?” bằng",
            "Enter “Có bao nhiêu điểm ngập?” in",
        ),
    ],
)
def test_a_label_that_asks_is_quoted(label: str, vi: str, en: str) -> None:
    words = not_a_number(written({**question("number", "n"), "label": label}).fields[0])
    assert words["vi"].startswith(vi)
    assert words["en"].startswith(en)
