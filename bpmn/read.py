"""XML -> Definitions: what the file says, complete and checked for form, not yet judged."""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from bpmn.definition import SCOPES, Definitions, Element, Event, Expression, Flow, Process
from bpmn.errors import DiagramRefused
from bpmn.read_zeebe import BPMN, child_expression, correlation_key, is_true, read_loop, read_zeebe
from bpmn.xml import line_of, parse_xml

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
Named = Mapping[str, Any]
"""The messages and errors of the file by their ids."""
COMMENTS = "text/x-comments"
"""The form of a documentation in which editors keep comments."""
TIMER_KINDS = ("timeDate", "timeDuration", "timeCycle")
PASSIVE = frozenset(
    f"{BPMN}{name}"
    for name in (
        *("documentation", "extensionElements", "incoming", "outgoing", "laneSet"),
        *("textAnnotation", "association", "group", "auditing", "monitoring", "property"),
        *("dataObject", "dataObjectReference", "dataStoreReference", "ioSpecification"),
        *("dataInputAssociation", "dataOutputAssociation"),
        *("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"),
    )
)
"""Children of a process or sub-process that are not steps of it: notes, data drawn for the reader, lanes."""


def read_definitions(data: bytes) -> Definitions:
    """Read a diagram from an untrusted file.

    What we do not know is kept under its own name, so that lint can point at it. Raises `XmlRefused` for
    bytes that are not acceptable XML, `DiagramRefused` for XML that is not a diagram.
    """
    return definitions_from(parse_xml(data))


def definitions_from(root: etree._Element) -> Definitions:
    """The same for a root that `parse_xml` has already read."""
    _check_root(root)
    elements: list[Element] = []
    flows: list[Flow] = []
    processes = []
    named = {node.get("id", ""): node for node in root.iterchildren(f"{BPMN}message", f"{BPMN}error")}
    for node in root.findall(f"{BPMN}process"):
        process = _process(node)
        processes.append(process)
        _read_scope(node, (process.id, process.id), named, elements, flows)
    if not processes:
        raise DiagramRefused(
            {
                "vi": "Sơ đồ không có quy trình nào (bpmn:process). Hãy vẽ một quy trình rồi gửi lại.",
                "en": "The diagram has no process (bpmn:process). Draw one and send it again.",
            }
        )
    return Definitions(tuple(processes), tuple(elements), tuple(flows), _drawn(root), tuple(_repeated(root)))


def _check_root(root: etree._Element) -> None:
    if root.tag == f"{BPMN}definitions":
        return
    raise DiagramRefused(
        {
            "vi": f"Phần tử gốc là “{_short(root.tag)}”, không phải sơ đồ BPMN 2.0 (bpmn:definitions). "
            "Hãy chọn tệp .bpmn.",
            "en": f"The root element is “{_short(root.tag)}”, not a BPMN 2.0 diagram (bpmn:definitions). "
            "Choose a .bpmn file.",
        },
        line_of(root),
    )


def _process(node: etree._Element) -> Process:
    process_id = _id(node)
    return Process(
        id=process_id,
        name=node.get("name", "").strip(),
        executable=is_true(node.get("isExecutable")),
        documentation=_documentation(node),
        zeebe=read_zeebe(node, process_id),
        line=line_of(node),
    )


def _read_scope(
    scope: etree._Element,
    within: tuple[str, str],
    named: Named,
    elements: list[Element],
    flows: list[Flow],
) -> None:
    process, parent = within
    for node in scope:
        if node.tag in PASSIVE:
            continue
        if node.tag == f"{BPMN}sequenceFlow":
            flows.append(_flow(node, process, parent))
            continue
        element = _element(node, process, parent, named)
        elements.append(element)
        if element.type in SCOPES:
            _read_scope(node, (process, element.id), named, elements, flows)


def _element(node: etree._Element, process: str, parent: str, named: Named) -> Element:
    element_id = _id(node)
    return Element(
        id=element_id,
        type=node.tag.removeprefix(BPMN),
        process=process,
        parent=parent,
        name=" ".join(node.get("name", "").split()),
        documentation=_documentation(node),
        attached_to=node.get("attachedToRef"),
        interrupting=is_true(node.get("cancelActivity", node.get("isInterrupting")), default=True),
        event_subprocess=is_true(node.get("triggeredByEvent")),
        for_compensation=is_true(node.get("isForCompensation")),
        default=node.get("default"),
        events=tuple(_events(node, element_id, named)),
        zeebe=read_zeebe(node, element_id),
        loop=read_loop(node, element_id),
        line=line_of(node),
    )


def _events(node: etree._Element, owner: str, named: Named) -> Iterator[Event]:
    if node.tag == f"{BPMN}receiveTask":
        yield _message(node, owner, named)
    for child in node:
        name = child.tag.removeprefix(BPMN)
        if name == "timerEventDefinition":
            yield _timer(child, owner)
        elif name == "messageEventDefinition":
            yield _message(child, owner, named)
        elif name == "errorEventDefinition":
            yield _error(child, owner, named)
        elif name.endswith("EventDefinition"):
            yield Event(name.removesuffix("EventDefinition"))
        elif name == "eventDefinitionRef":
            yield Event("reference")


def _timer(node: etree._Element, owner: str) -> Event:
    for kind in TIMER_KINDS:
        if expression := child_expression(node, kind, owner):
            return Event("timer", kind, expression)
    return Event("timer")


def _message(node: etree._Element, owner: str, named: Named) -> Event:
    """A receive task and a message event name their message the same way."""
    found = _referred(node, "message", named)
    if found is None:
        return Event("message")
    correlation = correlation_key(found)
    return Event(
        "message",
        message=Expression(owner, "message", found.get("name", "").strip()),
        correlation=None if correlation is None else Expression(owner, "correlationKey", correlation),
    )


def _error(node: etree._Element, owner: str, named: Named) -> Event:
    if not node.get("errorRef", "").strip():
        return Event("error")
    found = _referred(node, "error", named)
    code = "" if found is None else found.get("errorCode", "").strip()
    return Event("error", error=Expression(owner, "errorCode", code))


def _referred(node: etree._Element, kind: str, named: Named) -> Any:
    found = named.get(node.get(f"{kind}Ref", "").rpartition(":")[2])
    return found if found is not None and found.tag == f"{BPMN}{kind}" else None


def _flow(node: etree._Element, process: str, parent: str) -> Flow:
    flow_id = _id(node)
    return Flow(
        id=flow_id,
        process=process,
        parent=parent,
        source=node.get("sourceRef", ""),
        target=node.get("targetRef", ""),
        name=" ".join(node.get("name", "").split()),
        condition=child_expression(node, "conditionExpression", flow_id),
        documentation=_documentation(node),
        properties=read_zeebe(node, flow_id).properties,
        line=line_of(node),
    )


def _documentation(node: etree._Element) -> str:
    """What whoever stands there should know; the comments of those who draw are not for him."""
    texts = [child for child in node.findall(f"{BPMN}documentation") if child.get("textFormat") != COMMENTS]
    return "\n".join((child.text or "").strip() for child in texts)


def _drawn(root: etree._Element) -> frozenset[str]:
    """Ids with a shape or an edge; a prefix in the reference is dropped, the ids are ours."""
    shown = root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge")
    return frozenset(node.get("bpmnElement", "").rpartition(":")[2] for node in shown)


def _repeated(root: etree._Element) -> Iterator[tuple[str, int | None]]:
    seen: set[str] = set()
    for node in root.iter(f"{BPMN}*"):
        found = node.get("id")
        if found is not None and found in seen:
            yield found, line_of(node)
        elif found is not None:
            seen.add(found)


def _id(node: etree._Element) -> str:
    found = node.get("id", "").strip()
    if found:
        return found
    line, kind = line_of(node), _short(node.tag)
    raise DiagramRefused(
        {
            "vi": f"Dòng {line}: “{kind}” không có mã (id). Hãy đặt mã cho phần tử đó.",
            "en": f"Line {line}: “{kind}” has no id. Give the element an id.",
        },
        line,
    )


def _short(tag: str) -> str:
    return etree.QName(tag).localname
