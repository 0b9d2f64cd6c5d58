"""A diagram with an element of every kind that BPMN has, also of those that the engine refuses."""

from collections.abc import Iterator

EVENTS = (
    "message",
    "timer",
    "error",
    "escalation",
    "conditional",
    "signal",
    "compensate",
    "link",
    "terminate",
    "cancel",
)
PLACES = ("startEvent", "intermediateCatchEvent", "intermediateThrowEvent", "endEvent")
TASKS = (
    *(
        "task",
        "userTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "manualTask",
        "businessRuleTask",
        "scriptTask",
    ),
    *("callActivity", "subProcess", "adHocSubProcess", "transaction"),
)
GATEWAYS = ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway")
DATA = ("dataObjectReference", "dataStoreReference")
SIZES = {"Event": (36, 36), "Gateway": (50, 50), "Reference": (40, 50)}
ZEEBE = """<extensionElements><zeebe:userTask/><zeebe:taskDefinition type="press"/>
<zeebe:assignmentDefinition assignee="a" candidateGroups="=unit + &quot;.head&quot;" candidateUsers="b"/>
<zeebe:taskSchedule dueDate="=due" followUpDate="=due"/><zeebe:formDefinition formId="approve_report"/>
<zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>
<zeebe:ioMapping><zeebe:input source="=due" target="x"/><zeebe:output source="=x" target="y"/></zeebe:ioMapping>
<zeebe:properties><zeebe:property name="other" value="v"/></zeebe:properties>
<zeebe:taskListeners><zeebe:taskListener eventType="creating" type="t"/></zeebe:taskListeners>
<zeebe:executionListeners><zeebe:executionListener eventType="start" type="t"/></zeebe:executionListeners>
<foreign:note xmlns:foreign="urn:foreign" kind="kept">said by another tool</foreign:note></extensionElements>"""
LOOP = """<multiInstanceLoopCharacteristics><extensionElements>
<zeebe:loopCharacteristics inputCollection="=[1]" inputElement="i" outputCollection="o" outputElement="=i"/>
</extensionElements></multiInstanceLoopCharacteristics>"""
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="zoo" targetNamespace="zoo"
 xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
 xmlns:zeebe="http://camunda.org/schema/zeebe/1.0">
<message id="a_message" name="called"><extensionElements>
<zeebe:subscription correlationKey="=unit"/></extensionElements></message>
<error id="an_error" name="gone" errorCode="e"/><escalation id="an_escalation" name="up" escalationCode="u"/>
<signal id="a_signal" name="s"/>
"""
REFERS = {
    "message": ' messageRef="a_message"',
    "error": ' errorRef="an_error"',
    "escalation": ' escalationRef="an_escalation"',
    "signal": ' signalRef="a_signal"',
}


def zoo() -> bytes:
    """The file."""
    steps = list(_steps())
    shapes = "".join(_shape(at, name, tag) for at, (name, tag, _text) in enumerate(steps))
    edge = '<boundaryEvent id="edge" name="edge" cancelActivity="false" attachedToRef="t_userTask">'
    edge += "<timerEventDefinition><timeDate>=due</timeDate></timerEventDefinition></boundaryEvent>"
    host = next(at for at, (name, _tag, _text) in enumerate(steps) if name == "t_userTask")
    left, top = _place(host)
    bounds = f'<dc:Bounds x="{left + 10}" y="{top + 62}" width="36" height="36"/>'
    shapes += f'<bpmndi:BPMNShape bpmnElement="edge">{bounds}</bpmndi:BPMNShape>'
    text = "".join(text for _name, _tag, text in steps)
    return (
        f'{HEAD}<process id="all" name="all" isExecutable="true">{text}{edge}</process>'
        f'<bpmndi:BPMNDiagram id="d"><bpmndi:BPMNPlane id="pl" bpmnElement="all">{shapes}</bpmndi:BPMNPlane>'
        "</bpmndi:BPMNDiagram></definitions>"
    ).encode()


def _steps() -> Iterator[tuple[str, str, str]]:
    for tag in TASKS:
        inside = ZEEBE + (LOOP if tag == "callActivity" else "")
        yield f"t_{tag}", tag, f'<{tag} id="t_{tag}" name="{tag}">{inside}</{tag}>'
    for tag in (*GATEWAYS, *DATA):
        yield f"g_{tag}", tag, f'<{tag} id="g_{tag}" name="{tag}"/>'
    for place in PLACES:
        yield f"e_{place}", place, f'<{place} id="e_{place}" name="{place}"/>'
        for kind in EVENTS:
            name, inside = f"e_{place}_{kind}", _definition(kind)
            yield name, place, f'<{place} id="{name}" name="{kind}">{inside}</{place}>'


def _definition(kind: str) -> str:
    inside = "<timeDuration>PT1H</timeDuration>" if kind == "timer" else ""
    inside = "<condition>=x</condition>" if kind == "conditional" else inside
    more = ' name="l"' if kind == "link" else REFERS.get(kind, "")
    return f"<{kind}EventDefinition{more}>{inside}</{kind}EventDefinition>"


def _place(at: int) -> tuple[int, int]:
    return 100 + at % 10 * 160, 100 + at // 10 * 140


def _shape(at: int, name: str, tag: str) -> str:
    left, top = _place(at)
    wide, high = next((size for ending, size in SIZES.items() if tag.endswith(ending)), (100, 80))
    bounds = f'<dc:Bounds x="{left}" y="{top}" width="{wide}" height="{high}"/>'
    return f'<bpmndi:BPMNShape bpmnElement="{name}">{bounds}</bpmndi:BPMNShape>'
