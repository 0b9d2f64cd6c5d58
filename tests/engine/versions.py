"""Processes of a few steps in several versions, and instances that are moved between them."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from engine.behind import Group
from engine.definitions import latest
from engine.errors import CannotMove
from engine.history import verify_history
from engine.moving import Movable, movable, move_instance
from engine.spiff_parser import read_diagrams
from tests.engine.models import HEAD, TAIL
from tests.engine.world import World

TASK = (
    '<bpmn:userTask id="{id}" name="{name}"><bpmn:extensionElements><zeebe:userTask/>'
    '<zeebe:formDefinition formId="page" bindingType="deployment"/>'
    '<zeebe:assignmentDefinition candidateGroups="{group}"/></bpmn:extensionElements></bpmn:userTask>'
)
TIMER = (
    '<bpmn:boundaryEvent id="{id}" attachedToRef="{on}" cancelActivity="{cancels}"><bpmn:timerEventDefinition>'
    "<bpmn:timeDate>={at}</bpmn:timeDate></bpmn:timerEventDefinition></bpmn:boundaryEvent>"
    '<bpmn:endEvent id="{id}_end"/><bpmn:sequenceFlow id="{id}_f" sourceRef="{id}" targetRef="{id}_end"/>'
)


def task(name: str, group: str = "clerks", shown: str = "") -> str:
    return TASK.format(id=name, name=shown or name, group=group)


def timer(name: str, on: str, at: str, cancels: str = "false") -> str:
    return TIMER.format(id=name, on=on, at=at, cancels=cancels)


def line(*steps: str, more: str = "") -> bytes:
    """A process of these steps one after the other; `begin` and `end` are added."""
    names = ["begin", *steps, "end"]
    flows = "".join(
        f'<bpmn:sequenceFlow id="f_{one}_{other}" sourceRef="{one}" targetRef="{other}"/>'
        for one, other in pairwise(names)
    )
    ends = '<bpmn:startEvent id="begin"/><bpmn:endEvent id="end"/>'
    return (HEAD + ends + more + flows + TAIL).encode()


FIRST = line("write", "check", more=task("write") + task("check", "heads"))


def move(world: World, instance: int) -> bool:
    with world.database.write() as session:
        target = latest(session, "bpmn", "p")
        return move_instance(session, world.host, instance, target, actor="owner", now=world.now)


def judge(world: World, content: bytes, among: Sequence[Group] | None = None) -> Movable:
    with world.database.read() as session:
        return movable(session, "p", read_diagrams(content)["p"], among=among)


def refused(world: World, instance: int) -> str:
    with pytest.raises(CannotMove) as stuck:
        move(world, instance)
    return stuck.value.message["en"]


def due(world: World, instance: int) -> dict[str, str]:
    rows = world.rows(f"select element, due_at from timer where instance_key = {instance}")
    return {element: str(at)[:10] for element, at in rows}


def version(world: World, instance: int) -> int:
    query = "select d.version from instance i join process_definition d on d.key = i.definition_key where i.key = "
    return int(world.one(f"{query}{instance}"))


def whole(world: World) -> bool:
    with world.database.read() as session:
        return verify_history(session) == []
