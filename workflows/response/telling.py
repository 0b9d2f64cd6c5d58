"""What is told of a response while it runs: to whoever is in charge, and at its end to all who had a step in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from database.session import Session
from notifications.outbox import notify
from workflows.response.rows import KIND
from workflows.response.words import incident_name
from workflows.subject import Subject


def tell(
    session: Session,
    row: Any,
    recipients: Sequence[str],
    text: Mapping[str, str],
    *,
    once: str,
    unit_name: str,
    now: datetime,
) -> None:
    """Leave a notice about a response. `unit_name` is who has done something, `text` what, in a sentence."""
    notify(
        session,
        key=once,
        recipients=list(dict.fromkeys(recipients)),
        words="response_told",
        facts={"incident": incident_name(row), "unit": unit_name, "text": dict(text)},
        about=str(Subject(KIND, row.key)),
        rule="response_told",
        now=now,
    )
