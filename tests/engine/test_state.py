"""What is frozen between two steps: everything that matters, nothing that grows, nothing interpreted."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from engine.errors import TaskGone
from engine.spiff_parser import read_diagrams
from tests.engine.models import HEAD, TAIL
from tests.engine.world import World

OPAQUE: list[Any] = [
    {"typename": "BpmnProcessSpec", "name": "x"},
    {"typename": "datetime", "value": "not one"},
    {"": {"__class__": "object"}},
    [[], {}, None, False, 0, "", [1, [2, [3]]]],
    {"t": [], "l": 0, "sub": [["x", "y", {}]]},
    "Đơn vị “Phường 3”\u0000\n",
]


@pytest.mark.parametrize("value", OPAQUE)
def test_what_people_put_into_variables_is_never_interpreted(world: World, value: object) -> None:
    world.deploy("fork.bpmn")
    instance = world.start("fork", kept=value, typename="Task")
    world.do("left", instance, typename=value)
    world.do("right", instance)
    (task,) = world.tasks("last", instance)
    assert world.seen_by(task) == {"kept": value, "typename": value}
    world.complete(task)
    assert world.variables(instance) == {"kept": value, "typename": value}


def test_two_branches_meet_whichever_comes_first(world: World) -> None:
    world.deploy("fork.bpmn")
    for first, second in (("left", "right"), ("right", "left")):
        instance = world.start("fork")
        world.do(first, instance, first=first)
        assert not world.tasks("last", instance)
        world.do(second, instance, second=second)
        (task,) = world.tasks("last", instance)
        assert world.seen_by(task) == {"first": first, "second": second}


def test_two_branches_are_completed_at_the_same_time(world: World) -> None:
    world.deploy("fork.bpmn")
    instances = [world.start("fork") for _ in range(5)]
    tasks = [task for instance in instances for task in world.tasks(None, instance)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(world.complete, tasks))
    assert [len(world.tasks("last", instance)) for instance in instances] == [1] * 5


def test_sixty_people_and_one_task(world: World) -> None:
    world.deploy("one_task.bpmn")
    instance = world.start("one_task")
    (task,) = world.tasks("answer", instance)

    def complete(number: int) -> bool:
        try:
            world.complete(task, actor=f"clerk {number}", amount=1)
        except TaskGone:
            return False
        return True

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(complete, range(60))) == 1
    assert world.status(instance) == "completed"


def test_a_variable_that_was_an_answer_can_be_changed_again(world: World) -> None:
    world.deploy("ward_report.bpmn")
    ward = world.open_report("Ward 3", "District 1", answer={"a": [1, 2], "b": {"c": 1}})
    world.do("draft", ward, answer={"a": [2]})
    world.do("approve", ward, decision="return", answer=None)
    (draft,) = world.tasks("draft", ward)
    assert world.seen_by(draft)["answer"] is None


def test_a_long_chain_is_read_and_run(world: World) -> None:
    length = 400
    parts = ['<bpmn:startEvent id="n0"/>']
    parts += [f'<bpmn:task id="n{number}"/>' for number in range(1, length)]
    parts += [f'<bpmn:endEvent id="n{length}"/>']
    parts += [
        f'<bpmn:sequenceFlow id="f{number}" sourceRef="n{number}" targetRef="n{number + 1}"/>'
        for number in range(length)
    ]
    assert read_diagrams((HEAD + "".join(parts) + TAIL).encode())["p"]
    content = (HEAD + "".join(parts) + TAIL).encode()
    world.deploy_content("chain.bpmn", content)
    assert world.status(world.start("p")) == "completed"


def test_a_branch_overwrites_only_what_it_changed(world: World) -> None:
    world.deploy("fork.bpmn")
    instance = world.start("fork", shared="before", both="before")
    world.do("left", instance, shared="of the left", both="of the left")
    world.do("right", instance, both="of the right")
    (task,) = world.tasks("last", instance)
    assert world.seen_by(task) == {"shared": "of the left", "both": "of the right"}
