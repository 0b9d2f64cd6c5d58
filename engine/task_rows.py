"""The rows that a step leaves: tasks for people, timers, and the end of those that were given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine import statements
from engine.errors import ExpressionFailed
from engine.expressions import value_of
from engine.service_work import job_kind
from engine.spiff_workflow import armed_timers, service_tasks, user_tasks

if TYPE_CHECKING:
    from bpmn.definition import Element, Expression, Zeebe
    from engine.step import Run

DEFAULT_PRIORITY = 50


def write(run: Run) -> None:
    """Rows for what is new since the step began; what is gone ends."""
    tasks, timers, services = user_tasks(run.flow), armed_timers(run.flow), service_tasks(run.flow)
    driver, moment = run.driver, run.driver.moment(run.now)
    driver.many(
        statements.INSERT_TASK, [_task(run, tasks[token]) for token in tasks if token not in run.tasks]
    )
    driver.many(
        statements.INSERT_TIMER, [_timer(run, timers[token]) for token in timers if token not in run.timers]
    )
    for token in run.tasks.keys() - tasks.keys() - run.settled:
        driver.run(statements.CANCEL_TASK, moment, "engine", run.row.key, token)
    given_up = run.timers.keys() - timers.keys() - run.settled
    driver.many(statements.DELETE_TIMER, [(run.row.key, token) for token in given_up])
    driver.many(statements.RESOLVE_INCIDENTS_OF_REF, [(moment, "engine", token) for token in given_up])
    for token in run.services.keys() - services.keys() - run.settled:
        kind = job_kind(run.services[token].task_spec.extensions.zeebe)
        driver.run(statements.DELETE_JOB_OF, kind, token)
        driver.run(statements.CANCEL_WORKER_JOB, moment, moment, token)
        driver.run(statements.RESOLVE_INCIDENTS_OF_REF, moment, "engine", token)


def _timer(run: Run, task: Any) -> tuple[Any, ...]:
    element, value = task.task_spec.name, task.internal_data["event_value"]
    due = _moment(value, element, task.task_spec.event_definition.expression)
    return run.row.key, task.id.hex, element, run.driver.moment(due)


def _task(run: Run, task: Any) -> tuple[Any, ...]:
    facts: Element = task.task_spec.extensions
    driver = run.driver
    said = {column: work_out(run, task) for column, work_out in COLUMNS.items()}
    return (
        run.row.key,
        task.id.hex,
        facts.id,
        facts.name,
        said["candidate_group"],
        said["assignee"],
        driver.moment(said["due_at"]) if said["due_at"] else None,
        driver.moment(said["follow_up_at"]) if said["follow_up_at"] else None,
        said["priority"],
        said["form_id"],
        run.row.owner,
        driver.moment(run.now),
    )


def _value(run: Run, task: Any, expression: Expression | None) -> Any:
    if expression is None:
        return None
    return value_of(expression.text, task.data, run.functions, task.task_spec.name)


def _form(run: Run, task: Any, expression: Expression | None) -> str | None:
    """Which form the task shows. Anything but a name is an incident: a task without its form could not be done."""
    if expression is None:
        return None
    value = _value(run, task, expression)
    if not isinstance(value, str):
        raise ExpressionFailed(
            task.task_spec.name, expression.text, "không cho tên biểu mẫu.", "names no form."
        )
    return value


def _assigned(run: Run, task: Any, expression: Expression | None) -> str | None:
    if expression is None:
        return None
    value = _value(run, task, expression)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str) and value:
        return value
    raise ExpressionFailed(
        task.task_spec.name,
        expression.text,
        "không cho đúng một nhóm hoặc một người: sẽ không ai thấy việc này.",
        "does not give one group or person: nobody would see this task.",
    )


def _date(run: Run, task: Any, expression: Expression | None) -> datetime | None:
    value = _value(run, task, expression)
    if value is None or expression is None:
        return None
    return _moment(value, task.task_spec.name, expression.text)


def _priority(run: Run, task: Any, expression: Expression | None) -> int:
    value = _value(run, task, expression)
    try:
        return DEFAULT_PRIORITY if value is None else int(value)
    except (TypeError, ValueError) as error:
        text = expression.text if expression else ""
        raise ExpressionFailed(
            task.task_spec.name, text, "không cho một số nguyên.", "does not give a whole number."
        ) from error


def _moment(value: Any, element: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ExpressionFailed(
            element,
            text,
            f"cho {value!r}, không phải ngày giờ có múi giờ.",
            f"gives {value!r}, which is not a date and time with its offset.",
        )
    return moment


COLUMNS: Mapping[str, Callable[[Run, Any], Any]] = {
    "candidate_group": lambda run, task: _assigned(run, task, _zeebe(task).groups),
    "assignee": lambda run, task: _assigned(run, task, _zeebe(task).assignee),
    "due_at": lambda run, task: _date(run, task, _zeebe(task).due),
    "follow_up_at": lambda run, task: _date(run, task, _zeebe(task).follow_up),
    "priority": lambda run, task: _priority(run, task, _zeebe(task).priority),
    "form_id": lambda run, task: _form(run, task, _zeebe(task).form),
}
"""What the diagram says of a task, by the column that keeps it."""


def _zeebe(task: Any) -> Zeebe:
    facts: Element = task.task_spec.extensions
    return facts.zeebe
