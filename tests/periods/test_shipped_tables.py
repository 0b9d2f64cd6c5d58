"""deadlines.dmn as other tools read it: DMN 1.3 with a drawing."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from periods import Rule, WorkingCalendar, cycle_dates, earliest_due, period
from periods.words import EVENTS

DMN = {
    "dmn": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "dmndi": "https://www.omg.org/spec/DMN/20191111/DMNDI/",
}


def test_every_decision_is_a_unique_table_with_a_vietnamese_name(tables: etree._Element) -> None:
    decisions = {decision.get("id"): decision for decision in tables.findall("dmn:decision", DMN)}
    assert list(decisions) == ["submission_due", "earliest_due", "cycle_dates"]
    assert [decision.get("name") for decision in decisions.values()] == [
        "Hạn gửi báo cáo",
        "Hạn gửi sớm nhất được đặt",
        "Các ngày khác trong kỳ",
    ]
    assert {table.get("hitPolicy") for table in tables.iterfind(".//dmn:decisionTable", DMN)} == {"UNIQUE"}


def test_every_decision_and_input_is_drawn(tables: etree._Element) -> None:
    drawn = {shape.get("dmnElementRef") for shape in tables.iterfind(".//dmndi:DMNShape", DMN)}
    kinds = ("dmn:decision", "dmn:inputData")
    assert drawn == {element.get("id") for kind in kinds for element in tables.iterfind(kind, DMN)}
    arrows = {edge.get("dmnElementRef") for edge in tables.iterfind(".//dmndi:DMNEdge", DMN)}
    assert arrows == {needed.get("id") for needed in tables.iterfind(".//dmn:informationRequirement", DMN)}


def test_ids_are_unique_and_every_rule_says_what_it_is_for(tables: etree._Element) -> None:
    ids = [element.get("id") for element in tables.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    rules = tables.findall(".//dmn:rule", DMN)
    assert all((rule.findtext("dmn:description", None, DMN) or "").strip() for rule in rules)


def test_every_dated_event_has_words(tables: etree._Element) -> None:
    rows = tables.findall("dmn:decision[@id='cycle_dates']//dmn:rule/dmn:inputEntry[1]/dmn:text", DMN)
    assert {(row.text or "").strip('"') for row in rows} <= set(EVENTS)


def test_all_kinds_have_dates_at_every_level(rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo) -> None:
    for key in ("2026-11", "2026-Q3", "2026-H1", "2026-9M", "2026", "2026-W21"):
        for level in ("commune", "district", "province", "nation"):
            assert cycle_dates(period(key), level, rule, calendar, zone).due.steps


def test_a_column_added_by_a_process_owner_may_ask_for_level_and_report_kind(
    calendar: WorkingCalendar, zone: ZoneInfo, rule: Rule
) -> None:
    asked: list[Mapping[str, Any]] = []

    def listening(decision: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        asked.append(inputs)
        return rule(decision, inputs)

    cycle_dates(period("2026-11"), "commune", listening, calendar, zone)
    assert all(inputs.items() >= {"report_kind": "monthly", "level": "commune"}.items() for inputs in asked)


def test_the_decree_s_minimum_is_a_row_with_its_source(
    rule: Rule, calendar: WorkingCalendar, zone: ZoneInfo
) -> None:
    dated = earliest_due(period("2026-11"), "commune", rule, calendar, zone)
    assert dated.explanation["vi"] == "chốt số liệu 14/11/2026 + 1 ngày làm việc = 16/11/2026, lịch vn-3"
    assert "điểm b khoản 5 Điều 8" in dated.steps[-1]["vi"]
