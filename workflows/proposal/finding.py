"""Proposals as somebody may see them: what his units proposed, what they decide, and how all of these stand."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from database.session import Session
from database.types import key_after
from organisation.days import local_day
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit, units_and_before
from workflows.errors import NotYours
from workflows.leafing import PAGE, Listed, listed
from workflows.proposal.tables import ENDED, OPEN, proposal, proposal_event, proposal_pass

Condition = sa.ColumnElement[bool]
Side = Literal["made", "deciding"]
"""What the viewer's units proposed, or what they decide."""
SIDES: tuple[Side, Side] = ("deciding", "made")
Stage = Literal["waiting", "doing", "ended", "passed"]
STAGES: tuple[Stage, ...] = ("waiting", "doing", "ended", "passed")
MOST_WAITING = 1_000
_STATES: dict[Stage, tuple[str, ...]] = {"waiting": ("waiting",), "doing": ("accepted", "assigned")}


def seen_by(viewer: Viewer, now: datetime) -> Condition:
    """What a viewer may see: what his units or units below proposed, what his units decide or carry out."""
    keys = units_and_before(viewer.unit_keys())
    below = sa.select(unit.c.key).where(sees_unit(viewer, local_day(now)))
    passed = sa.select(proposal_pass.c.proposal_key).where(proposal_pass.c.unit_key.in_(keys))
    return sa.or_(
        proposal.c.unit_key.in_(below),
        proposal.c.decider_key.in_(below),
        proposal.c.assigned_key.in_(keys),
        proposal.c.key.in_(passed),
    )


def units_of(session: Session, viewer: Viewer) -> list[int]:
    """Whose proposals a viewer's lists hold: those of his units, and of the ones that these took over from."""
    return sorted(session.scalars(units_and_before(viewer.unit_keys())))


def find_proposal(session: Session, viewer: Viewer, key: int, now: datetime) -> Any:
    """A proposal's row. NotYours unless the viewer may see it."""
    row = session.execute(
        sa.select(proposal).where(proposal.c.key == key, seen_by(viewer, now))
    ).one_or_none()
    if row is None:
        raise NotYours
    return row


def proposals_of(session: Session, report_key: int) -> Sequence[Any]:
    """What a report has proposed, in its order."""
    return session.execute(
        sa.select(proposal).where(proposal.c.report_key == report_key).order_by(proposal.c.position)
    ).all()


def events_of(session: Session, key: int) -> Sequence[Any]:
    """What happened to a proposal, in order."""
    return session.execute(
        sa.select(proposal_event).where(proposal_event.c.proposal_key == key).order_by(proposal_event.c.key)
    ).all()


def waiting(session: Session, unit_keys: Collection[int], side: Side) -> int:
    """How many are undecided, counted as far as MOST_WAITING."""
    which = (_column(side).in_(sorted(unit_keys)), proposal.c.state == "waiting")
    some = sa.select(proposal.c.key).where(*which).limit(MOST_WAITING).subquery()
    return int(session.execute(sa.select(sa.func.count()).select_from(some)).scalar_one())


def still_open(session: Session, unit_key: int, but: Collection[int], limit: int) -> Sequence[Any]:
    """What a unit, or the one before it, has proposed and has no end yet, due first at the top; `but` left out."""
    mine = proposal.c.unit_key.in_(units_and_before([unit_key]))
    return session.execute(
        sa.select(proposal)
        .where(mine, OPEN, proposal.c.key.not_in(sorted(but)))
        .order_by(proposal.c.due_at, proposal.c.key)
        .limit(limit)
    ).all()


def list_proposals(
    session: Session, unit_keys: Collection[int], side: Side, stage: Stage, cursor: str = ""
) -> Listed:
    """Those of a stage: what is due first at the top; or what has ended or was passed up, newest first.

    Cost: one page of a range of an index for each unit and state.
    """
    after = key_after(cursor)
    if stage == "passed":
        firsts = [_passed(key, after) for key in sorted(unit_keys)]
    elif stage == "ended":
        firsts = [_ended(_column(side) == key, after) for key in sorted(unit_keys)]
    else:
        firsts = [
            _open(sa.and_(_column(side) == key, proposal.c.state == state), after)
            for key in sorted(unit_keys)
            for state in _STATES[stage]
        ]
    if not firsts:
        return Listed([], None)
    keys = sa.union_all(*(sa.select(first.subquery()) for first in firsts))
    query = sa.select(proposal).where(proposal.c.key.in_(keys)).order_by(*_order(stage)).limit(PAGE + 1)
    return listed(session.execute(query).all(), PAGE)


def _column(side: Side) -> sa.Column[int]:
    return proposal.c.unit_key if side == "made" else proposal.c.decider_key


def _order(stage: Stage) -> Sequence[sa.ColumnElement[Any]]:
    return (proposal.c.due_at, proposal.c.key) if stage in _STATES else (proposal.c.key.desc(),)


def _open(which: Condition, after: int | None) -> sa.Select[Any]:
    query = sa.select(proposal.c.key).where(which)
    if after is not None:
        last = proposal.alias("last")
        due = sa.select(last.c.due_at).where(last.c.key == after).scalar_subquery()
        later = sa.and_(proposal.c.due_at == due, proposal.c.key > after)
        query = query.where(sa.or_(proposal.c.due_at > due, later))
    return query.order_by(proposal.c.due_at, proposal.c.key).limit(PAGE + 1)


def _ended(which: Condition, after: int | None) -> sa.Select[Any]:
    query = sa.select(proposal.c.key).where(which, ENDED)
    if after is not None:
        query = query.where(proposal.c.key < after)
    return query.order_by(proposal.c.key.desc()).limit(PAGE + 1)


def _passed(unit_key: int, after: int | None) -> sa.Select[Any]:
    column = proposal_pass.c.proposal_key
    query = sa.select(column).where(proposal_pass.c.unit_key == unit_key)
    if after is not None:
        query = query.where(column < after)
    return query.order_by(column.desc()).limit(PAGE + 1)
