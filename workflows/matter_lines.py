"""What matters are called and where their pages are, for lists and notices: as many at once as are asked for."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definitions import Steps
from organisation.tables import unit
from workflows.deadlines import ZONE
from workflows.kinds import KINDS
from workflows.matter import Line
from workflows.subject import CHANGE, MONTH, REPORT, Subject


def lines_of(session: Session, subjects: Iterable[Subject]) -> dict[str, Line]:
    """How matters are called, by the text of their subject; one query for each kind. Reports are not among them."""
    keys: dict[str, set[int]] = {}
    for subject in subjects:
        keys.setdefault(subject.kind, set()).add(subject.key)
    return {
        str(Subject(kind, key)): line
        for kind, wanted in keys.items()
        if kind in KINDS
        for key, line in KINDS[kind].lines(session, sorted(wanted)).items()
    }


def line_of_task(session: Session, row: Any) -> Line:
    """What the task of a row is about. One of a process that is about nothing of ours has the process's name.

    `row` has the task's owner, definition_key and subject.
    """
    subject = Subject.of(row.subject)
    found = lines_of(session, [subject]) if subject else {}
    return found.get(row.subject) or plain_lines(session, [row])[row.definition_key, row.owner]


def plain_lines(session: Session, rows: Iterable[Any]) -> dict[tuple[int, str], Line]:
    """The lines of tasks that are about nothing of ours, by definition_key and owner."""
    places = {(row.definition_key, row.owner) for row in rows}
    handles = sorted({owner for _, owner in places})
    named = session.execute(sa.select(unit.c.handle, unit.c.name).where(unit.c.handle.in_(handles)))
    names = {found.handle: found.name for found in named}
    steps = Steps(session)
    return {
        (definition, owner): Line(steps.process_words(definition), names.get(owner, ""), "")
        for definition, owner in places
    }


_PAGES: Mapping[str, Callable[[int], str]] = {
    REPORT: "/reports/{}".format,
    CHANGE: "/designer/changes/{}".format,
    MONTH: lambda key: f"/issues/raised/{key // 100:04}-{key % 100:02}",
}
"""The pages of what is no matter."""


def page_of(session: Session, about: str) -> str | None:
    """The page of what a notice is about; None where it is about nothing that has one."""
    subject = Subject.of(about)
    if subject is None:
        return None
    if subject.kind in _PAGES:
        return _PAGES[subject.kind](subject.key)
    line = lines_of(session, [subject]).get(about)
    return line.href if line else None


def pages_of(session: Session, abouts: Iterable[str]) -> Mapping[str, str]:
    """The same for many."""
    subjects = {about: subject for about in abouts if (subject := Subject.of(about))}
    lines = lines_of(session, subjects.values())
    plain = {about: _PAGES[one.kind](one.key) for about, one in subjects.items() if one.kind in _PAGES}
    return plain | {about: line.href for about, line in lines.items()}


def due_text(due: datetime | None) -> str:
    """A due date as facts of notices hold it; empty where there is none."""
    return due.astimezone(ZONE).isoformat() if due else ""
