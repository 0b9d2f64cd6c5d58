"""Reading responses: one, its steps in order, and who may see it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from organisation.visibility import has_part
from workflows.response.tables import response, response_party, response_step

KIND, STEP = "response", "response_step"
WAITING, OPEN, SKIPPED, DROPPED = "waiting", "open", "skipped", "dropped"
GOING_ON = (WAITING, OPEN)


def response_row(session: Session, key: int) -> Any:
    """The row of a response."""
    return session.execute(sa.select(response).where(response.c.key == key)).one()


def step_row(session: Session, key: int) -> Any:
    """The row of a step."""
    return session.execute(sa.select(response_step).where(response_step.c.key == key)).one()


def response_of_step(session: Session, key: int) -> tuple[Any, Any]:
    """The response a step belongs to, and the step."""
    step = step_row(session, key)
    return response_row(session, step.response_key), step


def steps_in(session: Session, key: int) -> Sequence[Any]:
    """The steps of a response in their order."""
    return session.execute(
        sa.select(response_step).where(response_step.c.response_key == key).order_by(response_step.c.position)
    ).all()


def change_step(session: Session, key: int, states: Sequence[str], **values: Any) -> Any:
    """Change a step that is in one of these states. Returns it as it stands then; None where it is in another."""
    changed = (
        sa.update(response_step)
        .where(response_step.c.key == key, response_step.c.state.in_(states))
        .values(**values)
    )
    return session.execute(changed.returning(response_step)).one_or_none()


def seen_by(viewer: Viewer, on: date) -> sa.ColumnElement[bool]:
    """The responses a viewer may see: of units at or below his, and those in which his unit has a step."""
    of_it = response_party.c.response_key == response.c.key
    return has_part(viewer, on, response.c.unit_key, response_party.c.unit_key, of_it)


def may_see(session: Session, viewer: Viewer, key: int, on: date) -> bool:
    """Whether a viewer may see a response."""
    found = sa.select(response.c.key).where(response.c.key == key, seen_by(viewer, on))
    return session.execute(found).first() is not None
