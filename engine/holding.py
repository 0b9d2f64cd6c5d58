"""Taking an instance before anything about it is changed.

Whoever writes rows about an instance, here or in the rooms above, takes it first. Then the steps of one instance
follow each other, and no two transactions can wait for each other: after the instance come the rows about it and,
where a child ends, its place in the fan-out and then the fan-out itself.
"""

from database.session import Session
from engine.statements import Driver, has_rivals

HOLD = "select key from instance where key = ? for no key update"
HOLD_BY_TASK = """
    select i.key from instance i join task t on t.instance_key = i.key where t.key = ? for no key update of i"""
HOLD_BY_INCIDENT = """
    select i.key from instance i join incident n on n.instance_key = i.key where n.key = ? for no key update of i"""


def hold_instance(session: Session, instance_key: int) -> None:
    """Take an instance, active or ended; rivals wait until this transaction ends. Nothing changes by it."""
    _hold(session, HOLD, instance_key)


def hold_task(session: Session, task_key: int) -> None:
    """Take the instance of a task."""
    _hold(session, HOLD_BY_TASK, task_key)


def hold_incident(session: Session, incident_key: int) -> None:
    """Take the instance of an incident."""
    _hold(session, HOLD_BY_INCIDENT, incident_key)


def _hold(session: Session, statement: str, key: int) -> None:
    if has_rivals(session):
        Driver(session).run(statement, key)
