"""How proposals stand, by the unit that proposed them and by period: from counts that go along with changes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.tables import unit
from organisation.units import Unit, as_unit, unit_by_key
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.errors import NotYours
from workflows.proposal.finding import Side
from workflows.proposal.tables import COUNTS, proposal, proposal_count, proposal_pass


@dataclass(frozen=True)
class Sums:
    """Proposals counted. `accepted`, `assigned`, `refused` count decisions, whatever came of them later.

    The terms of `total` are these three, `waiting`, `withdrawn` and `passed`; `done`, `partly` and `impossible` are
    what came of the accepted and the assigned.
    """

    total: int = 0
    waiting: int = 0
    accepted: int = 0
    assigned: int = 0
    refused: int = 0
    withdrawn: int = 0
    passed: int = 0
    done: int = 0
    partly: int = 0
    impossible: int = 0

    @property
    def doing(self) -> int:
        """Those accepted or assigned that have no outcome yet."""
        return self.accepted + self.assigned - self.done - self.partly - self.impossible


@dataclass(frozen=True)
class Figures:
    """Of one unit and year: what was put to it, by unit and by period, and what it proposed itself, by period."""

    unit: Unit
    year: int
    by_unit: Sequence[tuple[Unit, Sums]]
    by_period: Sequence[tuple[str, Sums]]
    deciding: Sums
    own_by_period: Sequence[tuple[str, Sums]]
    own: Sums


def figures(session: Session, viewer: Viewer, unit_key: int, year: int, now: datetime) -> Figures:
    """The figures of a unit that the viewer may see; of his own where none is named. NotYours for others."""
    of = _unit(session, viewer, unit_key, now)
    here, own = proposal_count.c.decider_key == of.key, proposal_count.c.unit_key == of.key
    units = _grouped(session, proposal_count.c.unit_key, here, year)
    proposing = [(unit_by_key(session, key), sums) for key, sums in units.items()]
    return Figures(
        unit=of,
        year=year,
        by_unit=sorted(proposing, key=lambda one: one[0].name),
        by_period=_in_order(_grouped(session, proposal_count.c.period, here, year)),
        deciding=year_sums(session, [of.key], "deciding", year),
        own_by_period=_in_order(
            {key: _once(one) for key, one in _grouped(session, proposal_count.c.period, own, year).items()}
        ),
        own=year_sums(session, [of.key], "made", year),
    )


def year_sums(session: Session, unit_keys: Collection[int], side: Side, year: int) -> Sums:
    """How those of a year stand that units made, or had to decide."""
    column = proposal_count.c.unit_key if side == "made" else proposal_count.c.decider_key
    found = _grouped(session, proposal_count.c.year, column.in_(sorted(unit_keys)), year).get(year, Sums())
    if side == "made":
        return _once(found)
    twice = _passed_among(session, sorted(unit_keys), year) if found.passed and len(unit_keys) > 1 else 0
    return replace(found, total=found.total - twice, passed=found.passed - twice)


def _passed_among(session: Session, unit_keys: Sequence[int], year: int) -> int:
    """How often some units passed up what another of them has, or passed up in its turn: it is one to their reader.

    Cost: what these units ever passed up.
    """
    passed = proposal_pass.c
    away = sa.case((proposal.c.decider_key.not_in(unit_keys), proposal.c.key))
    times, left = session.execute(
        sa.select(sa.func.count(), sa.func.count(away.distinct()))
        .select_from(proposal_pass.join(proposal, proposal.c.key == passed.proposal_key))
        .where(passed.unit_key.in_(unit_keys), proposal.c.year == year)
    ).one()
    return int(times - left)


def _once(counted: Sums) -> Sums:
    """To the unit that proposed it, one that was passed up is one, where it is now."""
    values = {name: getattr(counted, name) for name in COUNTS}
    return Sums(**values | {"total": counted.total - counted.passed, "passed": 0})


def _in_order(found: Mapping[str, Sums]) -> Sequence[tuple[str, Sums]]:
    return sorted(found.items())


def _grouped(
    session: Session, by: sa.Column[Any], which: sa.ColumnElement[bool], year: int
) -> dict[Any, Sums]:
    rows = session.execute(
        sa.select(by.label("of"), *(sa.func.sum(proposal_count.c[name]).label(name) for name in COUNTS))
        .where(which, proposal_count.c.year == year)
        .group_by(by)
    )
    return {row.of: Sums(**{name: int(getattr(row, name)) for name in COUNTS}) for row in rows}


def _unit(session: Session, viewer: Viewer, unit_key: int, now: datetime) -> Unit:
    keys = [unit_key] if unit_key else sorted(viewer.unit_keys())
    wanted = unit.c.key.in_(keys), sees_unit(viewer, local_day(now))
    query = sa.select(unit).where(*wanted).order_by(unit.c.key).limit(1)
    row = session.execute(query).one_or_none()
    if row is None:
        raise NotYours
    return as_unit(row)
