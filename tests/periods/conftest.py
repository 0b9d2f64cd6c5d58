"""The shipped tables, calendar and zone, as the work joins them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from feel.decisions import read_decisions
from periods import VIETNAM, Rule, WorkingCalendar, load_calendar, read_overrides

TABLES = Path(__file__).parents[2] / "bpmn" / "models" / "deadlines.dmn"


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
    decisions = read_decisions(tables)

    def answer(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        row: Mapping[str, Any] | None = decisions.evaluate(decision, inputs)
        return row

    return answer


@pytest.fixture(scope="session")
def changed(rule: Rule) -> Callable[..., Rule]:
    """The shipped tables with cells changed in every row of one: changed("submission_due", offset=0)."""

    def change(decision: str, **cells: object) -> Rule:
        def answer(asked: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
            row = rule(asked, inputs)
            return {**row, **cells} if row and asked == decision else row

        return answer

    return change
