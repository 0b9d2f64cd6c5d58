"""One step of one instance: claim it, thaw it, let it go on, freeze it, and write the rows that follow.

The transaction is the caller's. If it is rolled back, nothing of the step has happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from time import perf_counter
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine import fan_rows, history, message_rows, service_work, statements, task_rows
from engine.context import counters
from engine.definitions import diagram_of
from engine.errors import InstanceGone, StaleInstance
from engine.host import BoundFunctions, CallContext, Host
from engine.jobs import leave_job
from engine.spiff_codec import final_variables, freeze, freeze_end, thaw
from engine.spiff_parser import Diagram
from engine.spiff_prune import prune
from engine.spiff_workflow import (
    Flow,
    arm,
    armed_timers,
    awaited_messages,
    new_flow,
    service_tasks,
    user_tasks,
)
from engine.statements import Driver
from engine.tables import instance


@dataclass(frozen=True)
class InstanceRow:
    """Where an instance stands among the others; never changes while it runs."""

    key: int
    definition_key: int
    deployment_key: int
    parent_key: int | None
    root_key: int | None
    fan_key: int | None
    child_key: str | None
    attempt: int
    depth: int
    owner: str
    subject: str = ""
    """What it is about, as the host has named it."""


class Run:
    """An instance in the hands of one step. What its elements need of the outside is here."""

    def __init__(
        self, session: Session, host: Host, driver: Driver, row: InstanceRow, *, now: datetime, actor: str
    ) -> None:
        self.session, self.host, self.driver, self.row = session, host, driver, row
        self.now, self.actor = now, actor
        self.functions = BoundFunctions(host.functions, CallContext(session, now, row.key, row.subject))
        self.diagram: Diagram = diagram_of(driver.session, row.definition_key)
        self.flow: Flow
        self.tasks: dict[str, Any] = {}
        self.timers: dict[str, Any] = {}
        self.services: dict[str, Any] = {}
        self.subscribed: set[str] = set()
        """Tokens that wait for a message and have their row."""
        self.settled: set[str] = set()
        """Tokens whose rows the caller has ended already."""
        self._begun = perf_counter() if host.watch else 0.0

    def thaw(self, state: bytes) -> None:
        """Take up an instance where the last step left it."""
        self.flow = thaw(state, self.diagram, self)
        self.tasks, self.timers = user_tasks(self.flow), armed_timers(self.flow)
        self.services = service_tasks(self.flow)
        if self.diagram.waits_for_messages:
            self.subscribed = set(awaited_messages(self.flow))

    def begin(self, variables: dict[str, Any]) -> None:
        """Take up an instance that has not begun."""
        self.flow = new_flow(self.diagram, self, variables)

    def put_under(self, row: InstanceRow, state: bytes, fresh: Iterable[str]) -> None:
        """Go on under another version of the diagram, from a state made for it, and arm these events.

        The rows of what is there before and after stay; saving writes those of the rest.
        """
        self.row, self.diagram = row, diagram_of(self.session, row.definition_key)
        self.flow = thaw(state, self.diagram, self)
        for token in fresh:
            arm(self.flow.find(token))

    def advance(self) -> None:
        """Let everything run that waits for nobody; service tasks act or become jobs."""
        begun = set(self.services)
        fresh = True
        while fresh:
            self.flow.do_engine_steps()
            fresh = False
            for token, task in service_tasks(self.flow).items():
                if token not in begun:
                    begun.add(token)
                    fresh = service_work.begin(self, task) or fresh
            if self.diagram.waits_for_messages:
                fresh = message_rows.arm(self) or fresh

    def save(self) -> None:
        """Write the state and every row in which it differs from before the step."""
        task_rows.write(self)
        if self.subscribed:
            message_rows.give_up(self)
        if self.flow.completed:
            self._end()
        else:
            prune(self.flow)
            self.driver.run(statements.SAVE_INSTANCE, freeze(self.flow), self.row.key)
        if self.host.watch:
            self.host.watch.stepped(perf_counter() - self._begun)

    def _end(self) -> None:
        state = freeze_end(final_variables(self.flow))
        moment = self.driver.moment(self.now)
        self.driver.run(statements.END_INSTANCE, state, "completed", moment, self.row.key)
        counted = self.flow.data.get("counted", True)
        self.record("-", "ended", {} if counted else {"counted": False})
        if self.row.fan_key is not None:
            fan_rows.child_ended(
                self.driver, self.row, counted=counted, functions=self.functions, now=self.now
            )

    def record(self, element: str, what: str, data: Mapping[str, Any], *, actor: str | None = None) -> None:
        """One row in this instance's history."""
        history.append(self.driver, self.row.key, element, what, actor or "engine", self.now, data)

    def add_job(
        self,
        kind: str,
        ref: str,
        element: str,
        *,
        retries: int = 3,
        attempts: int = 0,
        due_at: datetime | None = None,
        error: str | None = None,
    ) -> None:
        """Something is to be done for this instance after the step."""
        leave_job(
            self.driver,
            self.row.key,
            kind,
            ref,
            element,
            now=self.now,
            due_at=due_at,
            attempts=attempts,
            retries=retries,
            error=error,
        )

    def enter_fan(self, token: str, element: str, variables: Mapping[str, Any]) -> int:
        """Write the rows of a fan-out and return how many children it will have."""
        return fan_rows.enter(self, token, element, variables)

    def close_fan(self, token: str) -> None:
        """The fan-out waits no longer; what is still open in it lives on."""
        self.driver.run(statements.CLOSE_FAN, token)

    def fan_counters(self, token: str) -> Mapping[str, int]:
        """The counters as they stand."""
        return counters(*(self.driver.one(statements.FAN_COUNTERS, token) or (0, 0, 0)))


def look(session: Session, host: Host, instance_key: int, *, now: datetime) -> Run | None:
    """An active instance to read from; nothing may be saved. None where it has ended."""
    columns = (instance.c[field.name] for field in fields(InstanceRow))
    active = (instance.c.key == instance_key) & (instance.c.status == "active")
    found = session.execute(sa.select(*columns, instance.c.state).where(active)).first()
    if found is None:
        return None
    *facts, state = found
    run = Run(session, host, Driver(session), InstanceRow(*facts), now=now, actor="engine")
    run.thaw(bytes(state))
    return run


def claim(
    session: Session, host: Host, instance_key: int, *, now: datetime, actor: str, version: int | None = None
) -> Run:
    """Take an active instance for one step; nobody else can until the transaction ends.

    `version` is the one the caller saw; another one raises `StaleInstance`.
    """
    driver = Driver(session)
    found = driver.one(statements.CLAIM_INSTANCE, instance_key)
    if found is None:
        raise InstanceGone(instance_key)
    *facts, claimed, state = found
    if version is not None and claimed != version + 1:
        raise StaleInstance(instance_key)  # somebody else got there first
    run = Run(session, host, driver, InstanceRow(instance_key, *facts), now=now, actor=actor)
    run.thaw(bytes(state))
    return run
