"""What happens to a report by itself if nobody acts first: the next timer, and whom it will tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import timer
from workflows.escalation import TOLD, recipients
from workflows.offices import offices

# The timers of the diagram that are not named as the rule they tell by.
RULE_OF = {"due_now": "due"}


@dataclass(frozen=True)
class Coming:
    """The next timer of a report. `rule` is None, and nobody told, where the cycle itself goes on."""

    at: datetime
    element: str
    rule: str | None
    offices: tuple[Mapping[str, str], ...]


def coming(session: Session, rows: Iterable[Any]) -> dict[int, Coming]:
    """What comes next, by instance; a row has instance_key, handle and superior_handle."""
    by_instance = {row.instance_key: row for row in rows if row.instance_key is not None}
    timers = session.execute(
        sa.select(timer.c.instance_key, timer.c.due_at, timer.c.element)
        .where(timer.c.instance_key.in_(by_instance), timer.c.state == "armed")
        .order_by(timer.c.due_at.desc())
    )
    earliest = {found.instance_key: found for found in timers}
    told = {key: _groups(found.element, by_instance[key]) for key, found in earliest.items()}
    words = offices(session, {one for groups in told.values() for one in groups})
    return {
        key: Coming(
            at=found.due_at,
            element=found.element,
            rule=_rule(found.element),
            offices=tuple(words[one] for one in told[key]),
        )
        for key, found in earliest.items()
    }


def _rule(element: str) -> str | None:
    rule = RULE_OF.get(element, element)
    return rule if rule in TOLD else None


def _groups(element: str, row: Any) -> list[str]:
    rule = _rule(element)
    return [] if rule is None else recipients(rule, row.handle, row.superior_handle)
