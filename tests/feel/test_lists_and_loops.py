"""DMN 1.5, 10.3.2.5, 10.3.2.6 and 10.3.2.14: paths, filters, for, some, every, functions."""

from typing import Any

import pytest

from tests.feel.asking import ask

UNITS = [
    {"name": "Ward 3", "level": "ward", "late": 2},
    {"name": "Ward 4", "level": "ward", "late": 0},
    {"name": "District 1", "level": "district", "late": 1},
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("units[1].name", "Ward 3"),
        ("units[-1].name", "District 1"),
        ("units[4]", None),
        ("units[0]", None),
        ('units[level = "ward"].name', ["Ward 3", "Ward 4"]),
        ("units[item.late > limit].name", ["Ward 3"]),
        ("units[late > limit].name", ["Ward 3"]),
        ("units.late", [2, 0, 1]),
        ("[1, 2, 3, 4][item > 2]", [3, 4]),
        ("[1, 2][item > 5]", []),
        ("5[1]", 5),
        ("null[1]", None),
        ("[10, 20][i]", 20),
        ("{a: {b: [1, 2]}}.a.b[2]", 2),
        ("[{item: 1}, {item: 5}][item > 2]", [{"item": 5}]),
        ("[[1, 2], [3]][count(item) = 1]", [[3]]),
        ("{a: 1}.b", None),
    ],
)
def test_paths_and_filters(text: str, value: Any) -> None:
    assert ask(text, {"units": UNITS, "limit": 1, "i": 2}) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("for i in 1..3 return i * i", [1, 4, 9]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [2, 4] return i", [2, 4]),
        ("for i in 1..2, j in i..2 return [i, j]", [[1, 1], [1, 2], [2, 2]]),
        ("for i in [1..3) return i", [1, 2]),
        ("for i in 1..6 return if i < 3 then 1 else partial[-1] + partial[-2]", [1, 1, 2, 3, 5, 8]),
        ('for d in @"2026-11-29"..@"2026-12-01" return d.day', [29, 30, 1]),
        ("for i in null return i", None),
        ("for i in 5 return i", [5]),
        ("some i in [1, 5] satisfies i > 4", True),
        ("every i in [1, 5] satisfies i > 4", False),
        ("some i in [] satisfies i > 4", False),
        ("every i in [] satisfies i > 4", True),
        ("every i in [1, null] satisfies i > 0", None),
        ("some i in [1, 2], j in [3, 4] satisfies i + j = 6", True),
        ("for Report Unit in units return Report Unit.name", ["Ward 3", "Ward 4", "District 1"]),
    ],
)
def test_loops(text: str, value: Any) -> None:
    assert ask(text, {"units": UNITS}) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(function(a, b) a - b)(5, 3)", 2),
        ("(function(a, b) a - b)(b: 5, a: 3)", -2),
        ("{add: function(a: number) function(b: number) a + b, r: add(2)(3)}.r", 5),
        ('{f: function(a: number) a, r: f("x")}.r', None),
        ("{f: function(a: number) a, r: f([7])}.r", 7),
        ("(function(a) a)(1, 2)", None),
        ("{n: 1, f: function() n}.f()", 1),
        ("5(1)", None),
        ("for f in [floor, ceiling] return f(1.5)", [1, 2]),
        ("sort([3, 1, 2], function(x, y) x > y)", [3, 2, 1]),
    ],
)
def test_functions_are_values(text: str, value: Any) -> None:
    assert ask(text) == value


def test_entries_see_those_before_them_and_a_doubled_one_makes_null() -> None:
    assert ask("{a: 1, b: a + 1, c: b + 1}.c") == 3
    assert ask("{a: 1, a: 2}") is None


def test_the_first_condition_may_be_false_for_mixed_lists() -> None:
    assert ask("[1, {late: 3}, null][late > 1]", {"late": 0}) == [{"late": 3}]
