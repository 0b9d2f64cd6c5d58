"""The handling of an issue starts: by whoever takes it down, or by itself after a report has told of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.cancel import cancel_instance
from engine.definitions import latest
from engine.errors import InstanceGone, NotDeployed
from engine.failures import error_words, retry_at
from engine.host import Host
from engine.tables import instance
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import OPERATOR, group
from organisation.units import unit_by_key
from periods.dated import Dated
from workflows.issues.clocks import clock_for
from workflows.issues.record import Change, Why, change_issue, issue_row
from workflows.issues.states import ENDED
from workflows.issues.tables import issue_to_begin
from workflows.issues.words import issue_title
from workflows.starting import start_matter
from workflows.subject import Subject

PROCESS = "issue_handling"
KIND = "issue"
AT_ONCE = 25
TRIES_UNTOLD = 3
"""What passes by itself is tried as often as a job before anybody is troubled with it."""


def begin_waiting(database: Database, host: Host, now: datetime) -> None:
    """Start the handling of issues that entered by themselves, a bounded part of them; the next call goes on.

    Safe on any number of processes. One that cannot be started holds up no other: it is tried again as jobs are,
    until it starts; from the third time on the operators are told why, once a day.
    """
    with database.read() as session:
        waiting = session.scalars(_waiting(now)).all()
        if not waiting or not _is_deployed(session):
            return
    for key in waiting:
        try:
            database.transact(lambda session, key=key: _begin_one(session, host, key, now))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  # whatever one of them raises, the others begin
            with database.write() as session:
                _put_aside(session, key, error, now)


def begin_handling(
    session: Session, host: Host, row: Any, dates: Mapping[str, Dated], *, actor: str, now: datetime
) -> int:
    """Start the handling of an issue as it stands now (`issue_row`), whose record has these dates already.

    Returns the instance's key.
    """
    given = {
        "charge": unit_by_key(session, row.charge_unit_key).handle,
        "raised": unit_by_key(session, row.raised_unit_key).handle,
        "due": row.due_at.isoformat() if row.due_at else None,
        "triage_by": triage_by(dates),
    }
    return start_matter(
        session,
        host,
        PROCESS,
        Subject(KIND, row.key),
        given,
        unit=unit_by_key(session, row.unit_key).handle,
        actor=actor,
        now=now,
    )


def begin_dated(session: Session, host: Host, row: Any, why: Why, *, actor: str) -> int:
    """The same some time after it was entered: until when it is sorted out is counted from then, and noted."""
    dates = triage_dates(session, row, unit_by_key(session, row.charge_unit_key).level, why.at)
    row = change_issue(session, row, Change("begun", dates=dates), why)
    return begin_handling(session, host, row, dates, actor=actor, now=why.at)


def triage_by(dates: Mapping[str, Dated]) -> str | None:
    """Until when an issue with these dates is sorted out, as its process has it; None where nothing is dated."""
    return dates["triage"].at.isoformat() if "triage" in dates else None


def triage_dates(session: Session, row: Any, level: str | None, now: datetime) -> Mapping[str, Dated]:
    """Until when an issue is sorted out by a unit of this level that has it from now on; by step.

    Nothing in a store that has no table of clocks yet.
    """
    clock = clock_for(session, field=row.field, urgency=row.urgency, level=level, now=now)
    return {"triage": clock.until("triage", now)} if clock else {}


def stop_handling(session: Session, host: Host, row: Any, *, actor: str, now: datetime, reason: str) -> None:
    """End what is under way for an issue, where anything is: its tasks go."""
    session.execute(sa.delete(issue_to_begin).where(issue_to_begin.c.issue_key == row.key))
    if row.instance_key is None or not is_under_way(session, row):
        return
    try:
        cancel_instance(session, host, row.instance_key, actor=actor, now=now, reason=reason)
    except InstanceGone:  # it has ended by itself meanwhile
        return


def is_under_way(session: Session, row: Any) -> bool:
    """Whether somebody handles it now."""
    status = session.execute(
        sa.select(instance.c.status).where(instance.c.key == row.instance_key)
    ).scalar_one_or_none()
    return bool(status == "active")


def _waiting(now: datetime) -> sa.Select[Any]:
    begin = issue_to_begin.c
    due = sa.or_(begin.again_at.is_(None), begin.again_at <= sa.literal(now, begin.again_at.type))
    return sa.select(begin.issue_key).where(due).order_by(begin.issue_key).limit(AT_ONCE)


def _is_deployed(session: Session) -> bool:
    """A store from before the diagram came has none until it is deployed; its issues wait."""
    try:
        latest(session, "bpmn", PROCESS)
    except NotDeployed:
        return False
    return True


def _begin_one(session: Session, host: Host, key: int, now: datetime) -> None:
    claimed = session.execute(
        sa.delete(issue_to_begin)
        .where(issue_to_begin.c.issue_key == key)
        .returning(issue_to_begin.c.issue_key)
    ).one_or_none()
    if claimed is None:  # somebody else got there first
        return
    row = issue_row(session, key)
    if row.merged_into is None and row.state not in ENDED:
        begin_dated(session, host, row, Why(now), actor="system")


def _put_aside(session: Session, key: int, error: Exception, now: datetime) -> None:
    begin = issue_to_begin.c
    tried = session.execute(
        sa.update(issue_to_begin)
        .where(begin.issue_key == key)
        .values(tries=begin.tries + 1)
        .returning(begin.tries)
    ).scalar_one_or_none()
    if tried is None:  # a rival has started it, or it was ended meanwhile
        return
    later = sa.update(issue_to_begin).where(begin.issue_key == key)
    session.execute(later.values(again_at=retry_at(now, tried)))
    if tried >= TRIES_UNTOLD:
        _tell(session, key, error, now)


def _tell(session: Session, key: int, error: Exception, now: datetime) -> None:
    about = str(Subject(KIND, key))
    notify(
        session,
        key=f"{about}:{local_day(now)}:begin",
        recipients=[group(None, OPERATOR)],
        words="issue_not_begun",
        facts={"title": issue_title(issue_row(session, key)), "error": error_words(error)},
        about=about,
        rule="issue_not_begun",
        now=now,
    )
