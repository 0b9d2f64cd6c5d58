"""Errors of the business: thrown by outside workers and by ends of sub-processes, caught on an edge around them."""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from typing_extensions import override

from engine.errors import NothingCatches
from engine.spiff_events import Awaited, fire


class BusinessError(Awaited):
    """An error by its code. An edge catches it, every error where it has no code; an end throws it."""

    mark = "error"

    def __init__(self, element: str, code: str | None) -> None:
        super().__init__(element)
        self.code = code

    @override
    def awaited(self, my_task: Any) -> str:
        return self.code or ""

    @override
    def throw(self, my_task: Any) -> None:
        code = self.code or ""
        if not throw(my_task, code):
            raise NothingCatches(my_task.task_spec.name, code)


def throw(thrower: Any, code: str, given: Mapping[str, Any] | None = None) -> bool:
    """End everything inside the edge that catches this error and go on from there; False where nothing catches it.

    The variables as the thrower saw them go along, besides those given. What ran beside it does not go on.
    """
    catcher = _catcher(thrower, code)
    if catcher is None:
        return False
    facts = {"code": code, "from": thrower.task_spec.name}
    catcher.workflow.top_workflow.context.record(catcher.task_spec.name, "error caught", facts)
    catcher.data.update(thrower.data)
    fire(catcher, given)
    catcher.run()
    return True


def _catcher(thrower: Any, code: str) -> Any | None:
    """The nearest scope first, and on its edge the code before an event that catches any."""
    task = thrower
    while task is not None:
        edge = {event.task_spec.event_definition.code: event for event in _errors_beside(task)}
        if code in edge or None in edge:
            return edge.get(code) or edge[None]
        outer = task.workflow.parent_workflow
        task = None if outer is None else outer.tasks[task.workflow.parent_task_id]
    return None


def _errors_beside(task: Any) -> list[Any]:
    split = task.parent
    if split is None or not isinstance(split.task_spec, BoundaryEventSplit):
        return []
    armed = (event for event in split.children if event.state == TaskState.WAITING)
    return [event for event in armed if BusinessError.mark in event.internal_data]
