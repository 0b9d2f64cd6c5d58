from collections.abc import Callable
from dataclasses import replace

import pytest

from bpmn.catalogue import Catalogue
from bpmn.lint import errors_of, lint
from bpmn.read import read_definitions

Found = Callable[..., list[str]]
Diagram = Callable[[str], bytes]
HOUSE = Catalogue(
    variables=frozenset({"unit", "due"}),
    functions=frozenset({"upcoming"}),
    form_fields={"monthly_report": frozenset({"decision"}), "other": frozenset({"remark"})},
)


def task(due: str, form: str = "monthly_report", more: str = "") -> str:
    return f"""<startEvent id="s"/><userTask id="t" name="Soạn"><extensionElements>
      <zeebe:formDefinition formId="{form}"/><zeebe:taskSchedule dueDate="={due}"/>{more}</extensionElements>
      </userTask><endEvent id="e" name="Xong"/>[s>t t>e]"""


@pytest.mark.parametrize("due", ["due", "upcoming(due)", "for d in [due] return d", "loopCounter", "now()"])
def test_what_the_house_or_the_language_gives_is_known(found: Found, due: str) -> None:
    assert found("unknown_variable", task(due), HOUSE) == []


def test_a_slip_of_the_pen_is_told_with_the_name_that_is_meant(diagram: Diagram) -> None:
    findings = lint(read_definitions(diagram(task("duee"))), HOUSE)
    (finding,) = [one for one in findings if one.rule == "unknown_variable"]
    assert finding.element == "t"
    assert finding.message["vi"].endswith("Ý bạn là “due”?")
    assert finding not in errors_of(findings)


def test_answers_on_a_form_of_the_diagram_are_known_and_those_of_others_are_not(found: Found) -> None:
    assert found("unknown_variable", task("decision"), HOUSE) == []
    assert found("unknown_variable", task("remark"), HOUSE) == ["t"]


def test_a_form_that_is_worked_out_may_be_any(found: Found) -> None:
    assert found("unknown_variable", task("remark", form="=unit"), HOUSE) == []


@pytest.mark.parametrize(
    "more",
    [
        '<zeebe:ioMapping><zeebe:input source="=unit" target="x"/></zeebe:ioMapping>',
        '<zeebe:ioMapping><zeebe:output source="=unit" target="x"/></zeebe:ioMapping>',
        '<zeebe:calledDecision decisionId="deadline" resultVariable="x"/>',
    ],
)
def test_what_the_diagram_sets_is_known(found: Found, more: str) -> None:
    assert found("unknown_variable", task("x", more=more), HOUSE) == []
    assert found("unknown_variable", task("x"), HOUSE) == ["t"]


def test_the_item_of_a_repeated_step_is_known(found: Found) -> None:
    body = """<callActivity id="c"><extensionElements><zeebe:ioMapping>
      <zeebe:input source="=child.unit" target="unit"/></zeebe:ioMapping></extensionElements>
      <multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=[1]" inputElement="child"/></extensionElements>
      </multiInstanceLoopCharacteristics></callActivity>"""
    assert found("unknown_variable", body, HOUSE) == []


def test_names_in_a_filter_may_be_entries_of_the_items(found: Found) -> None:
    assert found("unknown_variable", task("[unit][late = 1]"), HOUSE) == []


def test_conditions_of_flows_are_looked_through_too(found: Found) -> None:
    body = """<exclusiveGateway id="g"/><task id="a"/><sequenceFlow id="f" sourceRef="g" targetRef="a">
      <conditionExpression>=stage = "x"</conditionExpression></sequenceFlow>"""
    assert found("unknown_variable", body, HOUSE) == ["f"]


def test_who_says_of_no_variables_hears_of_none(found: Found) -> None:
    assert found("unknown_variable", task("duee"), replace(HOUSE, variables=frozenset())) == []
