"""Events that wait: timers and messages for a row, errors for one that is thrown inside what they sit on.

No clock and no event of SpiffWorkflow makes them fire.
"""

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from typing_extensions import override

from engine.errors import ExpressionFailed
from engine.expressions import mapped, value_of
from engine.spiff_elements import fan_beside


class Awaited(EventDefinition):
    """What it waits for is computed once, when it is armed, and kept under `mark` until it is made to fire."""

    mark = ""

    @override
    def has_fired(self, my_task: Any) -> bool:
        fired: bool = my_task.internal_data.get("event_fired", False)
        return fired

    @override
    def update_task(self, my_task: Any) -> None:
        if self.mark not in my_task.internal_data:
            my_task.internal_data[self.mark] = self.awaited(my_task)

    def awaited(self, my_task: Any) -> Any:
        """What it waits for, as JSON."""
        raise NotImplementedError

    @override
    def reset(self, my_task: Any) -> None:
        """An event that fired is done with; one armed again is another task."""

    @override
    def catches(self, my_task: Any, event: Any) -> bool:
        return False

    @override
    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


class RowTimer(Awaited):
    """The due time is written once, when armed; only its row makes it fire. It never reads a clock.

    A date that is null leaves the timer waiting without a row: it will not fire.
    """

    mark = "event_value"

    def __init__(self, name: str, expression: str) -> None:
        super().__init__(name)
        self.expression = expression

    @override
    def awaited(self, my_task: Any) -> Any:
        return my_task.workflow.script_engine.evaluate(my_task, self.expression)


class RowMessage(Awaited):
    """A message by its name and its correlation key. Both are computed once, when armed."""

    mark = "message"

    def __init__(self, element: str, message: str, correlation: str) -> None:
        super().__init__(element)
        self.message, self.correlation = message, correlation

    @override
    def awaited(self, my_task: Any) -> list[str]:
        return [self._text(my_task, self.message), self._text(my_task, self.correlation)]

    def _text(self, my_task: Any, text: str) -> str:
        element = my_task.task_spec.name
        value = value_of(text, my_task.data, my_task.workflow.top_workflow.context.functions, element)
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise ExpressionFailed(
                element,
                text,
                "không cho một chuỗi hoặc một số nguyên: không thông điệp nào đến được đây.",
                "gives neither a text nor a whole number: no message could ever get here.",
            )
        return str(value)


class _Lone:
    """Only a row makes an event happen: nothing is looked for that SpiffWorkflow would have to be told of."""

    def _run_hook(self: Any, my_task: Any) -> Any:
        self.event_definition.update_task_data(my_task)
        return super(CatchingEvent, self)._run_hook(my_task)  # type: ignore[misc]  # the task below it in the bases

    def _on_cancel(self: Any, my_task: Any) -> None:
        my_task.workflow.top_workflow.event_manager.remove_task(my_task)
        super(CatchingEvent, self)._on_cancel(my_task)  # type: ignore[misc]  # as above


class StartEvent(_Lone, defaults.StartEvent):
    """Where an instance or a sub-process begins."""


class _Waiting(_Lone):
    """An armed event inherits its data once, not again at every step of its neighbours."""

    def _update_hook(self: Any, my_task: Any) -> Any:
        if my_task.state == TaskState.WAITING and self.event_definition.mark in my_task.internal_data:
            return my_task.internal_data.get("event_fired", False)
        return super()._update_hook(my_task)  # type: ignore[misc]  # the element class beside it in the bases


class BoundaryEvent(_Waiting, defaults.BoundaryEvent):
    """An event on the edge of an activity."""


class CatchEvent(_Waiting, defaults.IntermediateCatchEvent):
    """An event in the middle of a flow."""


class ReceiveTask(_Waiting, defaults.ReceiveTask):
    """A task that is done when its message comes."""


def fire(event: Any, given: Mapping[str, Any] | None = None) -> None:
    """What the event waited for has come with these variables: mapped as the diagram says, else all are kept.

    The instance goes on with the next round.
    """
    let_fire(event)
    fan = fan_beside(event)
    if fan is not None:  # the fan-out ends here: what it has counted goes on with the token
        event.data.update(fan.task_spec.outputs_for(fan, event.data))
    brought = dict(given or {})
    pairs = tuple((line.source.text, line.target) for line in event.task_spec.extensions.zeebe.outputs)
    if pairs:
        functions = event.workflow.top_workflow.context.functions
        brought = mapped(pairs, {**event.data, **brought}, functions, event.task_spec.name)
    event.data.update(brought)


def let_fire(task: Any) -> None:
    """The event fires, whatever came with it."""
    task.internal_data["event_fired"] = True
    if not task._children:
        foresee(task)
    task.task_spec._update(task)


def foresee(task: Any) -> None:
    """Grow what may follow an unfinished task: SpiffWorkflow goes on along it."""
    task.task_spec._predict(task, mask=TaskState.NOT_FINISHED_MASK)


def wait_again(task: Any) -> None:
    """A message on the edge of an activity that goes on may come more than once: the event is armed anew."""
    if getattr(task.task_spec, "cancel_activity", True):
        return
    task.parent._add_child(task.task_spec, TaskState.WAITING)
    fresh = task.parent.children[-1]
    task.task_spec._update(fresh)
