"""FEEL's answers as plain JSON data."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from feel import DaysDuration, compile_expression
from feel.plain import to_plain
from tests.feel.asking import ask


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1.0", 1),
        ("1.5", 1.5),
        ("10 ** 30", 10**30),
        ("[1, true, null]", [1, True, None]),
        ('{a: @"2026-11-14"}', {"a": "2026-11-14"}),
        ('@"2026-11-14T10:00:00@Asia/Ho_Chi_Minh"', "2026-11-14T10:00:00@Asia/Ho_Chi_Minh"),
        ('@"12026-11-14"', "12026-11-14"),
        ('@"-P1DT1S"', "-P1DT1S"),
        ("[1..3)", "[1..3)"),
        ("(> 3)", "(> 3)"),
        ("function(a, b) a", "function(a, b)"),
    ],
)
def test_every_answer_has_a_plain_form(text: str, plain: object) -> None:
    answer = to_plain(compile_expression(text).evaluate({}))
    assert answer == plain
    assert json.loads(json.dumps(answer)) == plain


def test_python_values_are_plain_too() -> None:
    assert to_plain(datetime(2026, 11, 14, tzinfo=UTC)) == "2026-11-14T00:00:00Z"
    assert to_plain(Decimal("0.10")) == 0.1
    assert to_plain(DaysDuration(0)) == "PT0S"


def test_names_with_quotes_are_written_so_that_they_can_be_read_back() -> None:
    text = ask(r'string({"a\"b": 1})')
    assert text == r'{"a\"b": 1}'
    assert ask(text) == {'a"b': 1}
