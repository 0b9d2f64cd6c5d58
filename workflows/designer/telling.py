"""Notices about changes: to those who deploy, and back to whoever proposed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.outbox import notify
from organisation.roles import DEPLOYER, group
from organisation.tables import unit
from workflows.subject import CHANGE, Subject

WHOLE_HOUSE: Mapping[str, str] = {"vi": "toàn hệ thống", "en": "the whole house"}


def tell_deployers(session: Session, change: Any, reason: str, now: datetime) -> None:
    """A change waits to be looked at. To the deployers of everything, and to those of its unit."""
    at = session.execute(
        sa.select(unit.c.handle, unit.c.name).where(unit.c.key == change.unit_key)
    ).one_or_none()
    recipients = [group(None, DEPLOYER), *([group(at.handle, DEPLOYER)] if at else [])]
    place = dict.fromkeys(("vi", "en"), at.name) if at else WHOLE_HOUSE
    facts = {"title": change.title, "place": dict(place), "reason": reason}
    _tell(session, change.key, recipients, "change_proposed", facts, now)


def tell_proposer(
    session: Session, change: Any, reason: str, now: datetime, *, deployed: bool = False
) -> None:
    """What became of a proposal. Nobody where it was never proposed."""
    if change.proposed_by is None:
        return
    words = "change_deployed" if deployed else "change_sent_back"
    recipients = [f"staff:{change.proposed_by}"]
    _tell(session, change.key, recipients, words, {"title": change.title, "reason": reason}, now)


def _tell(
    session: Session, key: int, recipients: list[str], words: str, facts: Mapping[str, Any], now: datetime
) -> None:
    notify(
        session,
        key=f"design:{key}/{words}/{now.isoformat()}",
        recipients=recipients,
        words=words,
        facts=facts,
        about=str(Subject(CHANGE, key)),
        rule=words,
        now=now,
    )
