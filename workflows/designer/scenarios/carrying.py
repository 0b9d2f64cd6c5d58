"""Scenarios in a package, in scenarios.json beside its files: another house has the same offices by their handles."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import orjson

from workflows.designer.changes import LONGEST_TITLE
from workflows.designer.packages.manifest import SCENARIOS, broken
from workflows.designer.playing.steps import as_json, from_json
from workflows.designer.scenarios.comparing import CHECKS
from workflows.designer.scenarios.outcome import ENDED, TASKS, TOLD, Outcome
from workflows.designer.scenarios.scenario import MOST, Scenario, Written
from workflows.errors import Refused

_TEXTS = {
    TASKS: ("process", "element", "office", "status"),
    TOLD: ("rule", "office", "at"),
    ENDED: ("process", "unit", "status"),
}
_WORDS = {TASKS: ("name", "office_name"), TOLD: ("office_name",), ENDED: ("name",)}
_STATUS = {"created", "completed", "cancelled", "active", "terminated"}


def scenarios_bytes(scenarios: Sequence[Scenario]) -> bytes:
    """The scenarios as they are written."""
    whole = [
        {
            "title": one.title,
            "steps": as_json(one.steps),
            "checks": list(one.checks),
            "expected": dict(one.expected),
        }
        for one in scenarios
    ]
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def read_scenarios(data: bytes) -> tuple[Written, ...]:
    """Those in a package. PackageRefused for what no export of ours makes."""
    try:
        whole = orjson.loads(data)
        if not isinstance(whole, list) or len(whole) > MOST:
            raise broken(SCENARIOS)
        return tuple(_written(one) for one in whole)
    except (Refused, ValueError, TypeError, KeyError, AttributeError) as error:
        raise broken(SCENARIOS) from error


def _written(one: Any) -> Written:
    title = _text(one["title"])[:LONGEST_TITLE]
    checks = [name for name in CHECKS if name in one["checks"]]
    return Written(title, from_json(one["steps"]), checks, _outcome(one["expected"]))


def _outcome(expected: Any) -> Outcome:
    return {part: [_row(part, row) for row in expected[part]] for part in (TASKS, TOLD, ENDED)}


def _row(part: str, row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {name: _text(row[name]) for name in _TEXTS[part]}
    if "at" in found:
        found["at"] = _moment(found["at"])
    if found.get("status", "active") not in _STATUS:
        raise ValueError(found["status"])
    if part == TASKS:
        found["due"] = None if row["due"] is None else _moment(row["due"])
    for name in _WORDS[part]:
        found[name] = {language: _text(row[name][language]) for language in ("vi", "en")}
    return found


def _moment(value: Any) -> str:
    text = _text(value)
    datetime.fromisoformat(text)  # those who compare it read it so
    return text


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise TypeError(value)
    return value
