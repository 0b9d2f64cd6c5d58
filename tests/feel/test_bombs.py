"""Expressions written to hold up the process: each is refused or answered in time."""

import time
from contextlib import suppress
from typing import Any

import pytest

from feel import Budget, FeelError, compile_expression

REFUSED = [
    "count(for a in 1..1000, b in 1..1000, c in 1..1000 return a)",
    "some a in 1..1000000000 satisfies a < 0",
    "every x in 1..40000 satisfies every y in 1..40000 satisfies x > 0",
    "(" * 10_000 + "1" + ")" * 10_000,
    "[" * 10_000,
    "-" * 10_000 + "1",
    "not(" * 5_000 + "true" + ")" * 5_000,
    "{a:" * 5_000,
    "x in (" * 3_000,
    "1" + "+1" * 10_000,
    "a" + ".b" * 5_000,
    '"' + "a" * 60_000 + '"',
    'for i in 1..100 return if i = 1 then "aaaaaaaaaa" else partial[-1] + partial[-1]',
    "for i in 1..100 return if i = 1 then [1, 2] else concatenate(partial[-1], partial[-1])",
    "string(for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]])",
    "for i in 1..60 return if i = 1 then 1 else [partial[-1], partial[-1]]",
    "for i in 1..1000 return [partial]",
    "{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r",
    "(function(x) x(x))(function(x) x(x))",
    'replace("' + "a" * 5_000 + '", "a", "' + "b" * 5_000 + '")',
    "for i in 1..100000 return string(10 ** 6144)",
    'matches("' + "a" * 60 + '", "((a|aa)+)+\\1b")',
    'matches("' + "a" * 11_000 + '", "(a)\\1b")',
    'for i in 1..1000 return matches("' + "a" * 14 + '", "((a|aa)+)+\\1b")',
    "{a1: [1, 1]," + ",".join(f"a{i}: [a{i - 1}, a{i - 1}]" for i in range(2, 50)) + "}",
]
ANSWERED = [
    ('matches("' + "a" * 5_000 + '!", "(a+)+$")', False),
    ('matches("a", "((((a{100}){100}){100}){100})")', None),
    ('matches("a", "' + "(" * 900 + '")', None),
    ("9.99 ** 9 ** 9 ** 9 ** 9", None),
    ("exp(10 ** 6000)", None),
    ("[1, 2, 3][10 ** 40]", None),
    ("date(10 ** 30, 1, 1)", None),
    ('@"P99999999D" * 10 ** 100', None),
    ('number("1e999999")', None),
]
UNCOUNTED = [
    "{a: for j in 1..100000 return j, b: for i in 1..1500 return a instance of list<number>}",
    "{a: for j in 1..100000 return j, b: for i in 1..1500 return (function(x: list<number>) 1)(a)}",
    'for i in 1..1500 return matches("a", string(i) + "((a{100}){9})")',
    'for i in 1..1500 return matches("a", string(i) + "[a-z-[b]]")',
    'matches("a", "' + "[a-z-[b]]" * 100 + '")',
    'for i in 1..2000 return range("[1.." + string(i) + "]")',
    "{" + ",".join(f"a {n}: 1" for n in range(5_000)) + "}.a 7",
    "{" + ", ".join(f"{'abcdefg' * 8}{n}: 1" for n in range(700)) + "}." + "gfedcba" * 8,
]
"""Answered or refused: what takes time in them is not the rounds."""
HALVES = ['matches(x, "a")', 'matches("a", x)', 'split("a", x)', 'replace(x, "a", "b")']
PROBES = [
    "x.__class__",
    "x.__class__.__mro__",
    '"".__class__',
    "__class__",
    "constructor",
    '"a".constructor',
    "{}.items",
    "count.__globals__",
    "(function(a) a).signatures",
    '@"2026-11-14".__init__',
    '@"2026-11-14".days',
    "x.__dict__",
]


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_a_bomb_is_refused_within_a_second(text: str) -> None:
    started = time.thread_time()
    with pytest.raises(FeelError):
        compile_expression(text).evaluate({"a": None, "x": 1})
    assert time.thread_time() - started < 1.5


@pytest.mark.parametrize(("text", "value"), ANSWERED, ids=range(len(ANSWERED)))
def test_heavy_functions_answer_in_time(text: str, value: Any) -> None:
    started = time.thread_time()
    assert compile_expression(text).evaluate({}) is value
    assert time.thread_time() - started < 1.5


@pytest.mark.parametrize("text", UNCOUNTED, ids=range(len(UNCOUNTED)))
def test_work_outside_the_rounds_is_held_to_a_second_too(text: str) -> None:
    started = time.thread_time()
    with suppress(FeelError):
        compile_expression(text).evaluate({})
    assert time.thread_time() - started < 1.5


@pytest.mark.parametrize("text", HALVES)
def test_half_a_character_is_refused_where_patterns_are_searched(text: str) -> None:
    with suppress(FeelError):
        assert compile_expression(text).evaluate({"x": "\ud800"}) is None


def test_a_result_nested_too_deep_is_refused() -> None:
    nested = compile_expression("(for i in 1..depth return [partial[-1]])[-1]")
    nested.evaluate({"depth": 60})
    with pytest.raises(FeelError, match="nested too deeply"):
        nested.evaluate({"depth": 70})


@pytest.mark.parametrize("text", PROBES)
def test_nothing_of_python_can_be_reached(text: str) -> None:
    assert compile_expression(text).evaluate({"x": "text"}) is None


@pytest.mark.parametrize("text", ['__import__("os")', 'eval("1")', "open(1)", 'getattr(1, "real")'])
def test_python_functions_do_not_exist(text: str) -> None:
    with pytest.raises(FeelError):
        compile_expression(text).evaluate({})


def test_a_smaller_budget_can_be_given() -> None:
    with pytest.raises(FeelError, match="too many steps"):
        compile_expression("for i in 1..100 return i").evaluate({}, budget=Budget(steps=50))
    assert len(compile_expression("for i in 1..40 return i").evaluate({}, budget=Budget(steps=200))) == 40


def test_data_nested_too_deep_is_refused() -> None:
    deep: list[object] = []
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(FeelError):
        compile_expression("x").evaluate({"x": deep})
