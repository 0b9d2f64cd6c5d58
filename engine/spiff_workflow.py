"""A running diagram in memory: SpiffWorkflow's, with flat scans in place of walks over the tree.

The tree's own walk is quadratic on wide trees and blind below depth 1,000.
"""

import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.util.subworkflow import BpmnSubWorkflow
from SpiffWorkflow.bpmn.util.task import BpmnTaskFilter, BpmnTaskIterator
from SpiffWorkflow.task import Task
from typing_extensions import override

from engine.context import Context
from engine.spiff_elements import ExclusiveGateway, looks_ahead
from engine.spiff_events import foresee
from engine.spiff_expressions import ENGINE
from engine.spiff_parser import Diagram

# They cost up to a fifth of the time, and our rows say more.
for _name in ("spiff", "spiff.task", "spiff.workflow", "spiff.data"):
    logging.getLogger(_name).setLevel(logging.WARNING)

UNFINISHED = TaskState.NOT_FINISHED_MASK
DEEPEST = 10**9


class _Flat:
    """Scans the dictionary of tasks where the whole tree would be walked."""

    def get_tasks_iterator(self: Any, first_task: Any = None, **wanted: Any) -> Iterator[Any]:
        if (first_task is not None and first_task is not self.task_tree) or "end_at_spec" in wanted:
            return BpmnTaskIterator(first_task or self.task_tree, max_depth=DEEPEST, **wanted)
        wanted.pop("depth_first", None)
        own_only = wanted.pop("skip_subprocesses", False)
        matches = (wanted.pop("task_filter", None) or BpmnTaskFilter(**wanted)).matches
        within = (self,) if own_only else self.with_subprocesses()
        return iter([task for workflow in within for task in workflow.tasks.values() if matches(task)])

    def with_subprocesses(self: Any) -> list[Any]:
        """This workflow and every one running inside it."""
        subprocesses = self.top_workflow.subprocesses
        if self is self.top_workflow:
            return [self, *subprocesses.values()]
        found = [self]
        for workflow in found:
            found.extend(subprocesses[key] for key in workflow.tasks if key in subprocesses)
        return found

    def update_waiting_tasks(self: Any) -> None:
        waiting = [task for task in self.tasks.values() if task._state == TaskState.WAITING]
        for task in waiting:
            task.task_spec._update(task)

    def is_completed(self: Any) -> bool:
        if not self.completed and not any(task._state & UNFINISHED for task in self.tasks.values()):
            self.completed = True
        return bool(self.completed)

    def collect_log_extras(self, dct: Any = None) -> Any:
        return dct or {}


class SubFlow(_Flat, BpmnSubWorkflow):
    """An embedded sub-process that runs."""

    @override
    def _calculate_depth(self) -> int:
        parent = self.parent_workflow
        return (parent.depth if parent is not None else -1) + 1


class Flow(_Flat, BpmnWorkflow):
    """An instance in memory. `context` is the step it is in; without one nothing may be evaluated."""

    context: Context

    @override
    def create_subprocess(self, my_task: Any, spec_name: str) -> SubFlow:
        spec = self.subprocess_specs[spec_name]
        inner = SubFlow(spec, parent_task_id=my_task.id, top_workflow=self, deserializing=True)
        self.subprocesses[my_task.id] = inner
        _grow(_plant(inner))  # whoever creates it runs its root at once
        return inner

    @override
    def do_engine_steps(self, will_complete_task: Any = None, did_complete_task: Any = None) -> None:
        while self._round():
            pass

    def _round(self) -> bool:
        active = [inner for inner in self.subprocesses.values() if not inner.completed]
        for inner in sorted(active, key=lambda found: found.depth, reverse=True):
            while _run_ready(inner):
                pass
            _tell_parent(inner)
        ran = _run_ready(self)
        return ran or sum(not inner.completed for inner in self.subprocesses.values()) > len(active)

    def living(self) -> Iterator[Any]:
        """Every task of a workflow that has not ended."""
        for workflow in (self, *self.subprocesses.values()):
            if not workflow.completed:
                yield from workflow.tasks.values()

    def find(self, token: str) -> Any | None:
        """The task with this token, or None where it is gone."""
        key = UUID(hex=token)
        for workflow in (self, *self.subprocesses.values()):
            if key in workflow.tasks:
                return workflow.tasks[key]
        return None


def new_flow(diagram: Diagram, context: Context, variables: dict[str, Any]) -> Flow:
    """A new instance of a diagram, before its first step."""
    flow = Flow(diagram.spec, diagram.subprocesses, script_engine=ENGINE, deserializing=True)
    flow.context = context
    _plant(flow).data.update(variables)  # not set_data: a variable may be called "self"
    return flow


def _plant(workflow: Any) -> Any:
    """The root of a workflow that begins. The stock constructor grows the whole way below it at once, always."""
    workflow.task_tree = root = Task(workflow, workflow.spec.start, state=TaskState.FUTURE)
    if looks_ahead(workflow.spec):
        foresee(root)
    root._ready()
    return root


def _grow(task: Any) -> None:
    """What comes right after a task; a gateway that chooses grows what it has chosen."""
    if not task._children and not isinstance(task.task_spec, ExclusiveGateway):
        task.task_spec._predict_hook(task)


def user_tasks(flow: Flow) -> dict[str, Any]:
    """What waits for a person, by token."""
    return _by_token(flow, lambda task: task._state == TaskState.READY and task.task_spec.manual)


def service_tasks(flow: Flow) -> dict[str, Any]:
    """Service tasks that began and are not done, by token."""
    return _by_token(
        flow,
        lambda task: task._state == TaskState.STARTED and task.task_spec.__class__ is ServiceTask,
    )


def armed_timers(flow: Flow) -> dict[str, Any]:
    """Timers that have a due time, by token."""
    return _by_token(
        flow,
        lambda task: task._state == TaskState.WAITING and bool(task.internal_data.get("event_value")),
    )


def awaited_messages(flow: Flow) -> dict[str, Any]:
    """Events that wait for a message, by token."""
    return _by_token(flow, lambda task: task._state == TaskState.WAITING and "message" in task.internal_data)


def is_waiting(task: Any) -> bool:
    """The task has been reached and waits for something outside."""
    return bool(task.state == TaskState.WAITING)


def arm(event: Any) -> None:
    """Work out what an event waits for, and wait."""
    event.task_spec._update(event)


def ready(task: Any) -> None:
    """What the task waited for has come."""
    task.task_spec._update(task)


def _by_token(flow: Flow, wanted: Callable[[Any], bool]) -> dict[str, Any]:
    return {task.id.hex: task for task in flow.living() if wanted(task)}


def _run_ready(workflow: Any) -> bool:
    ran = False
    ready_now = [task for task in workflow.tasks.values() if task._state == TaskState.READY]
    for task in ready_now:
        # an earlier task of this round may have cancelled or removed it
        if task._state == TaskState.READY and task.id in workflow.tasks and not task.task_spec.manual:
            _grow(task)
            task.run()
            ran = True
    return ran


def _tell_parent(inner: Any) -> None:
    outer = inner.parent_workflow if inner.completed else None
    task = outer.tasks.get(inner.parent_task_id) if outer is not None else None
    if task is not None and task.state == TaskState.STARTED:
        ready(task)


def all_variables(flow: Flow) -> dict[str, Any]:
    """The variables of everything that is active, the outermost last where they differ."""
    found: dict[str, Any] = {}
    for workflow in (*flow.subprocesses.values(), flow):
        for task in workflow.tasks.values():
            if not workflow.completed and task._state & (
                TaskState.WAITING | TaskState.READY | TaskState.STARTED
            ):
                found.update(task.data)
    return found
