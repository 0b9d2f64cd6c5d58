"""Who is told of a proposal: the unit that proposed it at each step, and whoever has something to do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from database.session import Session
from notifications.outbox import notify
from organisation.roles import HEAD, group
from periods.words import day_text
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.proposal.words import Words, proposal_title


def deciding_group(row: Any) -> str:
    """The group that decides a proposal."""
    return group(row.decider, HEAD)


def tell_proposer(session: Session, row: Any, once: str, text: Words, now: datetime) -> None:
    """What became of it, to the desk and the head of the unit that proposed it."""
    recipients = [desk_of(session, row.handle, now), group(row.handle, HEAD)]
    _notify(session, row, f"{once}:proposer", recipients, "matter_told", {"text": dict(text)}, now)


def tell_decider(session: Session, row: Any, once: str, text: Words, now: datetime) -> None:
    """What has changed of it, to whoever decides it."""
    _notify(session, row, f"{once}:decider", [deciding_group(row)], "matter_told", {"text": dict(text)}, now)


def ask_decider(session: Session, row: Any, once: str, now: datetime) -> None:
    """That it waits for a decision by a date."""
    due = {"due": row.due_at.isoformat()}
    _notify(session, row, f"{once}:decide", [deciding_group(row)], "matter_waiting", due, now)


def ask_desk(session: Session, row: Any, once: str, now: datetime) -> None:
    """That the desk of the unit that accepted it has to carry it out by a date."""
    due = {"due": row.due_at.isoformat()}
    desk = [desk_of(session, row.decider, now)]
    _notify(session, row, f"{once}:carry_out", desk, "matter_assigned", due, now)


def until(row: Any) -> str:
    """The day by which something is due."""
    return day_text(row.due_at.astimezone(ZONE).date())


def _notify(
    session: Session,
    row: Any,
    key: str,
    recipients: Sequence[str],
    words: str,
    facts: Mapping[str, Any],
    now: datetime,
) -> None:
    notify(
        session,
        key=key,
        recipients=list(recipients),
        words=words,
        facts={"title": proposal_title(row), "unit": row.unit_name, **facts},
        about=f"proposal:{row.key}",
        rule=words,
        now=now,
    )
