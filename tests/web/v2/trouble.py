"""Something that could not go on by itself."""

import sqlalchemy as sa

from engine.incidents import open_incident
from engine.statements import Driver
from engine.tables import timer
from tests.workflows.cycle import Cycle


class TimerBroke(Exception):
    """What was to happen at that time did not."""


def break_a_timer(cycle: Cycle) -> str:
    """Let the first timer of the cycle fail. Returns its element."""
    with cycle.database.write() as session:
        row = session.execute(sa.select(timer).order_by(timer.c.key).limit(1)).one()
        session.execute(timer.update().where(timer.c.key == row.key).values(state="failed"))
        open_incident(
            Driver(session),
            row.instance_key,
            row.element,
            ref=row.token,
            error=TimerBroke("broke"),
            now=cycle.now,
            timer_key=row.key,
        )
    return str(row.element)
