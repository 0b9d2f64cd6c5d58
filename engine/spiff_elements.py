"""The elements that behave otherwise than in SpiffWorkflow 3.2.0: fan-outs, gateways, ends. Events: `spiff_events`.

Each runs inside a step; `task.workflow.top_workflow.context` is that step.
"""

from typing import Any

from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn.specs import defaults
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from typing_extensions import override

from engine.errors import NothingMatched
from engine.expressions import mapped
from engine.spiff_expressions import FeelCondition


class ExclusiveGateway(defaults.ExclusiveGateway):
    """Chooses the first flow whose condition is true, else the default."""

    @override
    def connect_outgoing_if(self, condition: str, taskspec: Any) -> None:
        self.connect_if(FeelCondition(condition), taskspec)

    @override
    def _run_hook(self, my_task: Any) -> bool:
        """The first task of the flow it takes is grown here; the stock gateway grows the whole way ahead, always."""
        matching = (
            name
            for condition, name in self.cond_task_specs
            if condition is not None and condition._matches(my_task)
        )
        chosen = next(matching, self.default_task_spec)
        if chosen is None:
            raise NothingMatched(self.name)
        my_task._sync_children([self._wf_spec.get_task_spec_from_name(chosen)], TaskState.FUTURE)
        if looks_ahead(self._wf_spec):
            for child in my_task.children:
                child.task_spec._predict(child, mask=TaskState.FUTURE | TaskState.PREDICTED_MASK)
        return True


class _Joins:
    """Where branches meet, each brings what it changed; what it only carried along overwrites nothing."""

    def _run_hook(self, my_task: Any) -> Any:
        met = [task for task in my_task.workflow.tasks.values() if _has_come(task, my_task)]
        met.sort(key=lambda task: task.last_state_change)
        merged = _merged([*(task.parent for task in met), my_task.parent])
        result = super()._run_hook(my_task)  # type: ignore[misc]  # the gateway class beside it in the bases
        my_task.data = merged
        return result


class ParallelGateway(_Joins, defaults.ParallelGateway):
    """Waits for every branch, then takes every flow."""


class InclusiveGateway(_Joins, defaults.InclusiveGateway):
    """Takes every flow whose condition is true, else the default.

    Whether a branch may still come it tells by what is grown ahead of the others.
    """

    @override
    def __init__(self, wf_spec: Any, name: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, name, **kwargs)
        wf_spec.looks_ahead = True

    @override
    def connect_outgoing_if(self, condition: str, taskspec: Any) -> None:
        self.connect_if(FeelCondition(condition), taskspec)


def looks_ahead(spec: Any) -> bool:
    """Whether something in a process or sub-process asks what is grown ahead of its tokens."""
    return getattr(spec, "looks_ahead", False)


def _has_come(task: Any, joining: Any) -> bool:
    return (
        task.task_spec is joining.task_spec
        and task is not joining
        and task.has_state(TaskState.FINISHED_MASK)
        and not joining.is_descendant_of(task)
    )


def _merged(branches: list[Any]) -> dict[str, Any]:
    """The variables where the branches parted, with what each has changed since; the last one to come wins."""
    parted = _common_ancestor(branches).data
    merged = dict(parted)
    for branch in branches:
        changed = {
            key: value for key, value in branch.data.items() if key not in parted or parted[key] != value
        }
        merged.update(changed)
    return merged


def _common_ancestor(tasks: list[Any]) -> Any:
    lines = [_line(task) for task in tasks]
    shared = set.intersection(*({task.id for task in line} for line in lines))
    return next(task for task in lines[0] if task.id in shared)


def _line(task: Any) -> list[Any]:
    line = []
    while task is not None:
        line.append(task)
        task = task.parent
    return line


class PlainTask(defaults.NoneTask):
    """A task of no kind: nobody does it, the token passes through."""

    @override
    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = False


class EndEvent(defaults.EndEvent):
    """An end. One marked `counted=false` ends an instance that its parent must not count as completed."""

    counted = True

    @override
    def _run_hook(self, my_task: Any) -> bool:
        """One that throws an error is ended by it, with everything in its scope."""
        return bool(super()._run_hook(my_task)) and not my_task.has_state(TaskState.CANCELLED)

    @override
    def _on_complete_hook(self, my_task: Any) -> None:
        super()._on_complete_hook(my_task)
        workflow = my_task.workflow
        if not self.counted and workflow is workflow.top_workflow:
            workflow.data["counted"] = False


class FanOut(BpmnSpecMixin):
    """A call activity: one waiting task, however many instances it stands for. The rest is rows."""

    outputs_mapping: tuple[tuple[str, str], ...] = ()

    @override
    def _update_hook(self, my_task: Any) -> bool:
        internal = my_task.internal_data
        if "fan" not in internal:
            my_task._inherit_data()
            context = my_task.workflow.top_workflow.context
            internal["fan"] = context.enter_fan(my_task.id.hex, self.name, my_task.data)
            if internal["fan"]:
                my_task._set_state(TaskState.WAITING)
                return False
            internal["done"] = True
        return "done" in internal

    @override
    def _run_hook(self, my_task: Any) -> bool:
        my_task.data.update(self.outputs_for(my_task, my_task.data))
        return True

    def outputs_for(self, my_task: Any, variables: dict[str, Any]) -> dict[str, Any]:
        """The output mapping over the counters as they stand."""
        context = my_task.workflow.top_workflow.context
        scope = {**variables, **context.fan_counters(my_task.id.hex)}
        return mapped(self.outputs_mapping, scope, context.functions, self.name)

    @override
    def _on_cancel(self, my_task: Any) -> None:
        if "fan" in my_task.internal_data:
            my_task.workflow.top_workflow.context.close_fan(my_task.id.hex)
        super()._on_cancel(my_task)


def fan_beside(event: Any) -> Any | None:
    """The fan-out that an interrupting event sits on, or None."""
    if not getattr(event.task_spec, "cancel_activity", False):
        return None
    beside = (task for task in event.parent.children if isinstance(task.task_spec, FanOut))
    return next(beside, None)


def resume(fan: Any) -> None:
    """A waiting fan-out has what it waited for."""
    fan.internal_data["done"] = True
    fan.task_spec._update(fan)
