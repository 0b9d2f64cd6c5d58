"""Random diagrams: frozen, pruned and thawed after every step, ours must do what SpiffWorkflow's own does."""

import os
import random
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs import defaults

from engine.host import BoundFunctions, CallContext
from engine.spiff_codec import freeze, thaw
from engine.spiff_elements import ExclusiveGateway
from engine.spiff_events import let_fire, wait_again
from engine.spiff_expressions import ENGINE
from engine.spiff_parser import Diagram, read_diagrams
from engine.spiff_prune import prune
from engine.spiff_workflow import new_flow
from tests.engine.models import Model

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SEEDS = int(os.environ.get("GIAOBAN_FUZZ_SEEDS", "60"))  # `make soak` asks for more


class Alone:
    """A step without a store, for diagrams that call nothing."""

    functions = BoundFunctions({}, CallContext(None, NOW))  # type: ignore[arg-type]  # nothing asks for the session

    def enter_fan(self, _token: str, _element: str, _variables: Any) -> int:
        raise AssertionError

    close_fan = fan_counters = enter_fan

    def record(self, _element: str, _what: str, _data: Any) -> None:
        """There is no history."""


class Stock(BpmnWorkflow):  # type: ignore[misc]  # it has no types
    """SpiffWorkflow's own, with its own gateway: it runs what was grown ahead, and ours grows no further."""

    def do_engine_steps(self, *_given: Any) -> None:
        with patch.object(ExclusiveGateway, "_run_hook", defaults.ExclusiveGateway._run_hook):
            super().do_engine_steps()


class Pair:
    """The same diagram run both ways, side by side."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram, self.step = diagram, Alone()
        start = {"passes": 0, "due": "2026-11-05T10:00:00+00:00"}
        self.stock = Stock(diagram.spec, diagram.subprocesses, script_engine=ENGINE)
        self.stock.context = self.step
        self.stock.task_tree.set_data(**start)
        self.ours = new_flow(diagram, self.step, start)  # type: ignore[arg-type]  # as above
        self.both(lambda flow: flow.do_engine_steps())

    def both(self, act: Any) -> None:
        for flow in (self.stock, self.ours):
            act(flow)
            flow.do_engine_steps()
        if not self.ours.completed:
            prune(self.ours)
            self.ours = thaw(freeze(self.ours), self.diagram, self.step)  # type: ignore[arg-type]  # as above

    def names(self, state: int) -> list[str]:
        stock, ours = (
            sorted(task.task_spec.name for task in _live(flow) if _counts(task, state))
            for flow in (self.stock, self.ours)
        )
        assert stock == ours
        return ours


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_random_diagram_runs_the_same_both_ways(seed: int) -> None:
    pair = Pair(read_diagrams(Model(seed).content())["p"])
    chosen = random.Random(seed + 1000)  # noqa: S311  # a test, not a secret
    for number in range(60):
        waiting, open_tasks = pair.names(TaskState.WAITING), pair.names(TaskState.READY)
        if not open_tasks or len(set(open_tasks)) < len(open_tasks):
            break  # over, or two tokens on one element: which of them is meant would be a guess
        if waiting and chosen.random() < 0.2:
            name = chosen.choice(waiting)
            pair.both(lambda flow, name=name: _fire(flow, name))
        else:
            name = chosen.choice(open_tasks)
            pair.both(lambda flow, name=name, number=number: _complete(flow, name, number))
    assert pair.stock.completed == pair.ours.completed
    if pair.ours.completed:
        assert {**pair.stock.data} == {**pair.ours.data}


def _live(flow: Any) -> list[Any]:
    inner = [workflow for workflow in flow.subprocesses.values() if not workflow.completed]
    return [task for workflow in (flow, *inner) for task in workflow.tasks.values()]


def _counts(task: Any, state: int) -> bool:
    if state == TaskState.READY:
        return task.state == state and bool(task.task_spec.manual)
    return task.state == state and bool({"event_value", "message", "error"} & task.internal_data.keys())


def _fire(flow: Any, name: str) -> None:
    (task,) = (
        found for found in _live(flow) if found.task_spec.name == name and _counts(found, TaskState.WAITING)
    )
    let_fire(task)
    if "message" in task.internal_data:
        wait_again(task)


def _complete(flow: Any, name: str, number: int) -> None:
    (task,) = (
        found for found in _live(flow) if found.task_spec.name == name and _counts(found, TaskState.READY)
    )
    task.set_data(passes=number // 4, **{f"answer_{number % 5}": number})
    task.run()
