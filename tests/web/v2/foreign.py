"""A diagram of somebody else's: no form, no action and no unit of ours, drawn for another engine of the family."""

from itertools import pairwise

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">"""
TAIL = "</bpmn:definitions>"


def task(name: str, *, group: str = "", assignee: str = "") -> str:
    """A user task without a form."""
    whose = f'candidateGroups="{group}"' if group else f'assignee="{assignee}"' if assignee else ""
    assigned = f"<zeebe:assignmentDefinition {whose}/>" if whose else ""
    return (
        f'<bpmn:userTask id="{name}" name="{name.title()}"><bpmn:extensionElements><zeebe:userTask/>'
        f"{assigned}</bpmn:extensionElements></bpmn:userTask>"
    )


def process(name: str, *elements: str) -> tuple[str, bytes]:
    """A file with one process: start, the elements one after the other, end."""
    ids = ["start", *(element.split('id="', 1)[1].split('"', 1)[0] for element in elements), "end"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in pairwise(ids)
    )
    body = f'<bpmn:startEvent id="start"/>{"".join(elements)}<bpmn:endEvent id="end"/>{flows}'
    text = f'{HEAD}<bpmn:process id="{name}" name="{name}" isExecutable="true">{body}</bpmn:process>{TAIL}'
    return f"{name}.bpmn", text.encode()


ORDER = process("order", task("weigh"), task("pack", group="packers"), task("post", assignee="admin"))
"""Three tasks: nobody's, a group's that no unit here has, and the operator's by name."""
EMPTY = process("empty")


def service(name: str, kind: str) -> str:
    """A service task of a type that no action here serves."""
    return (
        f'<bpmn:serviceTask id="{name}" name="{name.title()}"><bpmn:extensionElements>'
        f'<zeebe:taskDefinition type="{kind}"/></bpmn:extensionElements></bpmn:serviceTask>'
    )
