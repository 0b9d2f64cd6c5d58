"""Beginning a cycle that was opened: its units are put down part by part, then its first instance starts."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.host import Host
from engine.start import start_instance
from organisation.tables import unit
from workflows.expected_units import expect_reports
from workflows.plan import Opening
from workflows.tables import cycle, cycle_part, cycle_unit
from workflows.vocabulary import report_variables


def begin_cycle(database: Database, host: Host, cycle_key: int, now: datetime) -> None:
    """Do what is left of opening a cycle, a transaction for each part. Any number of processes may do so at once.

    Raises what the engine raises where the first instance cannot start: its part stays, and another call tries again.
    """
    while database.transact(lambda session: _put_down_next(session, host, cycle_key, now)):
        pass


def not_begun(session: Session) -> Mapping[int, Opening]:
    """The cycles that are being opened, or of which that was broken off, by key, the oldest first."""
    rows = session.execute(
        sa.select(cycle.c.key, cycle.c.definition, cycle.c.period, unit.c.code)
        .join(unit, unit.c.key == cycle.c.root_unit_key)
        .where(cycle.c.key.in_(sa.select(cycle_part.c.cycle_key)))
        .order_by(cycle.c.key)
    )
    return {row.key: Opening(row.definition, row.period, row.code) for row in rows}


def _put_down_next(session: Session, host: Host, cycle_key: int, now: datetime) -> bool:
    """Put the next part down; whether there was one."""
    one_at_a_time(session, f"begin:{cycle_key}")  # the last part must find all the others done
    first = (
        sa.select(sa.func.min(cycle_part.c.key)).where(cycle_part.c.cycle_key == cycle_key).scalar_subquery()
    )
    part = session.execute(
        sa.delete(cycle_part)
        .where(cycle_part.c.key == first)
        .returning(cycle_part.c.units, cycle_part.c.actor)
    ).one_or_none()
    if part is None:
        return False
    if part.units:
        expect_reports(session, cycle_key, part.units)
    else:
        _start(session, host, cycle_key, part.actor, now)
    return True


def _start(session: Session, host: Host, cycle_key: int, actor: str, now: datetime) -> None:
    opened = session.execute(
        sa.select(cycle.c.definition, cycle.c.root_unit_key, cycle_unit.c.handle)
        .join(
            cycle_unit,
            (cycle_unit.c.cycle_key == cycle.c.key) & (cycle_unit.c.unit_key == cycle.c.root_unit_key),
        )
        .where(cycle.c.key == cycle_key)
    ).one()
    variables = report_variables(session, cycle_key, opened.root_unit_key)
    start_instance(session, host, opened.definition, variables, owner=opened.handle, actor=actor, now=now)
