"""What every proof holds a store to once the disturbance is over."""

from collections import Counter, defaultdict
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.history import verify_history
from engine.history_tables import history
from engine.tables import incident, instance

Figures = dict[str, Any]


class ProofFailed(Exception):
    """Something was lost, doubled, out of order or not told."""


def require(holds: bool, sentence: str, *facts: object) -> None:  # noqa: FBT001  # what is required comes first
    """Raise ProofFailed unless it holds."""
    if not holds:
        raise ProofFailed(" ".join([sentence, *map(repr, facts)]))


def require_whole_history(session: Session) -> int:
    """Every chain and every seal is what was written. Returns how many instances have one."""
    broken = verify_history(session)
    require(not broken, "The history is broken:", broken[:3])
    return int(session.execute(sa.select(sa.func.count()).select_from(instance)).scalar_one())


def require_no_incidents(session: Session) -> None:
    """Nothing waits for an operator."""
    found = session.execute(
        sa.select(incident.c.error).where(incident.c.resolved_at.is_(None)).limit(3)
    ).all()
    require(not found, "There are incidents:", found)


def require_timers_once_in_order(session: Session) -> int:
    """Every timer fired once, and those of one instance in the order of their due times. Returns their number."""
    dues: dict[int, list[str]] = defaultdict(list)
    times: Counter[tuple[int, str, str]] = Counter()
    for row in rows_of(session, "timer fired"):
        dues[row.instance_key].append(row.data["due"])
        times[row.instance_key, row.element, row.data["due"]] += 1
        require(row.data["late_seconds"] >= 0, "A timer has no lateness:", row.data)
    twice = [fired for fired, count in times.items() if count > 1]
    require(not twice, "These timers fired twice:", twice[:3])
    wild = [key for key, found in dues.items() if found != sorted(found)]
    require(not wild, "The timers of these instances are out of order:", wild[:3])
    return len(times)


def rows_of(session: Session, what: str) -> list[Any]:
    """The rows of the history that say this, in the order of their instances."""
    return list(
        session.execute(
            sa.select(history).where(history.c.what == what).order_by(history.c.instance_key, history.c.seq)
        )
    )
