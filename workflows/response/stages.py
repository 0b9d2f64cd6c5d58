"""Which steps begin now: the first at once, the others when all before them in their row have ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from database.session import Session
from notifications.outbox import notify
from organisation.roles import HEAD, group
from workflows.deadlines import ZONE
from workflows.response.clock import confirm_by, until
from workflows.response.rows import GOING_ON, OPEN, STEP, WAITING, change_step, steps_in
from workflows.response.words import incident_name
from workflows.subject import Subject


def begin_ready(session: Session, row: Any, wave: str, now: datetime) -> list[Any]:
    """Open every step of a response whose turn has come, and tell whoever does it. `wave` names the act.

    Their cases begin by the fan-out of that act. Returns the steps.
    """
    steps = steps_in(session, row.key)
    ready = [one for one in steps if one.state == WAITING and _has_its_turn(one, steps)]
    return [_open(session, row, one, wave, now) for one in ready]


def _has_its_turn(step: Any, steps: Sequence[Any]) -> bool:
    """All stages of its row before it have ended; a row begins with a stage that waits for none."""
    first = max((one.stage for one in steps if one.stage <= step.stage and not one.after), default=step.stage)
    return not any(first <= one.stage < step.stage and one.state in GOING_ON for one in steps)


def _open(session: Session, row: Any, step: Any, wave: str, now: datetime) -> Any:
    due = until(session, step.within, step.counted_in, now, now)
    confirm = min(due.at, confirm_by(session, row.confirm_hours, step.counted_in, now, now))
    opened = change_step(
        session,
        step.key,
        [WAITING],
        state=OPEN,
        wave=wave,
        begun_at=now,
        confirm_by=confirm,
        due_at=due.at,
        due_words=due.to_json(),
    )
    tell_doer(session, row, opened, now)
    return opened


def tell_doer(session: Session, row: Any, step: Any, now: datetime) -> None:
    """The office that does a step is told at once, and the head of its unit."""
    notify(
        session,
        key=f"{STEP}:{step.key}:begun",
        recipients=list(dict.fromkeys([step.done_by, group(step.unit, HEAD)])),
        words="response_step_begun",
        facts={
            "incident": incident_name(row),
            "step": dict(step.words),
            "unit": step.unit_name,
            "confirm": step.confirm_by.astimezone(ZONE).isoformat(),
            "due": step.due_at.astimezone(ZONE).isoformat(),
        },
        about=str(Subject(STEP, step.key)),
        rule="response_step_begun",
        now=now,
    )
