"""The zeebe extension elements of one element, as facts: what Camunda Modeler writes."""

from collections.abc import Iterator

from lxml import etree

from bpmn.definition import Call, CalledDecision, DataMapping, Expression, Loop, Zeebe

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"


def read_zeebe(node: etree._Element, owner: str) -> Zeebe:
    """The facts standing in the `extensionElements` of a node; `owner` is the id its expressions carry."""
    reader = _Reader(node, owner)
    return Zeebe(
        form=reader.expression("formDefinition", "formId"),
        assignee=reader.expression("assignmentDefinition", "assignee"),
        groups=reader.expression("assignmentDefinition", "candidateGroups"),
        users=reader.expression("assignmentDefinition", "candidateUsers"),
        due=reader.expression("taskSchedule", "dueDate"),
        follow_up=reader.expression("taskSchedule", "followUpDate"),
        priority=reader.expression("priorityDefinition", "priority"),
        task_type=reader.expression("taskDefinition", "type"),
        retries=reader.text("taskDefinition", "retries"),
        call=reader.call(),
        decision=reader.decision(),
        inputs=reader.mappings("input"),
        outputs=reader.mappings("output"),
        headers=reader.pairs("taskHeaders", "key"),
        properties=reader.pairs("properties", "name"),
        extensions=tuple(dict.fromkeys(_name(found) for found in extension_elements(node))),
    )


def read_loop(activity: etree._Element, owner: str) -> Loop | None:
    """How often the activity is done, or None for once."""
    if activity.find(f"{BPMN}standardLoopCharacteristics") is not None:
        return Loop(kind="standard")
    node = activity.find(f"{BPMN}multiInstanceLoopCharacteristics")
    if node is None:
        return None
    reader = _Reader(node, owner)
    return Loop(
        kind="multi",
        sequential=is_true(node.get("isSequential")),
        collection=reader.expression("loopCharacteristics", "inputCollection"),
        element=reader.text("loopCharacteristics", "inputElement"),
        output_collection=reader.text("loopCharacteristics", "outputCollection"),
        output_element=reader.expression("loopCharacteristics", "outputElement"),
        condition=child_expression(node, "completionCondition", owner),
    )


def child_expression(node: etree._Element, tag: str, owner: str) -> Expression | None:
    """The text of a BPMN child such as `conditionExpression`, or None where it is missing."""
    child = node.find(BPMN + tag)
    return None if child is None else Expression(owner, tag, (child.text or "").strip())


def correlation_key(message: etree._Element) -> str | None:
    """What a message must carry, as its `zeebe:subscription` says; None where it says nothing."""
    found = next((one for one in extension_elements(message) if one.tag == f"{ZEEBE}subscription"), None)
    return None if found is None else found.get("correlationKey", "").strip()


def extension_elements(node: etree._Element) -> Iterator[etree._Element]:
    """The extension elements of a node, whatever their namespace."""
    for container in node.findall(f"{BPMN}extensionElements"):
        yield from container


def is_true(text: str | None, *, default: bool = False) -> bool:
    """An XML boolean attribute."""
    return default if text is None else text.strip() in {"true", "1"}


def _name(node: etree._Element) -> str:
    return node.tag.removeprefix(ZEEBE)


class _Reader:
    """Looks facts up in the extension elements of one node; the first of a kind counts."""

    def __init__(self, node: etree._Element, owner: str) -> None:
        self.owner = owner
        self.found: dict[str, etree._Element] = {}
        for extension in extension_elements(node):
            self.found.setdefault(_name(extension), extension)

    def text(self, tag: str, attribute: str) -> str | None:
        node = self.found.get(tag)
        return None if node is None else node.get(attribute)

    def expression(self, tag: str, attribute: str) -> Expression | None:
        text = self.text(tag, attribute)
        return None if text is None else Expression(self.owner, attribute, text.strip())

    def call(self) -> Call | None:
        node = self.found.get("calledElement")
        if node is None:
            return None
        return Call(
            process=Expression(self.owner, "processId", node.get("processId", "").strip()),
            binding=node.get("bindingType", "latest"),
            propagates_children=is_true(node.get("propagateAllChildVariables"), default=True),
            propagates_parent=is_true(node.get("propagateAllParentVariables"), default=True),
        )

    def decision(self) -> CalledDecision | None:
        node = self.found.get("calledDecision")
        if node is None:
            return None
        return CalledDecision(
            decision=Expression(self.owner, "decisionId", node.get("decisionId", "").strip()),
            binding=node.get("bindingType", "latest"),
            result=(node.get("resultVariable") or "").strip() or None,
        )

    def mappings(self, kind: str) -> tuple[DataMapping, ...]:
        node = self.found.get("ioMapping")
        return () if node is None else tuple(self._mapping(line, kind) for line in node.findall(ZEEBE + kind))

    def _mapping(self, line: etree._Element, kind: str) -> DataMapping:
        target = line.get("target", "")
        return DataMapping(Expression(self.owner, f"{kind} {target}", line.get("source", "").strip()), target)

    def pairs(self, tag: str, key: str) -> dict[str, str]:
        node = self.found.get(tag)
        return {} if node is None else {line.get(key, ""): line.get("value", "") for line in node}
