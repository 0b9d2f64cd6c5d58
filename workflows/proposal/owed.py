"""Proposals that are being decided or carried out, as the boards show them."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workflows.boards.owed import Ledger, Owed
from workflows.proposal.record import ASSIGNED
from workflows.proposal.tables import OPEN, TO_DO, proposal
from workflows.proposal.words import proposal_title
from workflows.subject import Subject


def _decided_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    """What was given to another unit is owed as a direction."""
    return sa.select(proposal).where(proposal.c.decider_key == unit_key, TO_DO)


def _made_by(unit_key: int, _now: datetime) -> sa.Select[Any]:
    return sa.select(proposal).where(proposal.c.unit_key == unit_key, OPEN)


def _line(row: Any, now: datetime) -> Owed:
    return Owed(
        subject=str(Subject("proposal", row.key)),
        title=proposal_title(row),
        from_unit=row.assigned_name or row.decider_name,
        to_unit=row.unit_name,
        due_at=row.due_at,
        href=f"/proposals/{row.key}",
        late=row.due_at < now,
        # of one that was given away, its direction knows who holds it
        instance_key=None if row.state == ASSIGNED else row.instance_key,
    )


PROPOSALS = Ledger(
    "proposals",
    "proposal",
    {"vi": "Đề xuất, kiến nghị", "en": "Proposals"},
    owing=_decided_by,
    awaited=_made_by,
    line=_line,
)
