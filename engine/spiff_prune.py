"""Forgets finished tasks that nothing can look at again, so that a loop costs the same on every pass.

One thing is lost on purpose: variables set only on a side branch of a timer that ran to its own end are not
among the final variables of the instance.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit, _EndJoin
from SpiffWorkflow.bpmn.specs.mixins.events.intermediate_event import BoundaryEvent
from SpiffWorkflow.bpmn.specs.mixins.unstructured_join import UnstructuredJoin
from SpiffWorkflow.specs.Join import Join

from engine.spiff_workflow import Flow

FINISHED = TaskState.FINISHED_MASK
DONE = TaskState.COMPLETED
Tasks = dict[UUID, Any]


def prune(flow: Flow) -> None:
    """Drop ended sub-processes, dead branches at boundary events and chains of completed tasks."""
    while _drop_subprocesses(flow):
        """A sub-process inside a dropped one has lost its parent and goes with the next round."""
    for workflow in (flow, *flow.subprocesses.values()):
        if not workflow.completed:
            kept = {workflow.task_tree.id}
            if workflow.last_task is not None:
                kept.add(workflow.last_task.id)
            _drop_boundary_branches(workflow, kept)
            _collapse_chains(workflow, kept)


def _drop_subprocesses(flow: Flow) -> bool:
    living = {key: task for inner in (flow, *flow.subprocesses.values()) for key, task in inner.tasks.items()}
    over = [
        key
        for key, inner in flow.subprocesses.items()
        if key not in living or (inner.completed and living[key]._state & FINISHED)
    ]
    for key in over:
        for gone in flow.subprocesses.pop(key).tasks:
            flow.event_manager.tasks.pop(gone, None)
    return bool(over)


def _drop_boundary_branches(workflow: Any, kept: set[UUID]) -> None:
    tasks: Tasks = workflow.tasks
    for split in list(tasks.values()):
        if split.id in tasks and isinstance(split.task_spec, BoundaryEventSplit) and split._state == DONE:
            _drop_spent_joins(workflow, split, kept)
            _drop_branches(workflow, split, kept)


def _drop_spent_joins(workflow: Any, split: Any, kept: set[UUID]) -> None:
    """An event that fired and was armed again waits at the join by its new branch; the old one need not."""
    tasks: Tasks = workflow.tasks
    branches = [tasks[key] for key in split._children if isinstance(tasks[key].task_spec, BoundaryEvent)]
    armed = {branch.task_spec.name for branch in branches if branch._state == TaskState.WAITING}
    for branch in branches:
        if branch._state == DONE and branch.task_spec.name in armed:
            for join in list(_joins(branch, split, tasks)):
                if not join._children:
                    _drop(workflow, join, kept)


def _drop_branches(workflow: Any, split: Any, kept: set[UUID]) -> None:
    tasks: Tasks = workflow.tasks
    branches = [tasks[key] for key in split._children]
    joins = [join for branch in branches for join in _joins(branch, split, tasks)]
    resolved = any(join._state == DONE for join in joins)
    for branch in branches:
        if _may_go(branch, branches, split, tasks, resolved=resolved):
            _drop(workflow, branch, kept)
    if not resolved:
        return
    for join in joins:
        leaf = join.id in tasks and join._state & FINISHED and not join._children
        if leaf and len(tasks[join._parent]._children) > 1:
            _drop(workflow, join, kept)


def _joins(branch: Any, split: Any, tasks: Tasks) -> Iterator[Any]:
    for key in branch._children:
        spec = tasks[key].task_spec
        if isinstance(spec, BoundaryEventJoin) and spec.split_task == split.task_spec.name:
            yield tasks[key]


def _may_go(branch: Any, branches: list[Any], split: Any, tasks: Tasks, *, resolved: bool) -> bool:
    on_edge = isinstance(branch.task_spec, BoundaryEvent)
    if len(split._children) < 2 or not (resolved or on_edge) or not _is_dead(branch, tasks):  # noqa: PLR2004  # the last branch holds the split
        return False
    others = [other for other in branches if other is not branch and other.id in tasks]
    # the way on hangs below one of the branches: one goes only if another one lives
    return not resolved or any(not _is_dead(other, tasks) for other in others)


def _is_dead(top: Any, tasks: Tasks) -> bool:
    """Everything below is finished, and no gateway below still counts it as a token that came."""
    for task in _below(top, tasks):
        counts = isinstance(task.task_spec, UnstructuredJoin) and not isinstance(task.task_spec, _EndJoin)
        if not task._state & FINISHED or counts:
            return False
    return True


def _below(top: Any, tasks: Tasks) -> Iterator[Any]:
    waiting = [top]
    while waiting:
        task = waiting.pop()
        yield task
        waiting.extend(tasks[key] for key in task._children)


def _drop(workflow: Any, top: Any, kept: set[UUID]) -> None:
    gone = [task.id for task in _below(top, workflow.tasks)]
    if kept.intersection(gone):
        return
    workflow.tasks[top._parent]._children.remove(top.id)
    for key in gone:
        del workflow.tasks[key]
        workflow.top_workflow.event_manager.tasks.pop(key, None)


def _collapse_chains(workflow: Any, kept: set[UUID]) -> None:
    tasks: Tasks = workflow.tasks
    for task in list(tasks.values()):
        if task.id not in kept and _is_link(task, tasks):
            parent, child = tasks[task._parent], tasks[task._children[0]]
            parent._children[parent._children.index(task.id)] = child.id
            child._parent = parent.id
            del tasks[task.id]


def _is_link(task: Any, tasks: Tasks) -> bool:
    """A completed task between two others that the engine never looks back at."""
    if task._state != DONE or len(task._children) != 1 or _must_stay(task):
        return False
    if isinstance(task.task_spec, BoundaryEvent):  # the join tells the activity from its events by them
        return False
    child = tasks[task._children[0]]
    if child._state != DONE or _must_stay(child):
        return False
    return not (isinstance(task.task_spec, BoundaryEventSplit) and _join_needs_split(child, tasks))


def _must_stay(task: Any) -> bool:
    return isinstance(task.task_spec, Join) and not isinstance(task.task_spec, BoundaryEventJoin)


def _join_needs_split(main: Any, tasks: Tasks) -> bool:
    """A join looks up to its split; until its finished leaf is gone the split stays, or the leaf never goes."""
    return any(
        isinstance(tasks[key].task_spec, BoundaryEventJoin)
        and (not tasks[key]._state & FINISHED or len(main._children) > 1)
        for key in main._children
    )
