"""Service tasks: inline work is done at once, slow work becomes a job, failed inline work too.

A business rule task is inline work whose action is to take its decision. A type that the house has no action
for waits as a job for an outside worker.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from database.savepoint import savepoint
from engine import statements
from engine.actions import Action, Inline, Step
from engine.decisions import taking
from engine.errors import AlreadyDone, NotDeployed
from engine.expressions import mapped
from engine.failures import error_words, retry_at
from engine.values import json_text, to_json

if TYPE_CHECKING:
    from bpmn.definition import Zeebe
    from engine.step import Run

DEFAULT_RETRIES = 3
SERVICE, DECISION = "service:", "decision:"
"""What the kind of a job of this file begins with."""


def begin(run: Run, task: Any) -> bool:
    """Do what a service task says; True where the token can go on in this step.

    If inline work raises, its rows are rolled back, a job will try again, and the step itself holds.
    """
    facts: Zeebe = task.task_spec.extensions.zeebe
    kind, retries = job_kind(facts), _retries(facts)
    token, element = task.id.hex, task.task_spec.name
    action = run.host.actions.get(type_of(facts))
    if facts.decision is None and action is None:
        _leave_to_worker(run, token, element, type_of(facts), retries)
        return False
    if facts.decision is None and not isinstance(action, Inline):
        run.add_job(kind, token, element, retries=retries)
        return False
    try:
        with savepoint(run.session):
            outcome = perform(run, task, run.actor)
    except Exception as error:  # noqa: BLE001  # whatever an action raises, the step goes on and a job remembers
        words = json_text(error_words(error))
        due_at = run.now if getattr(error, "permanent", False) else retry_at(run.now, 1)
        run.add_job(kind, token, element, retries=retries, attempts=1, due_at=due_at, error=words)
        return False
    finish(task, outcome)
    return True


def _leave_to_worker(run: Run, token: str, element: str, kind: str, retries: int) -> None:
    moment = run.driver.moment(run.now)
    run.driver.run(
        statements.INSERT_WORKER_JOB,
        *(run.row.key, token, element, kind, max(1, retries), moment, moment, moment),
    )


def _retries(facts: Zeebe) -> int:
    text = facts.retries or ""
    return int(text) if text.isdigit() else DEFAULT_RETRIES


def perform(run: Run, task: Any, actor: str) -> dict[str, Any]:
    """Run an inline action and return the variables to set."""
    action = action_of(run, task)
    if not isinstance(action, Inline):
        raise NotDeployed("action", type_of(task.task_spec.extensions.zeebe))
    return outcome_of(run, task, actor, lambda step: action.run(step, step.variables))


def outcome_of(
    run: Run,
    task: Any,
    actor: str,
    act: Callable[[Step], Mapping[str, Any] | None],
    local: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Act with the task's inputs, mark the effect as done, and map what comes out to variables.

    `local` is what only the output mapping may see besides.
    """
    step = step_for(run, task, actor)
    facts: Zeebe = task.task_spec.extensions.zeebe
    kind, moment = job_kind(facts), run.driver.moment(run.now)
    if not run.driver.put_once(statements.INSERT_EFFECT, kind, step.token, moment):
        raise AlreadyDone(kind)
    given = to_json(act(step) or {})
    if not facts.outputs:
        return dict(given)
    pairs = tuple((line.source.text, line.target) for line in facts.outputs)
    return mapped(pairs, {**step.variables, **(local or {}), **given}, run.functions, step.element)


def finish(task: Any, outcome: Mapping[str, Any]) -> None:
    """The service task is done; its token goes on."""
    task.data.update(outcome)
    task.complete()


def step_for(run: Run, task: Any, actor: str) -> Step:
    """What an action is handed. Its inputs are its own and do not become variables."""
    facts: Zeebe = task.task_spec.extensions.zeebe
    return Step(
        session=run.session,
        host=run.host,
        instance_key=run.row.key,
        subject=run.row.subject,
        element=task.task_spec.name,
        token=task.id.hex,
        owner=run.row.owner,
        variables={**task.data, **inputs_of(run, task)},
        headers=facts.headers,
        actor=actor,
        now=run.now,
    )


def inputs_of(run: Run, task: Any) -> dict[str, Any]:
    """The input mapping of a task, local to it."""
    facts: Zeebe = task.task_spec.extensions.zeebe
    pairs = tuple((line.source.text, line.target) for line in facts.inputs)
    return mapped(pairs, task.data, run.functions, task.task_spec.name)


def action_of(run: Run, task: Any) -> Action:
    """The action of a service task. Raises where the host has none of that type any more."""
    facts: Zeebe = task.task_spec.extensions.zeebe
    if facts.decision is not None:
        return taking(facts.decision, run.row.deployment_key, run.functions)
    kind = type_of(facts)
    if kind not in run.host.actions:
        raise NotDeployed("action", kind)
    return run.host.actions[kind]


def type_of(facts: Zeebe) -> str:
    """The constant type of a service task."""
    text = facts.task_type.text if facts.task_type else ""
    return text.removeprefix("=").strip().strip('"')


def job_kind(facts: Zeebe) -> str:
    """The kind under which jobs and effects of a service task are kept."""
    if facts.decision is not None:
        return f"{DECISION}{facts.decision.decision_id}"
    return f"{SERVICE}{type_of(facts)}"
