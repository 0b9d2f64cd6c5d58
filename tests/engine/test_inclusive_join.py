"""An inclusive gateway where branches meet waits for each that may still come, whatever that one stands at."""

from itertools import pairwise

import pytest
from SpiffWorkflow import TaskState

from engine.spiff_parser import read_diagrams
from tests.engine.models import Model
from tests.engine.test_equivalence import Pair

SLOW = {
    "serviceTask": '<bpmn:extensionElements><zeebe:taskDefinition type="work"/></bpmn:extensionElements>',
    "subProcess": (
        '<bpmn:startEvent id="b"/><bpmn:userTask id="u"/><bpmn:endEvent id="e"/>'
        '<bpmn:sequenceFlow id="bu" sourceRef="b" targetRef="u"/>'
        '<bpmn:sequenceFlow id="ue" sourceRef="u" targetRef="e"/>'
    ),
    "userTask": "",
    "intermediateCatchEvent": (
        "<bpmn:timerEventDefinition><bpmn:timeDate>=due</bpmn:timeDate></bpmn:timerEventDefinition>"
    ),
}


class Meeting(Model):
    """Two branches: one with something slow and plain tasks after it, a quick one that is at the join first."""

    def __init__(self, fork: str, slow: str, plain: int, quick: str) -> None:
        super().__init__(0)
        self.fork_kind, self.slow, self.plain, self.quick = fork, slow, plain, quick

    def content_with(self, *, choice: bool) -> bytes:
        """With or without a gateway that chooses, before what is slow."""
        for kind, name, body in (
            ("startEvent", "begin", ""),
            (self.fork_kind, "fork", ""),
            (self.slow, "slow", SLOW[self.slow]),
            (self.quick, "quick", ""),
            ("inclusiveGateway", "join", ""),
            ("endEvent", "end", ""),
        ):
            self.add(kind, name, body=body)
        condition = "=true" if self.fork_kind == "inclusiveGateway" else ""
        self.flow("begin", "fork")
        self.flow("fork", "quick", condition)
        self.flow("quick", "join")
        self.flow("fork", "choice" if choice else "slow", condition)
        if choice:
            self.add("exclusiveGateway", "choice", 'default="on"')
            self.add("task", "never")
            self.flow("choice", "slow", name="on")
            self.flow("choice", "never", "=false")
            self.flow("never", "end")
        names = [f"plain_{number}" for number in range(self.plain)]
        for name in names:
            self.add("task", name)
        for one, following in pairwise(("slow", *names, "join")):
            self.flow(one, following)
        self.flow("join", "end")
        return self.whole()


@pytest.mark.parametrize("fork", ["parallelGateway", "inclusiveGateway"])
@pytest.mark.parametrize("slow", SLOW)
@pytest.mark.parametrize("plain", [0, 1, 3])
@pytest.mark.parametrize("choice", [True, False])
def test_it_waits_for_what_is_slow_in_the_step_that_begins_and_in_the_next(
    fork: str, slow: str, plain: int, *, choice: bool
) -> None:
    at_once = Pair(read_diagrams(Meeting(fork, slow, plain, "task").content_with(choice=choice))["p"])
    assert _join_of(at_once) == "WAITING"
    later = Pair(read_diagrams(Meeting(fork, slow, plain, "userTask").content_with(choice=choice))["p"])
    later.both(lambda flow: next(iter(flow.get_tasks(spec_name="quick"))).run())
    assert _join_of(later) == "WAITING"


def _join_of(pair: Pair) -> str:
    assert not pair.ours.completed
    reached = [
        task
        for task in pair.ours.tasks.values()
        if task.task_spec.name == "join" and task.state > TaskState.FUTURE
    ]
    (join,) = reached
    return str(TaskState.get_name(join.state))
