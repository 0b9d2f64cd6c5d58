"""What is told about a form before it is deployed."""

import json
from typing import Any

import pytest

from bpmn.finding import Finding
from workflows.form_findings import form_findings

TASK = b"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"><process id="p"><userTask id="t"><extensionElements>
  <zeebe:formDefinition formId="permit"/></extensionElements></userTask>
  <exclusiveGateway id="g"/><sequenceFlow id="f" sourceRef="t" targetRef="g">
  <conditionExpression>=granted = "yes"</conditionExpression></sequenceFlow></process></definitions>"""
TABLE = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="d"><decisionTable>
  <input><inputExpression><text>area</text></inputExpression></input><output name="form"/>
  <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"kept"</text></outputEntry></rule>
  </decisionTable></decision></definitions>"""
BESIDE = [("p.bpmn", TASK), ("d.dmn", TABLE), ("broken.bpmn", b"<a"), ("broken.dmn", b"<a")]


def form(*fields: dict[str, Any], name: str = "permit") -> bytes:
    components = [{"type": "textfield", "id": f"F_{count}", **each} for count, each in enumerate(fields)]
    return json.dumps({"schemaVersion": 19, "type": "default", "id": name, "components": components}).encode()


def found(content: bytes) -> list[Finding]:
    return list(form_findings("permit.form", content, BESIDE))


def told(content: bytes) -> list[tuple[str, str, str]]:
    return [(one.rule, one.element, one.severity) for one in found(content)]


GRANTED = {"key": "granted", "label": "Cấp phép?"}


def test_an_answer_that_a_diagram_asks_for_is_used() -> None:
    assert told(form(GRANTED)) == []


def test_an_answer_that_a_table_asks_for_is_used_wherever_it_stands() -> None:
    assert told(form(GRANTED, {"key": "area", "label": "Diện tích"})) == []
    asking = (
        TABLE.replace(b"<text>area", b"<text>count(rooms)")
        .replace(b"<text>-", b"<text>&gt; floors")
        .replace(b'<text>"kept"', b'<text>width * 2 + number("colour")')
    )
    beside = [("p.bpmn", TASK), ("d.dmn", asking)]
    keys = ("rooms", "floors", "width", "area", "colour")
    content = form(GRANTED, *({"key": key, "label": key.title()} for key in keys))
    unused = {one.element for one in form_findings("permit.form", content, beside)}
    assert unused == {"area", "colour"}


def test_an_answer_that_another_question_depends_on_is_used() -> None:
    hidden = {**GRANTED, "conditional": {"hide": '=floors = "1"'}}
    assert told(form(hidden, {"key": "floors", "label": "Số tầng"})) == []


def test_a_question_whose_answer_nothing_uses_is_told() -> None:
    (finding,) = found(form(GRANTED, {"key": "colour", "label": "Màu tường"}))
    assert (finding.rule, finding.element, finding.severity) == ("unused_form_field", "colour", "warning")
    assert "Màu tường" in finding.message["vi"]


def test_a_condition_on_a_question_that_is_not_there_is_told_with_the_nearest() -> None:
    hidden = {**GRANTED, "conditional": {"hide": '=floor = "1"'}}
    findings = found(form(hidden, {"key": "floors", "label": "Số tầng"}))
    unknown = next(one for one in findings if one.rule == "unknown_variable")
    assert (unknown.element, unknown.severity) == ("granted", "warning")
    assert unknown.message["en"].endswith("Did you mean “floors”?")


def test_a_condition_may_ask_for_what_the_task_knows() -> None:
    assert told(form({**GRANTED, "conditional": {"hide": "=superior = null"}})) == []


def test_a_form_that_nothing_shows_is_told_once() -> None:
    content = form({"key": "colour", "label": "Màu tường"}, name="forgotten")
    assert told(content) == [("unused_form", "forgotten", "warning")]


def test_a_form_that_a_table_names_keeps_all_answers() -> None:
    assert told(form({"key": "colour", "label": "Màu tường"}, name="kept")) == []


@pytest.mark.parametrize(
    ("label", "key"),
    [("Họ và tên", "granted"), ("Số CCCD", "granted"), ("Date of birth", "granted"), ("Liên hệ", "phone")],
)
def test_a_question_about_a_person_is_refused(label: str, key: str) -> None:
    assert told(form({"key": key, "label": label}))[0] == ("personal_question", key, "error")


def test_a_question_about_a_person_in_a_row_is_refused() -> None:
    rows = {
        "type": "dynamiclist",
        "path": "granted",
        "components": [{"type": "textfield", "key": "who", "label": "Họ tên người dân", "id": "F_w"}],
    }
    assert told(form(rows))[0] == ("personal_question", "who", "error")


def test_a_form_that_cannot_be_read_is_told_as_that() -> None:
    assert told(form({"key": "a b", "label": "x"})) == [("usable_form", "-", "error")]
