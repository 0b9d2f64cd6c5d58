"""Ours beside the FEEL of the browser: what differs is told, and what is not told does not differ.

The packages come from `tests/feel/feelin/package-lock.json`; `make test` installs them.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from feel import compile_expression
from feel.browser import browser_differences
from feel.plain import to_plain

HERE = Path(__file__).parent / "feelin"
NODE = Path(sys.executable).parent / "node"
CONTEXT: dict[str, Any] = {
    "late": 3,
    "share": 0.5,
    "name": "tiếng",
    "empty": None,
    "rows": [{"x": 1, "kind": "a"}, {"x": 2, "kind": "b"}],
    "unit": {"name": "Ward 3", "level": "commune"},
}
DIFFERENT = (
    "late instance of number",
    "rows instance of list<context>",
    "null instance of Null",
    '2 in range("[1..3]")',
    'max("a", "b")',
    'min(["b", "a"])',
    "9007199254740993",
    "0.1 + 0.2 = 0.3",
    "1 / 3 * 3 = 1",
    "if 1 then 1 else 2",
    'substring("foobar", 0)',
    'matches(name, "^\\w+$")',
    'matches("٣", "\\d")',
    'matches("a", "\\i")',
)
ALIKE = (
    "late * 2 + 1 > 5",
    'late > 2 and unit.level = "commune"',
    'if late > 2 then "late" else "on time"',
    "if empty = null then 0 else empty",
    "empty = null",
    "missing = null",
    "rows[x > 1].kind",
    "rows[-1].x",
    "count(rows)",
    "sum(rows.x)",
    "sum([])",
    "min(3, 1, 2)",
    "for r in rows return r.x * 2",
    'some r in rows satisfies r.kind = "b"',
    "every r in rows satisfies r.x > 1",
    "late in [1..5]",
    "late in (1, 2, 3)",
    'unit.level in ("commune", "district")',
    "late between 1 and 3",
    "not(late > 2)",
    "true and empty",
    "false and empty",
    "true or empty",
    "upper case(unit.name)",
    "string length(unit.name)",
    'contains(unit.name, "Ward")',
    'starts with(unit.name, "Ward")',
    "substring(unit.name, 1, 4)",
    "substring(unit.name, -1)",
    'string join(["a", "b"], ", ")',
    'split("a;b", ";")',
    'replace("abc", "b", "-")',
    'number("12.5")',
    "string(12.50)",
    "list contains([1, 2], 2)",
    "append([1], 2)",
    "concatenate([1], [2])",
    "distinct values([1, 1, 2])",
    "flatten([[1], [2, [3]]])",
    "index of([1, 2, 1], 1)",
    "sort([3, 1, 2], function(a, b) a < b)",
    "floor(1.5)",
    "ceiling(1.5)",
    "decimal(2.345, 1)",
    "abs(-1)",
    "modulo(-12, 5)",
    'get value({a: 1}, "a")',
    "{a: 1, b: a + 1}.b",
    'date("2026-11-14") < date("2026-11-15")',
    'date("2026-11-14").month',
    'date("2026-11-14") + duration("P1D") = date("2026-11-15")',
    'day of week(date("2026-11-14"))',
    '@"2026-11-14" > @"2026-11-01"',
    "all([true, true])",
    "any([false, true])",
    "(function(x) x + 1)(2)",
)  # fmt: skip


@pytest.fixture(scope="module", name="browser")
def _browser() -> dict[str, list[Any]]:
    """What form-js and the newest feelin answer to each expression."""
    asked = [[text, CONTEXT] for text in (*DIFFERENT, *ALIKE)]
    assert (HERE / "node_modules").is_dir(), "Run `.venv/bin/npm ci --prefix tests/feel/feelin` first."
    done = subprocess.run(
        [NODE, HERE / "ask.mjs"], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return dict(zip((*DIFFERENT, *ALIKE), json.loads(done.stdout), strict=True))


def ours(text: str) -> Any:
    return to_plain(compile_expression(text).evaluate(CONTEXT))


@pytest.mark.parametrize("text", DIFFERENT)
def test_what_the_browser_answers_otherwise_is_told(browser: dict[str, list[Any]], text: str) -> None:
    assert browser[text][0] != {"value": ours(text)}
    differences = browser_differences(text)
    assert differences
    for difference in differences:
        assert text[difference.position : difference.end]
        assert difference.message["vi"]


@pytest.mark.parametrize("text", ALIKE)
def test_what_the_browser_answers_alike_is_not_told(browser: dict[str, list[Any]], text: str) -> None:
    assert browser[text] == [{"value": ours(text)}] * 2
    assert browser_differences(text) == []
