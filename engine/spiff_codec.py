"""An instance as bytes: tasks only, the diagram by reference, variables as what changed from the parent task.

What users put into variables is never interpreted. Predicted tasks are left out and made again on loading.
"""

from collections.abc import Mapping
from copy import copy
from typing import Any
from uuid import UUID

import orjson
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.task import Task

from engine.context import Context
from engine.spiff_elements import looks_ahead
from engine.spiff_events import foresee
from engine.spiff_expressions import ENGINE
from engine.spiff_parser import Diagram
from engine.spiff_workflow import Flow, SubFlow

VERSION = 1
PREDICTED = TaskState.PREDICTED_MASK | TaskState.FUTURE
ACTIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
Row = list[Any]


def freeze(flow: Flow) -> bytes:
    """The state of an instance between two steps."""
    state = {"v": VERSION, **_freeze_tasks(flow, {})}
    inner = [
        [key.hex, sub.spec.name, _freeze_tasks(sub, _outer_data(flow, key))]
        for key, sub in flow.subprocesses.items()
    ]
    if inner:
        state["sub"] = inner
    return orjson.dumps(state)


def thaw(state: bytes, diagram: Diagram, context: Context) -> Flow:
    """The instance as it was when frozen, ready for its next step."""
    stored = orjson.loads(state)
    flow = Flow(diagram.spec, diagram.subprocesses, script_engine=ENGINE, deserializing=True)
    flow.context = context
    active = _thaw_tasks(flow, stored, flow, {})
    for token, name, tasks in stored.get("sub", ()):
        key = UUID(hex=token)
        outer = flow.find(token)
        sub = SubFlow(flow.subprocess_specs[name], key, flow, deserializing=True)
        active += _thaw_tasks(sub, tasks, flow, outer.data if outer is not None else {})
        flow.subprocesses[key] = sub
        if outer is not None:
            sub.completed_event.connect(outer.task_spec._on_subworkflow_completed, outer)
    for task in active:
        waits = task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent)
        if not waits or looks_ahead(task.workflow.spec):
            foresee(task)  # an event is foreseen from when it happens: most never do
    return flow


def final_variables(flow: Flow) -> dict[str, Any]:
    """The variables of an instance that has ended."""
    return {name: value for name, value in flow.data.items() if name not in {"data_objects", "counted"}}


def freeze_end(variables: Mapping[str, Any]) -> bytes:
    """The state of an instance that has ended: its variables are all that is left."""
    return orjson.dumps({"v": VERSION, "end": variables})


def variables_at_end(state: bytes) -> dict[str, Any] | None:
    """The variables kept by `freeze_end`; None while the instance runs."""
    variables: dict[str, Any] | None = orjson.loads(state).get("end")
    return variables


def _outer_data(flow: Flow, key: UUID) -> dict[str, Any]:
    outer = flow.find(key.hex)
    return outer.data if outer is not None else {}


def _freeze_tasks(workflow: Any, base: dict[str, Any]) -> dict[str, Any]:
    kept = [task for task in workflow.tasks.values() if not _is_predicted(task, workflow.tasks)]
    place = {task.id: index for index, task in enumerate(kept)}
    last = workflow.last_task
    stored = {
        "t": [_row(task, workflow.tasks.get(task._parent), place, base) for task in kept],
        "l": place.get(last.id) if last is not None else None,
        "d": workflow.data,
        "c": workflow.completed,
    }
    return {letter: value for letter, value in stored.items() if value or letter == "l"}


def _is_predicted(task: Any, tasks: Mapping[UUID, Any]) -> bool:
    """Below an unfinished task everything predicted can be predicted again."""
    if not task._state & PREDICTED or task.triggered or task._parent is None:
        return False
    parent = tasks.get(task._parent)
    return parent is not None and not parent._state & TaskState.FINISHED_MASK


def _row(task: Any, parent: Any, place: Mapping[UUID, int], base: dict[str, Any]) -> Row:
    above, data = base if parent is None else parent.data, task.data
    changed = {
        name: value
        for name, value in data.items()
        if name not in above or (above[name] is not value and above[name] != value)
    }
    row: Row = [
        task.id.hex,
        place.get(task._parent, -1),
        task.task_spec.name,
        task._state,
        int(task.triggered),
        # only gateways that join ask which branch came first
        task.last_state_change if isinstance(task.task_spec, UnstructuredJoin) else 0,
        task.internal_data or 0,
        changed or 0,
        [name for name in above if name not in data] or 0,
    ]
    while row[-1] == 0:
        row.pop()
    return row


def _thaw_tasks(workflow: Any, stored: Mapping[str, Any], flow: Flow, base: dict[str, Any]) -> list[Any]:
    made: list[Any] = []
    for row in stored["t"]:
        parent = made[row[1]] if row[1] >= 0 else None
        task = _task(workflow, [*row, *([0] * (9 - len(row)))], parent, base)
        made.append(task)
        if task._state == TaskState.WAITING and isinstance(task.task_spec, CatchingEvent):
            flow.event_manager.add_task(task)
    workflow.task_tree = made[0]
    workflow.last_task = made[stored["l"]] if stored["l"] is not None else None
    workflow.data = stored.get("d", {})
    workflow.completed = stored.get("c", False)
    return [] if workflow.completed else [task for task in made if task._state & ACTIVE]


def _task(workflow: Any, row: Row, parent: Any, base: dict[str, Any]) -> Any:
    token, _place, name, state, triggered, changed_at, internal, changed, removed = row
    task = Task.__new__(Task)
    task.id = UUID(hex=token)
    task.workflow = workflow
    task._parent = parent.id if parent is not None else None
    task._children = []
    task._state = state
    task.triggered = bool(triggered)
    task.task_spec = workflow.spec.task_specs[name]
    task.thread_id = 0
    task.last_state_change = changed_at
    task.internal_data = internal or {}
    above = base if parent is None else parent.data
    task.data = {
        key: copy(value) if isinstance(value, dict | list) else value for key, value in above.items()
    }
    task.data.update(changed or {})
    for gone in removed or ():
        task.data.pop(gone, None)
    workflow.tasks[task.id] = task
    if parent is not None:
        parent._children.append(task.id)
    return task
