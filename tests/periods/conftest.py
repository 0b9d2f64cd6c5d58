"""The shipped tables, calendar and zone, as the integrator joins them."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from periods import VIETNAM, Rule, WorkingCalendar, load_calendar, read_overrides

TABLES = Path(__file__).parents[2] / "bpmn" / "models" / "deadlines.dmn"
DMN = {"dmn": "https://www.omg.org/spec/DMN/20191111/MODEL/"}


@pytest.fixture(scope="session")
def calendar() -> WorkingCalendar:
    return load_calendar("VN", read_overrides(), 2022, 2031)


@pytest.fixture(scope="session")
def zone() -> ZoneInfo:
    return VIETNAM.zone


@pytest.fixture(scope="session")
def tables() -> etree._Element:
    return etree.parse(TABLES).getroot()


@pytest.fixture(scope="session")
def rule(tables: etree._Element) -> Rule:
    """The tables read by hand: their cells are literals only, so that this room needs no FEEL."""
    read = {decision.get("id"): decision.find("dmn:decisionTable", DMN) for decision in tables}

    def answer(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        table = read[decision]
        assert table is not None
        asked = [inputs[name] for name in texts(table, "dmn:input/dmn:inputExpression/dmn:text")]
        columns = [output.get("name", "") for output in table.findall("dmn:output", DMN)]
        hits = [
            dict(zip(columns, map(json.loads, texts(row, "dmn:outputEntry/dmn:text")), strict=True))
            for row in table.findall("dmn:rule", DMN)
            if all(map(matches, texts(row, "dmn:inputEntry/dmn:text"), asked))
        ]
        assert len(hits) <= 1, "a UNIQUE table answers once"
        return hits[0] if hits else None

    return answer


def texts(element: etree._Element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path, DMN)]


def matches(cell: str, value: str) -> bool:
    return cell == "-" or value in json.loads(f"[{cell}]")


@pytest.fixture(scope="session")
def changed(rule: Rule) -> Callable[..., Rule]:
    """The shipped tables with cells changed in every row of one: changed("submission_due", offset=0)."""

    def change(decision: str, **cells: object) -> Rule:
        def answer(asked: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
            row = rule(asked, inputs)
            return {**row, **cells} if row and asked == decision else row

        return answer

    return change
