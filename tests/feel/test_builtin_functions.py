"""DMN 1.5, 10.3.4: the built-in functions, group by group."""

from datetime import UTC, datetime
from typing import Any

import pytest

from feel import compile_expression
from feel.run import Warned
from tests.feel.asking import ask


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('substring("Giao ban", 6)', "ban"),
        ('substring("Giao ban", -3, 2)', "ba"),
        ('substring("Giao ban", 0)', None),
        ('substring(string: "abc", start position: 2)', "bc"),
        ('substring("\\U01F40Eab", 2)', "ab"),
        ('string length("Phường")', 6),
        ('upper case("phường 3")', "PHƯỜNG 3"),
        ('substring before("a/b", "/")', "a"),
        ('substring before("ab", "/")', ""),
        ('substring after("a/b", "/")', "b"),
        ('contains("báo cáo", "cáo")', True),
        ('starts with("báo cáo", "báo")', True),
        ('ends with("báo cáo", "báo")', False),
        ('matches("C00145", "^C[0-9]{5}$")', True),
        ('matches("Ward\u00203", "ward 3", "ix")', False),
        ('matches("abc", "[a-z-[b]]{3}")', False),
        ('matches("a", "(")', None),
        ('matches("a", "a", "y")', None),
        (r'matches("tiếng Việt", "\p{Lu}")', True),
        ('replace("2026-11-14", "(\\d+)-(\\d+)-(\\d+)", "$3/$2/$1")', "14/11/2026"),
        ('replace("a.b", ".", "x", "q")', "axb"),
        ('split("a;b;;c", ";")', ["a", "b", "", "c"]),
        ('string join(["a", null, "b"], ", ")', "a, b"),
        ('string join(["a", "b"])', "ab"),
        ('string join(["a", 1], ",")', None),
    ],
)
def test_strings(text: str, value: Any) -> None:
    assert ask(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("decimal(2.345, 2)", 2.34),
        ("decimal(1234, -2)", 1200),
        ("floor(-1.5)", -2),
        ("ceiling(1.21, 1)", 1.3),
        ("round up(-1.21, 1)", -1.3),
        ("round down(1.29, 1)", 1.2),
        ("round half up(2.5, 0)", 3),
        ("round half down(2.5, 0)", 2),
        ("round up(1.5)", None),
        ("abs(-3)", 3),
        ("modulo(-12, 5)", 3),
        ("modulo(12, -5)", -3),
        ("modulo(1, 0)", None),
        ("sqrt(16)", 4),
        ("sqrt(-1)", None),
        ("log(exp(2)) - 2 < 0.000001", True),
        ("odd(3)", True),
        ("even(3)", False),
        ("even(2.5)", None),
        ('number("1.234,5", ".", ",")', 1234.5),
        ('number("abc")', None),
        ('number("1 000", " ", ".")', 1000),
        ('string(1.50) + "|" + string([1, "a", null])', '1.5|[1, "a", null]'),
        ("string(10 ** 20)", "100000000000000000000"),
    ],
)
def test_numbers(text: str, value: Any) -> None:
    assert ask(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("count([1, null])", 2),
        ("sum([1, 2, 3])", 6),
        ("sum(1, 2, 3)", 6),
        ("sum([])", None),
        ("min([3, 1, 2])", 1),
        ('max("a", "c", "b")', "c"),
        ('max(1, "a")', None),
        ("mean([1, 2, 6])", 3),
        ("median([8, 2, 5, 3])", 4),
        ("stddev([2, 4, 7, 5]) > 2.08", True),
        ("mode([6, 1, 9, 6, 1])", [1, 6]),
        ("product([2, 3, 4])", 24),
        ("all([true, false])", False),
        ("all([])", True),
        ("any([false, null])", None),
        ("list contains([1, null], null)", True),
        ("sublist([1, 2, 3, 4], -2)", [3, 4]),
        ("sublist([1, 2, 3], 2, 1)", [2]),
        ("append([1], 2, 3)", [1, 2, 3]),
        ("concatenate([1], [2, 3])", [1, 2, 3]),
        ("insert before([1, 3], 2, 2)", [1, 2, 3]),
        ("remove([1, 2, 3], -1)", [1, 2]),
        ("reverse([1, 2])", [2, 1]),
        ("index of([1, 2, 1], 1)", [1, 3]),
        ("union([1, 2], [2, 3])", [1, 2, 3]),
        ('distinct values([1, "1", 1.0, null, null])', [1, "1", None]),
        ("flatten([1, [2, [3]]])", [1, 2, 3]),
        ("list replace([1, 2, 3], 2, 9)", [1, 9, 3]),
        ("list replace([1, 5, 3], function(item, new) item > 2, 0)", [1, 0, 0]),
        ("sort([3, 1, 2])", [1, 2, 3]),
    ],
)
def test_lists(text: str, value: Any) -> None:
    assert ask(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('get value({a: 1}, "a")', 1),
        ("get entries({a: 1})", [{"key": "a", "value": 1}]),
        ('context([{key: "a", value: 1}])', {"a": 1}),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
        ('context put({a: 1}, "b", 2)', {"a": 1, "b": 2}),
        ('context put({a: {b: 1}}, ["a", "b"], 2)', {"a": {"b": 2}}),
        ('context put({a: 1}, ["x", "y"], 2)', None),
        ("context merge([{a: 1}, {a: 2, b: 3}])", {"a": 2, "b": 3}),
    ],
)
def test_contexts(text: str, value: Any) -> None:
    assert ask(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("before(1, 10)", True),
        ("before([1..5), 5)", True),
        ("before([1..5], [5..9])", False),
        ("after([5..9], (1..5))", True),
        ("meets([1..5], [5..9])", True),
        ("met by([5..9], [1..5))", False),
        ("overlaps([1..5], [4..9])", True),
        ("overlaps before([1..5], [4..9])", True),
        ("overlaps after([4..9], [1..5])", True),
        ("includes([1..9], 9)", True),
        ("includes([1..9], (1..9))", True),
        ("during(9, [1..9))", False),
        ("starts(1, [1..9])", True),
        ("started by([1..9], [1..3])", True),
        ("finishes([7..9], [1..9])", True),
        ("finished by([1..9], 9)", True),
        ("coincides([1..2], [1..2])", True),
        ('before(1, "a")', None),
        ("before([1..2])", None),
        ('range("[1..3]") = [1..3]', True),
        ('5 in range("(>= 5)")', True),
        ('range("[1+1..3]")', None),
        ("is(1, 1.0)", True),
        ('is(1, "1")', False),
    ],
)
def test_ranges(text: str, value: Any) -> None:
    assert ask(text) is value


def test_an_unknown_parameter_name_makes_null_and_warns() -> None:
    warnings: list[Warned] = []
    assert compile_expression('substring(text: "a")').evaluate({}, warnings=warnings) is None
    assert "substring" in warnings[0].message["vi"]


def test_now_is_what_the_caller_says() -> None:
    moment = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
    assert compile_expression("now()").evaluate({}, now=moment) == moment
    assert compile_expression("today()").evaluate({}, now=moment) == moment.date()
    assert compile_expression("now()").evaluate({}) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('matches("tiếng", "^\\w+$")', True),
        ('matches("aA", "(a)\\1", "i")', True),
        ('matches("aa1", "^(a)\\11$")', True),
        ('matches("h", "(.)\\2")', None),
        ('matches("abcd", "(b)[\\1]")', None),
        ('matches("a", "(?=a)")', None),
        ('replace("hello", "l", "$0$0")', "hellllo"),
        ('replace("abcd", "(a)(b)", "$2$12")', "ba2cd"),
        ('replace("a$b", "$", "\\\\", "q")', "a\\b"),
        ('replace("abc", ".*?", "-")', None),
        ('split("abc", "")', None),
    ],
)
def test_patterns_are_those_of_xpath(text: str, wanted: object) -> None:
    assert ask(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("append(list: [1], item: 2)", [1, 2]),
        ("concatenate(list: [1, 2])", [1, 2]),
        ("sum(list: [1, 2])", 3),
        ("append(list: [1], what: 2)", None),
    ],
)
def test_functions_of_many_arguments_take_one_by_name(text: str, wanted: object) -> None:
    assert ask(text) == wanted
