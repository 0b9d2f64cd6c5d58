"""What the diagrams of a response ask for: the steps that an act has opened, whether one is still to be done."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import CallContext
from workflows.deadlines import ZONE
from workflows.response.clock import ladder_of
from workflows.response.rows import OPEN, STEP, step_row
from workflows.response.tables import response_step


def step_variables(step: Any) -> dict[str, Any]:
    """What the case of a step begins with, beside its unit."""
    return {
        STEP: step.key,
        "done_by": step.done_by,
        "confirm_by": step.confirm_by.astimezone(ZONE).isoformat(),
        "due": step.due_at.astimezone(ZONE).isoformat(),
        "ladder": ladder_of(step.counted_in, STEP),
        "wave": "",
    }


def response_steps(context: CallContext) -> Callable[..., Any]:
    """`response_steps(wave)`: one item for each step that an act has opened."""

    def found(wave: Any) -> list[dict[str, Any]]:
        return [{"unit": one.unit, **step_variables(one)} for one in _opened(context.session, str(wave))]

    return found


def _opened(session: Session, wave: str) -> list[Any]:
    if not wave:
        return []
    query = sa.select(response_step).where(response_step.c.wave == wave, response_step.c.state == OPEN)
    return list(session.execute(query.order_by(response_step.c.position)).all())


def response_step_open(context: CallContext) -> Callable[..., Any]:
    """`response_step_open(response_step)`: false once it was skipped, or the incident closed."""

    def is_open(key: Any) -> bool:
        return bool(step_row(context.session, int(key)).state == OPEN)

    return is_open


VOCABULARY: Mapping[str, Callable[[CallContext], Callable[..., Any]]] = {
    "response_steps": response_steps,
    "response_step_open": response_step_open,
}
