"""How issues stand when a list is made: who has each, how often it was put off, in how many reports it was.

Each is one question for all issues of a part.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import OPEN_TASK, task
from workflows.follow_up.tables import follow_up_answer, follow_up_line
from workflows.issues.handling.working import EXTENDED
from workflows.issues.tables import issue_event, issue_source
from workflows.offices import offices


def holders_of(session: Session, issues: Sequence[Any]) -> Mapping[int, Mapping[str, str]]:
    """The office that has the oldest open task of each, by instance."""
    keys = [one.instance_key for one in issues if one.instance_key]
    rows = session.execute(
        sa.select(task.c.instance_key, task.c.candidate_group)
        .where(task.c.instance_key.in_(keys), OPEN_TASK)
        .order_by(task.c.key.desc())
    ).all()
    groups = {row.instance_key: row.candidate_group for row in rows if row.candidate_group}
    words = offices(session, set(groups.values()))
    return {key: words[held] for key, held in groups.items()}


def extensions_of(session: Session, keys: Sequence[int]) -> Mapping[int, int]:
    """How often each was given more time."""
    rows = session.execute(
        sa.select(issue_event.c.issue_key, sa.func.count().label("number"))
        .where(issue_event.c.issue_key.in_(keys), issue_event.c.what == EXTENDED)
        .group_by(issue_event.c.issue_key)
    )
    return {row.issue_key: row.number for row in rows}


def periods_of(session: Session, keys: Sequence[int]) -> Mapping[int, int]:
    """In the reports of how many periods each was told."""
    rows = session.execute(
        sa.select(issue_source.c.issue_key, sa.func.count(issue_source.c.period.distinct()).label("number"))
        .where(issue_source.c.issue_key.in_(keys))
        .group_by(issue_source.c.issue_key)
    )
    return {row.issue_key: row.number for row in rows}


def months_of(session: Session, before_key: int | None, keys: Sequence[int]) -> Mapping[int, int]:
    """In how many months before this one each stood in the unit's list."""
    if before_key is None:
        return {}
    line = follow_up_line.c
    query = sa.select(line.issue_key, line.months).where(
        line.follow_up_key == before_key, line.issue_key.in_(keys)
    )
    return {row.issue_key: row.months + 1 for row in session.execute(query)}


def confirmed_in(session: Session, month: str, keys: Sequence[int]) -> set[int]:
    """Which of them were confirmed in a month already."""
    said = follow_up_answer.c
    return set(
        session.scalars(sa.select(said.issue_key).where(said.month == month, said.issue_key.in_(keys)))
    )
