"""What a part of a diagram says beyond the facts that are told in words: settings of other tools, mostly.

Two versions of a part differ when their facts or their leftovers do, so no change of a file goes unseen, but
for the comments of those who draw it.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from lxml import etree

from bpmn.read_zeebe import BPMN, ZEEBE

TOLD_ATTRIBUTES = frozenset(
    {
        *("id", "name", "isExecutable", "attachedToRef", "cancelActivity", "isInterrupting"),
        *("triggeredByEvent", "isForCompensation", "default", "sourceRef", "targetRef", "errorCode"),
    }
)
TOLD_INSIDE: Mapping[str, frozenset[str]] = {
    f"{ZEEBE}formDefinition": frozenset({"formId"}),
    f"{ZEEBE}assignmentDefinition": frozenset({"assignee", "candidateGroups", "candidateUsers"}),
    f"{ZEEBE}taskSchedule": frozenset({"dueDate", "followUpDate"}),
    f"{ZEEBE}priorityDefinition": frozenset({"priority"}),
    f"{ZEEBE}taskDefinition": frozenset({"type", "retries"}),
    f"{ZEEBE}calledElement": frozenset(
        {"processId", "bindingType", "propagateAllChildVariables", "propagateAllParentVariables"}
    ),
    f"{ZEEBE}calledDecision": frozenset({"decisionId", "bindingType", "resultVariable"}),
    f"{ZEEBE}loopCharacteristics": frozenset(
        {"inputCollection", "inputElement", "outputCollection", "outputElement"}
    ),
    f"{ZEEBE}subscription": frozenset({"correlationKey"}),
    f"{ZEEBE}input": frozenset({"source", "target"}),
    f"{ZEEBE}output": frozenset({"source", "target"}),
    f"{ZEEBE}header": frozenset({"key", "value"}),
    f"{ZEEBE}property": frozenset({"name", "value"}),
    f"{BPMN}multiInstanceLoopCharacteristics": frozenset({"isSequential", "id"}),
    f"{BPMN}timerEventDefinition": frozenset({"id"}),
    f"{BPMN}messageEventDefinition": frozenset({"id", "messageRef"}),
    f"{BPMN}errorEventDefinition": frozenset({"id", "errorRef"}),
}
"""Attributes of inner parts of which the facts speak; a part that has nothing else left goes with them."""
HOLDERS = frozenset(
    {f"{BPMN}extensionElements", f"{ZEEBE}ioMapping", f"{ZEEBE}taskHeaders", f"{ZEEBE}properties"}
)
TOLD_TEXTS = frozenset(
    f"{BPMN}{name}"
    for name in ("documentation", "conditionExpression", "completionCondition", "timeDate", "timeDuration")
) | {f"{BPMN}timeCycle"}
PLUMBING = frozenset({f"{BPMN}incoming", f"{BPMN}outgoing", f"{BPMN}flowNodeRef"})
"""Said a second time by the flows, and by the lanes."""
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


def leftover(node: etree._Element, parts: AbstractSet[str], *, whole: bool = False) -> str:
    """All that a part says beyond its facts, in one spelling; empty where it says nothing more.

    What is a part of its own, by its id among `parts`, is left out. `whole` keeps its name and text: of notes and
    data nobody tells facts.
    """
    inner = _inside(node, parts, whole=whole)
    attributes = _attributes(node, frozenset() if whole else TOLD_ATTRIBUTES)
    text = " ".join((node.text or "").split())
    return f"{attributes} {text} {inner}".strip()


def _inside(node: etree._Element, parts: AbstractSet[str], *, whole: bool) -> str:
    mine = (child for child in node if child.tag not in PLUMBING and child.get("id") not in parts)
    spelled = [_spelled(child, parts, whole=whole) for child in mine]
    # the order of extension elements says nothing
    return "".join(sorted(spelled) if node.tag in HOLDERS else spelled)


def _spelled(node: etree._Element, parts: AbstractSet[str], *, whole: bool) -> str:
    """One spelling whatever the order of attributes, the prefixes and the indentation; empty for what is told."""
    if node.tag in TOLD_TEXTS and not whole:
        return ""
    told = frozenset() if whole else TOLD_INSIDE.get(node.tag, frozenset())
    attributes, inner = _attributes(node, told | {TYPE}), _inside(node, parts, whole=whole)
    text = " ".join((node.text or "").split())
    if (told or node.tag in HOLDERS) and not (attributes or inner or text):
        return ""
    return f"<{etree.QName(node.tag).localname} {attributes}>{text}{inner}</>"


def _attributes(node: etree._Element, told: AbstractSet[str]) -> str:
    names = sorted(name for name in map(str, node.attrib) if name not in told)
    return " ".join(f'{name}="{node.get(name)}"' for name in names)
