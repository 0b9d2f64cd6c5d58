from collections.abc import Callable
from pathlib import Path

import pytest

from bpmn.errors import DiagramRefused
from bpmn.read import read_definitions

Diagram = Callable[[str], bytes]
REPORT = Path(__file__).parents[2] / "bpmn" / "models" / "periodic_report.bpmn"


def refusal(data: bytes) -> DiagramRefused:
    with pytest.raises(DiagramRefused) as caught:
        read_definitions(data)
    assert set(caught.value.message) == {"vi", "en"}
    return caught.value


def test_another_language_of_xml_is_refused_by_its_root() -> None:
    assert "html" in refusal(b"<html/>").message["vi"]
    assert "bpmn:definitions" in refusal(b"<definitions/>").message["en"]


def test_a_file_without_a_process_is_refused(diagram: Diagram) -> None:
    empty = diagram("<process/>").replace(b"<process/>", b"")
    assert "bpmn:process" in refusal(empty).message["en"]


@pytest.mark.parametrize("body", ['<userTask name="x"/>', "<sequenceFlow/>", "<process/>", '<task id=" "/>'])
def test_a_step_without_an_id_is_refused_with_its_line(diagram: Diagram, body: str) -> None:
    assert refusal(diagram(body)).line == 2


def test_facts_of_a_user_task_are_read() -> None:
    task = read_definitions(REPORT.read_bytes()).by_id["draft"]
    assert (task.type, task.parent, task.process) == ("userTask", "report", "periodic_report")
    assert task.zeebe.form is not None
    assert task.zeebe.form.text == "=form"
    assert task.zeebe.groups is not None
    assert task.zeebe.groups.source == 'unit + ".reporter"'
    assert task.zeebe.due is not None
    assert task.zeebe.due.text == "=due"
    assert task.called("vi") == "Soạn báo cáo"
    assert task.called("en") == "Draft the report"


def test_facts_of_the_call_are_read() -> None:
    call = read_definitions(REPORT.read_bytes()).by_id["collect"]
    assert call.zeebe.call is not None
    assert call.zeebe.call.process_id == "periodic_report"
    assert call.zeebe.call.binding == "deployment"
    assert not call.zeebe.call.propagates_children
    assert call.zeebe.properties["onDeadline"] == "keep"
    assert [line.target for line in call.zeebe.inputs] == [
        *(
            "superior",
            "unit",
            "period",
            "form",
            "cycle",
            "report",
        ),  # before `unit` changes: Camunda maps in order
        *("attempt", "due", "reminders", "collect_until", "closes"),
    ]
    assert call.loop is not None
    assert (call.loop.kind, call.loop.sequential, call.loop.element) == ("multi", False, "child")


def test_timers_know_where_they_sit_and_whether_they_interrupt() -> None:
    definitions = read_definitions(REPORT.read_bytes())
    sitting = {event.id: event.interrupting for event in definitions.boundary["report"]}
    assert sitting == {
        **dict.fromkeys(["before_2", "before_1", "due_now", "after_1", "after_3"], False),
        "closes_drafting": True,
    }
    (event,) = definitions.by_id["after_1"].events
    assert (event.kind, event.timer) == ("timer", "timeDate")
    assert event.expression is not None
    assert event.expression.text == "=upcoming(reminders.after_1)"


def test_every_expression_knows_its_element_and_place() -> None:
    expressions = read_definitions(REPORT.read_bytes()).expressions
    placed = {(found.element, found.place): found.text for found in expressions}
    assert placed["f_yes", "conditionExpression"] == '=decision = "approve"'
    assert placed["collect", "inputCollection"].startswith("=if attempt = 1 then subordinates(")
    assert placed["receive_late", "output rule"] == '="receive_late"'
    assert placed["pdf", "type"] == "submission-pdf"


def test_flows_keep_their_order_names_and_conditions() -> None:
    definitions = read_definitions(REPORT.read_bytes())
    assert [flow.id for flow in definitions.leaving["approved"]] == ["f_yes", "f_no"]
    assert definitions.leaving["approved"][1].called("en") == "sent back, with a reason"
    assert {flow.source for flow in definitions.flows if flow.target == "report"} == {
        "collect",
        "collect_until",
        "accepted",
    }


def test_what_we_do_not_know_is_kept_under_its_own_name(diagram: Diagram) -> None:
    body = '<x:robot xmlns:x="urn:x" id="r"/><fancyTask id="f"><sequenceFlow id="inner"/></fancyTask>'
    kinds = {element.id: element.type for element in read_definitions(diagram(body)).elements}
    assert kinds == {"r": "{urn:x}robot", "f": "fancyTask"}


def test_an_id_given_twice_is_kept_with_its_line(diagram: Diagram) -> None:
    definitions = read_definitions(diagram('<task id="a"/>\n<task id="a"/>'))
    assert definitions.repeated == (("a", 3),)


def test_comments_cdata_and_spaces_do_not_change_an_expression(diagram: Diagram) -> None:
    body = """<sequenceFlow id="f" sourceRef="a" targetRef="b">
      <conditionExpression> <!-- why --> =<![CDATA[ x > 1 ]]> </conditionExpression></sequenceFlow>"""
    (flow,) = read_definitions(diagram(body)).flows
    assert flow.condition is not None
    assert flow.condition.source.strip() == "x > 1"


@pytest.mark.parametrize(
    ("text", "process"),
    [
        ("report", "report"),
        ('="report"', "report"),
        ('= "a.b-c" ', "a.b-c"),
        ('="report', None),
        ("=report", None),
        ('="a" + b', None),
        ("", None),
    ],
)
def test_a_called_process_is_known_only_where_it_is_constant(
    diagram: Diagram, text: str, process: str | None
) -> None:
    quoted = text.replace('"', "&quot;")
    body = (
        f'<callActivity id="c"><extensionElements><zeebe:calledElement processId="{quoted}"/>'
        "</extensionElements></callActivity>"
    )
    call = read_definitions(diagram(body)).by_id["c"].zeebe.call
    assert call is not None
    assert call.process_id == process
    assert call.binding == "latest"
    assert call.propagates_children


def test_only_an_accepted_report_counts_for_the_unit_above() -> None:
    elements = read_definitions(REPORT.read_bytes()).elements
    uncounted = {end.id for end in elements if end.zeebe.properties.get("counted") == "false"}
    assert uncounted == {"not_sent", "not_accepted"}
