"""Diagrams that both engines can run: the same elements, with FEEL for ours and Python for SpiffWorkflow's own."""

from pathlib import Path

from lxml import etree

SHIPPED = Path(__file__).parents[1] / "bpmn" / "models" / "periodic_report.bpmn"
BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
FAR = "2099-01-01T00:00:00+00:00"
BLOCKS = 9
"""Six nodes each; with start and end 56."""

# The conditions of the shipped diagram, as Python has them.
IN_PYTHON = {
    '=decision = "approve"': 'decision == "approve"',
    '=decision = "accept"': 'decision == "accept"',
    '=decision = "withdraw"': 'decision == "withdraw"',
    "=superior = null": "superior is None",
}


def blocks(*, in_python: bool) -> bytes:
    """A task, a choice of two tasks, a task; nine times. Everybody turns left."""
    equals = "left == True" if in_python else "=left = true"
    parts, before = ['<bpmn:startEvent id="start"/>'], "start"
    for number in range(BLOCKS):
        first, choice, left, right, join, last = (
            f"{name}_{number}" for name in ("first", "choice", "left", "right", "join", "last")
        )
        parts += [_user_task(name, in_python=in_python) for name in (first, left, right, last)]
        parts.append(f'<bpmn:exclusiveGateway id="{choice}" default="{choice}_{right}"/>')
        parts.append(f'<bpmn:exclusiveGateway id="{join}"/>')
        parts += [_flow(before, first), _flow(first, choice), _flow(choice, left, equals)]
        parts += [_flow(choice, right), _flow(left, join), _flow(right, join), _flow(join, last)]
        before = last
    parts += ['<bpmn:endEvent id="end"/>', _flow(before, "end")]
    body = "".join(parts)
    return (
        f'<bpmn:definitions xmlns:bpmn="{BPMN}" xmlns:zeebe="{ZEEBE}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d">'
        f'<bpmn:process id="blocks" name="Blocks" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
    ).encode()


def _user_task(name: str, *, in_python: bool) -> str:
    facts = "" if in_python else f"<bpmn:extensionElements>{_FACTS}</bpmn:extensionElements>"
    return f'<bpmn:userTask id="{name}" name="{name}">{facts}</bpmn:userTask>'


_FACTS = (
    '<zeebe:userTask/><zeebe:formDefinition formId="page"/>'
    f'<zeebe:assignmentDefinition candidateGroups="office"/><zeebe:taskSchedule dueDate="{FAR}"/>'
)


def _flow(source: str, target: str, condition: str = "") -> str:
    inner = (
        f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{condition}</bpmn:conditionExpression>'
        if condition
        else ""
    )
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{source}_{target}" {ends}>{inner}</bpmn:sequenceFlow>'


def report_twin(*, in_python: bool) -> bytes:
    """The shipped monthly report with a user task in place of its fan-out, which SpiffWorkflow cannot parse."""
    root = etree.fromstring(SHIPPED.read_bytes())
    _replace_fan_out(root)
    if in_python:
        etree.strip_elements(root, f"{{{BPMN}}}extensionElements", with_tail=False)
        for service in root.iter(f"{{{BPMN}}}serviceTask"):  # stock cannot save one
            service.tag = f"{{{BPMN}}}scriptTask"
            etree.SubElement(service, f"{{{BPMN}}}script").text = "pass"
        for condition in root.iter(f"{{{BPMN}}}conditionExpression"):
            condition.text = IN_PYTHON[condition.text or ""]
        for date in root.iter(f"{{{BPMN}}}timeDate"):
            date.text = f'"{FAR}"'
    return etree.tostring(root)


def _replace_fan_out(root: etree._Element) -> None:
    (fan,) = root.iter(f"{{{BPMN}}}callActivity")
    fan.tag = f"{{{BPMN}}}userTask"
    for part in list(fan):
        if etree.QName(part).localname in {"multiInstanceLoopCharacteristics", "extensionElements"}:
            fan.remove(part)
    facts = etree.fromstring(
        f'<bpmn:extensionElements xmlns:bpmn="{BPMN}" xmlns:zeebe="{ZEEBE}">{_FACTS}</bpmn:extensionElements>'
    )
    fan.insert(0, facts)
