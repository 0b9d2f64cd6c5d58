"""What a closed unit has not decided goes to whoever took over from it: the same item, by a date of its own."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from database.session import Database, Session
from engine.each_part import all_in_turn
from engine.holding import hold_instance
from engine.host import Host
from engine.tables import OPEN_TASK, task
from engine.tasks import complete_task
from organisation.days import local_day
from organisation.postings import is_staffed
from organisation.roles import HEAD
from organisation.succession import heir_of
from organisation.tables import unit
from organisation.units import Unit
from workflows.proposal.passing import pass_to
from workflows.proposal.record import WAITING, proposal_row
from workflows.proposal.tables import proposal

_OFFICE = {
    "vi": "Hệ thống (đơn vị đã kết thúc hoạt động)",
    "en": "The system (the unit exists no longer)",
}


def hand_over_waiting(database: Database, host: Host, now: datetime) -> None:
    """Hand over all that closed units left undecided, where the heir has a head here. For once a day."""
    with database.read() as session:
        keys = _left(session, now)
    all_in_turn(partial(_hand_over_alone, database, host, key, now) for key in keys)


def _left(session: Session, now: datetime) -> Sequence[int]:
    query = (
        sa.select(proposal.c.key)
        .join(unit, unit.c.key == proposal.c.decider_key)
        .where(proposal.c.state == WAITING, unit.c.valid_to < local_day(now))
        .order_by(proposal.c.key)
    )
    return session.scalars(query).all()


def _hand_over_alone(database: Database, host: Host, key: int, now: datetime) -> None:
    database.transact(lambda session: _hand_over(session, host, key, now))


def _hand_over(session: Session, host: Host, key: int, now: datetime) -> None:
    hold_instance(session, proposal_row(session, key).instance_key)
    row = proposal_row(session, key)
    heir = _heir(session, row.decider_key, now)
    if row.state != WAITING or heir is None:  # decided since, or nobody is there to decide it
        return
    waiting = session.execute(
        sa.select(task.c.key, task.c.token).where(task.c.instance_key == row.instance_key, OPEN_TASK)
    ).one()
    given = pass_to(session, row, heir, _OFFICE, "", waiting.token, now)
    complete_task(session, host, waiting.key, given, actor="system", now=now)


def _heir(session: Session, unit_key: int, now: datetime) -> Unit | None:
    day = local_day(now)
    heir = heir_of(session, unit_key, day)
    takes_over = heir is not None and heir.key != unit_key and is_staffed(session, heir.handle, day, HEAD)
    return heir if takes_over else None
