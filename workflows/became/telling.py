"""The word itself: how many of a unit's issues moved in a month, how they stood at its end, and their list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.outbox import notify
from organisation.roles import HEAD, group
from organisation.tables import unit
from organisation.viewer import Viewer
from workflows.became.months import in_words
from workflows.became.tables import raised_line, raised_unit
from workflows.desk import desk_of
from workflows.issues.states import ANSWERED, RESOLVED, TO_ANSWER, UNRESOLVED
from workflows.issues.tables import issue
from workflows.subject import MONTH, Subject

AT_ONCE = 50
PAGE = 50
WORDS = "issues_became"


@dataclass(frozen=True)
class Became:
    """One page of a month's list, by the number of the issue; `next_after` leads on."""

    rows: Sequence[Any]
    next_after: int | None


def tell_some(session: Session, month: str, now: datetime) -> int:
    """Tell the next units, each once a month. Returns how many there were."""
    rows = session.execute(
        sa.select(raised_unit.c.unit_key, unit.c.handle, unit.c.name)
        .join(unit, unit.c.key == raised_unit.c.unit_key)
        .where(raised_unit.c.month == month, raised_unit.c.told_at.is_(None))
        .order_by(raised_unit.c.unit_key)
        .limit(AT_ONCE)
    ).all()
    for row in rows:
        _tell(session, month, row, now)
    return len(rows)


def became_list(session: Session, viewer: Viewer, month: str, after: int = 0) -> Became:
    """What became in a month of what the viewer's units told of: one range of the table's key."""
    rows = session.execute(
        sa.select(
            raised_line, issue.c.number, issue.c.year, issue.c.summary, unit.c.name.label("charge_name")
        )
        .join(issue, issue.c.key == raised_line.c.issue_key)
        .join(unit, unit.c.key == issue.c.charge_unit_key)
        .where(
            raised_line.c.unit_key.in_(sorted(viewer.unit_keys())),
            raised_line.c.month == month,
            raised_line.c.issue_key > after,
        )
        .order_by(raised_line.c.issue_key)
        .limit(PAGE + 1)
    ).all()
    shown = list({row.issue_key: row for row in rows[:PAGE]}.values())
    return Became(shown, rows[PAGE - 1].issue_key if len(rows) > PAGE else None)


def _tell(session: Session, month: str, row: Any, now: datetime) -> None:
    counts = _counts(session, month, row.unit_key)
    notify(
        session,
        key=f"became:{month}:{row.unit_key}",
        recipients=[desk_of(session, row.handle, now), group(row.handle, HEAD)],
        words=WORDS,
        facts={
            "month": in_words(month),
            "unit": row.name,
            "moved": sum(counts.values()),
            "answered": counts.get(ANSWERED, 0),
            "resolved": counts.get(RESOLVED, 0),
            "unresolved": counts.get(UNRESOLVED, 0),
            "open": sum(counts.get(state, 0) for state in TO_ANSWER),
        },
        about=str(Subject(MONTH, int(month.replace("-", "")))),
        rule=WORDS,
        now=now,
    )
    this = (raised_unit.c.month == month, raised_unit.c.unit_key == row.unit_key)
    session.execute(sa.update(raised_unit).where(*this).values(told_at=now))


def _counts(session: Session, month: str, unit_key: int) -> Mapping[str, int]:
    rows = session.execute(
        sa.select(raised_line.c.state, sa.func.count())
        .where(raised_line.c.unit_key == unit_key, raised_line.c.month == month)
        .group_by(raised_line.c.state)
    )
    return {state: int(count) for state, count in rows}
