"""DMN 1.5, 10.3.2.13: arithmetic, comparison, three-valued logic, between, in, instance of."""

from typing import Any

import pytest

from tests.feel.asking import ask


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("2 ** 3 ** 2", 64),
        ("-2 ** 2", 4),
        ("0 ** -1", None),
        ("0 ** 0", 1),
        ("10 - 4 - 3", 3),
        ("7 / 2", 3.5),
        ("1 / 0", None),
        ('"a" + "b"', "ab"),
        ('"a" + 1', None),
        ('"a" * 2', None),
        ("null + 1", None),
        ("--3", 3),
        ('-"a"', None),
    ],
)
def test_arithmetic(text: str, value: Any) -> None:
    assert ask(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 = 1.0", True),
        ('1 = "1"', None),
        ("null = null", True),
        ("null != 1", True),
        ("[1, 2] = [1, 2]", True),
        ("[1, 2] = [2, 1]", False),
        ("{a: 1, b: 2} = {b: 2, a: 1}", True),
        ("2 < 10", True),
        ('"2" < "10"', False),
        ("true < false", None),
        ('@"2026-11-14" < @"2026-11-17"', True),
        ('@"2026-11-14" < 3', None),
        ("3 between 1 and 3", True),
        ("4 between 1 and 3 or true", True),
        ("null between 1 and 3", None),
    ],
)
def test_comparison(text: str, value: Any) -> None:
    assert ask(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true and null", None),
        ("false and null", False),
        ("null and false", False),
        ("true or null", True),
        ("false or null", None),
        ("false or 1", None),
        ("true and true or false", True),
        ("false and true or true", True),
        ("not(true)", False),
        ("not(null)", None),
    ],
)
def test_logic_has_a_third_value(text: str, value: Any) -> None:
    assert ask(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5 in (1..10)", True),
        ("10 in (1..10)", False),
        ("10 in (1..10]", True),
        ("1 in ]1..10[", False),
        ("5 in (< 3, > 4)", True),
        ("5 in > 6", False),
        ("5 in (1, 3, 5)", True),
        ("5 in [1, 3]", False),
        ("5 in [[1..3], [4..6]]", True),
        ("[1, 2] in [[1, 2], [3]]", True),
        ("5 in (null..10)", None),
        ('"b" in ["a".."c"]', True),
        ("5 in (not_a_range)", False),
    ],
)
def test_in(text: str, value: Any) -> None:
    assert ask(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 instance of number", True),
        ("null instance of Any", False),
        ("null instance of Null", True),
        ("[1, 2] instance of list<number>", True),
        ('[1, "a"] instance of list<number>', False),
        ("{a: 1} instance of context<a: number>", True),
        ("{a: 1} instance of context<a: string>", False),
        ("[1..2] instance of range<number>", True),
        ('@"P1D" instance of days and time duration', True),
        ('@"P1D" instance of years and months duration', False),
        ('@"2026-11-14T08:00:00" instance of date and time', True),
        ("(function(a) a) instance of function<number> -> number", True),
    ],
)
def test_instance_of(text: str, value: Any) -> None:
    assert ask(text) is value


def test_if_takes_the_second_way_for_anything_but_true() -> None:
    assert ask('if null then "yes" else "no"') == "no"
    assert ask('if 1 then "yes" else "no"') == "no"
    assert ask("if 1 < 2 then if 2 < 1 then 1 else 2 else 3") == 2
