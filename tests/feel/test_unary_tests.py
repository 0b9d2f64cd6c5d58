"""DMN 1.5, grammar rules 7 to 18 and 10.3.2.8: the cells of decision tables."""

from typing import Any

import pytest

from feel import FeelError, compile_unary_tests


@pytest.mark.parametrize(
    ("cell", "value", "passes"),
    [
        ("-", None, True),
        ("", 5, True),
        ("5", 5, True),
        ("5", 6, False),
        ("< 5", 4, True),
        ("< 5", 5, False),
        ("!= 5", 4, True),
        ("[1..5)", 5, False),
        ("]1..5]", 5, True),
        ("[1..3], > 10", 11, True),
        ('"a", "b"', "b", True),
        ('not("a", "b")', "b", False),
        ("not(< 5)", 9, True),
        ("null", None, True),
        ("not(null)", None, False),
        ("true", False, False),
        ("false", False, True),
        ("? > 3 and ? < 6", 5, True),
        ('starts with(?, "C0")', "C00145", True),
        ("allowed", 3, True),
        ("limit", 5, True),
        ("> limit", 5, False),
        ("limit + 1", 6, True),
        ("limit > 3", "anything", True),
        ("[1, 2, 3]", 3, True),
        ('@"2026-11-14"', "2026-11-14", False),
        ("< 5", "text", False),
        ("(> 5)", 6, True),
    ],
)
def test_a_cell_passes_or_not(cell: str, value: Any, *, passes: bool) -> None:
    context = {"limit": 5, "allowed": [1, 3]}
    assert compile_unary_tests(cell).evaluate(value, context) is passes


def test_a_cell_names_what_it_asks_for() -> None:
    assert compile_unary_tests("> limit, ?.size = 3").names == {"limit"}


@pytest.mark.parametrize("cell", ["<", "1,", "not(1", "- 1 -", "in 3", ">> 4"])
def test_a_cell_that_cannot_be_read_is_an_error(cell: str) -> None:
    with pytest.raises(FeelError):
        compile_unary_tests(cell)
