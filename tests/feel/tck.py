"""Runs the literal expressions of the DMN conformance kit: `python -m tests.feel.tck FOLDER --json`.

FOLDER holds `cases.json`; its form is described in the README beside it. Stands outside `make test`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from feel import FeelError, compile_expression
from feel.budget import DEFAULT, Meter
from feel.convert import to_feel
from feel.equality import equal
from feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from feel.types import SIMPLE_TYPES, coerce
from feel.values import Context

# The kit's own tolerance for numbers.
_CLOSE = Decimal("0.00000001")
_NOW = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)


def expected_value(written: Any) -> Any:
    """The kit's notation of a value as ours."""
    if isinstance(written, list):
        return [expected_value(item) for item in written]
    if not isinstance(written, dict):
        return written
    if "n" in written:
        return Decimal(written["n"])
    if "c" in written:
        return Context((name, expected_value(entry)) for name, entry in written["c"].items())
    readers: dict[str, Any] = {
        "date": read_date,
        "time": read_time,
        "dateTime": read_date_time,
        "duration": read_duration,
    }
    return readers[written["t"]](written["v"])


def agrees(value: Any, expected: Any) -> bool:
    """Whether a result is the expected one, numbers within the kit's tolerance."""
    if isinstance(expected, Decimal):
        return isinstance(value, Decimal) and abs(value - expected) < _CLOSE
    if isinstance(expected, list):
        return (
            isinstance(value, list)
            and len(value) == len(expected)
            and all(agrees(*pair) for pair in zip(value, expected, strict=True))
        )
    if isinstance(expected, dict):
        return (
            isinstance(value, dict)
            and value.keys() == expected.keys()
            and all(agrees(value[name], entry) for name, entry in expected.items())
        )
    return equal(Meter(DEFAULT), value, expected) is True


def result(case: dict[str, Any]) -> Any:
    """Our value for a case, coerced to its declared type; an error counts as null."""
    try:
        value = to_feel(compile_expression(case["expr"]).evaluate({}, now=_NOW))
    except FeelError:
        return None
    declared = SIMPLE_TYPES.get(case["type"] or "")
    return coerce(Meter(DEFAULT), value, declared) if declared else value


def run(cases: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The figures, and the cases we answer differently."""
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    failed = []
    for case in cases:
        part = "nulls" if case["expected"] is None else "values"
        total[part] += 1
        got = result(case)
        if agrees(got, expected_value(case["expected"])):
            passed[part] += 1
        else:
            failed.append({**case, "got": str(got)})
    return {part: {"passed": passed[part], "of": total[part]} for part in ("values", "nulls")}, failed


def main() -> None:
    """Prints the figures; without --json also every case we answer differently."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--json", action="store_true")
    chosen = reader.parse_args()
    figures, failed = run(json.loads((chosen.folder / "cases.json").read_text(encoding="utf-8")))
    if not chosen.json:
        for case in failed:
            sys.stdout.write(
                f"{case['group']} {case['id']}: {case['expr']} -> {case['got']}, not {case['expected']}\n"
            )
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
