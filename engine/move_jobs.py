"""Moving many instances: a job for each, done one transaction at a time by whoever does the jobs."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from database.savepoint import savepoint
from database.session import Session
from engine.definitions import Definition, keyed
from engine.errors import CannotMove, InstanceGone
from engine.history import append
from engine.host import Host
from engine.jobs import leave_job
from engine.moving import move_instance
from engine.statements import Driver
from engine.tables import job

MOVE = "move"
"""The kind of these jobs. Their `ref` is the target, the instance, and who has asked for it."""
PAST = ";"
"""The character after a colon: where the jobs of one target end, in the order of their refs."""


def leave_moves(session: Session, to: Definition, keys: Sequence[int], *, actor: str, now: datetime) -> None:
    """Have instances moved to a version by the next pumps. Asked for twice, each is moved once."""
    driver = Driver(session)
    for key in keys:
        leave_job(driver, key, MOVE, f"{to.key}:{key}:{actor}", "-", now=now)


def moves_left(session: Session, to: Definition) -> int:
    """How many instances still wait to be moved to a version."""
    waiting = (
        job.c.kind == MOVE,
        job.c.state == "ready",
        job.c.ref >= f"{to.key}:",
        job.c.ref < f"{to.key}{PAST}",
    )
    return int(session.execute(sa.select(sa.func.count()).where(*waiting)).scalar_one())


def move_by_job(session: Session, host: Host, ref: str, now: datetime) -> None:
    """Move one instance. One that has ended needs no moving; one that cannot be moved stays, and its history says so.

    Raises where what the new version says cannot be worked out: that is for a person to look at.
    """
    definition_key, instance_key, actor = ref.split(":", 2)
    to = keyed(session, "bpmn", int(definition_key))
    try:
        with savepoint(session):
            move_instance(session, host, int(instance_key), to, actor=actor, now=now)
    except InstanceGone:
        return
    except CannotMove:
        append(Driver(session), int(instance_key), "-", "not moved", actor, now, {"to": to.version})
