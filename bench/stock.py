"""SpiffWorkflow as it comes, with its own serializer, on our store: the same statements, another state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lxml import etree
from SpiffWorkflow import TaskState
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

from database.session import Session
from engine import history, statements
from engine.statements import Driver

ACTOR = "clerk"


class Stock:
    """One diagram, run the stock way."""

    def __init__(self, diagram: bytes, process: str, definition_key: int, deployment_key: int) -> None:
        parser = BpmnParser()
        parser.add_bpmn_xml(etree.fromstring(diagram))
        self._spec = parser.get_spec(process)
        self._parts = parser.get_subprocess_specs(process)
        self._serializer = BpmnWorkflowSerializer()
        self._keys = definition_key, deployment_key

    def start(self, session: Session, variables: Mapping[str, Any], now: datetime) -> int:
        """A new instance, run to where it waits; its key."""
        driver = Driver(session)
        flow = BpmnWorkflow(self._spec, self._parts)
        flow.task_tree.set_data(**variables)
        flow.do_engine_steps()
        facts = (*self._keys, None, None, None, None, 1, 0, "", self._state(flow))
        key = driver.put(statements.INSERT_INSTANCE, *facts, bytes(32), driver.moment(now))
        driver.run(statements.NAME_INSTANCE, "", "", key)
        history.append(driver, key, "-", "started", ACTOR, now, {"variables": dict(variables)})
        _write(driver, key, flow, set(), set(), now)
        return key

    def complete(self, session: Session, task_key: int, variables: Mapping[str, Any], now: datetime) -> None:
        """Load, run, save: the task is done and the instance goes on."""
        driver = Driver(session)
        moment = driver.moment(now)
        key, token, element = driver.one(statements.COMPLETE_TASK, moment, ACTOR, task_key, None)
        *_, state = driver.one(statements.CLAIM_INSTANCE, key)
        flow = self._serializer.deserialize_json(bytes(state).decode())
        tasks, timers = set(_tasks(flow)), set(_timers(flow))
        history.append(
            driver, key, element, "completed", ACTOR, now, {"task": task_key, "variables": dict(variables)}
        )
        waiting = flow.get_task_from_id(UUID(hex=token))
        waiting.data.update(variables)
        waiting.run()
        flow.do_engine_steps()
        _write(driver, key, flow, tasks, timers, now)
        if flow.completed:
            driver.run(statements.END_INSTANCE, self._state(flow), "completed", moment, key)
            history.append(driver, key, "-", "ended", ACTOR, now, {})
        else:
            driver.run(statements.SAVE_INSTANCE, self._state(flow), key)

    def _state(self, flow: Any) -> bytes:
        return bytes(self._serializer.serialize_json(flow).encode())


def _tasks(flow: Any) -> dict[str, Any]:
    return {task.id.hex: task for task in flow.get_tasks(state=TaskState.READY, manual=True)}


def _timers(flow: Any) -> dict[str, Any]:
    waiting = flow.get_tasks(state=TaskState.WAITING)
    return {task.id.hex: task for task in waiting if "event_value" in task.internal_data}


def _write(driver: Driver, key: int, flow: Any, tasks: set[str], timers: set[str], now: datetime) -> None:
    moment, open_tasks, armed = driver.moment(now), _tasks(flow), _timers(flow)
    driver.many(
        statements.INSERT_TASK,
        [
            (key, token, *_named(task), "office", None, moment, None, 50, "page", "", moment)
            for token, task in open_tasks.items()
            if token not in tasks
        ],
    )
    driver.many(
        statements.INSERT_TIMER,
        [
            (key, token, task.task_spec.name, driver.moment(_due(task)))
            for token, task in armed.items()
            if token not in timers
        ],
    )
    for token in timers - armed.keys():
        driver.run(statements.DELETE_TIMER, key, token)
        driver.run(statements.RESOLVE_INCIDENTS_OF_REF, moment, "engine", token)


def _named(task: Any) -> tuple[str, str]:
    return task.task_spec.name, task.task_spec.bpmn_name


def _due(task: Any) -> datetime:
    return datetime.fromisoformat(task.internal_data["event_value"])
