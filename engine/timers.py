"""Timers fire from their rows alone: exactly once, in order, and saying how late."""

from datetime import datetime

from database.session import Session
from engine import statements
from engine.host import Host
from engine.spiff_events import fire
from engine.spiff_workflow import is_waiting
from engine.statements import Driver
from engine.step import claim


def fire_timer(session: Session, host: Host, timer_key: int, now: datetime) -> bool:
    """Let the timer fire and its instance go on. False where it has fired or was given up: nothing is done."""
    driver = Driver(session)
    found = driver.one(statements.TAKE_TIMER, timer_key)
    if found is None:
        return False  # somebody else got there first
    instance_key, token, element, stored = found
    run = claim(session, host, instance_key, now=now, actor="engine")
    waiting = run.flow.find(token)
    if waiting is None or not is_waiting(waiting):
        return False
    due = driver.read_moment(stored)
    late = max(0, int((now - due).total_seconds()))
    run.settled.add(token)
    run.record(element, "timer fired", {"due": due.isoformat(), "late_seconds": late})
    fire(waiting)
    run.advance()
    run.save()
    if host.watch:
        host.watch.timer_fired(late)
    return True
