"""What a task may be about beside a report: the parts every kind of matter has, for lists, pages, notices, steps.

A kind keeps its rows in a package of its own (`workflows/verification/`, `workflows/issues/` ...) and is entered in
workflows/kinds.py. Its instances carry one variable, named like the kind, that holds the key of the row.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Form, Option
from organisation.viewer import Viewer
from periods.dated import Dated
from workflows.errors import Refused
from workflows.open_task import TaskFacts

Words = Mapping[str, str]
"""A text in both languages."""


@dataclass(frozen=True)
class Line:
    """How lists and notices name a matter. `href` is its page, or that of what it is a part of."""

    title: Words
    unit_name: str
    href: str


@dataclass(frozen=True)
class Shown:
    """Something to read before the form of a task: a text, or answers to a form. `note` says whose and of when.

    `href` is where something can be done about it, `link` says what.
    """

    heading: Words
    text: str = ""
    form: Form | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    note: Words | None = None
    href: str = ""
    link: Words | None = None


@dataclass(frozen=True)
class Back:
    """Why something came back to be mended. `kind` is the reason's code in words, where it has one."""

    office: Words
    at: datetime
    reason: str
    kind: Words | None = None


@dataclass(frozen=True)
class Matter:
    """A matter as the page of one of its tasks shows it; `starting` are the answers that the form begins with."""

    line: Line
    shown: Sequence[Shown] = ()
    starting: Mapping[str, Any] = field(default_factory=dict)
    returned: Back | None = None


@dataclass(frozen=True)
class Nature:
    """By what tables tell matters of one kind apart: the first level of the category, the urgency, whose level.

    None where the matter has no such thing.
    """

    category: str | None = None
    urgency: str | None = None
    level: str | None = None


NO_NATURE = Nature()


@dataclass(frozen=True)
class Cut:
    """Whoever runs the installation has ended the instance of a matter: in which office, why, and when."""

    office: Words
    reason: str
    now: datetime


Source = Callable[[Session, TaskFacts], Sequence[Option]]
"""Makes the choices of a form's select for one task."""


def key_of(facts: TaskFacts) -> int:
    """The key of the row that a task of a matter is about."""
    if facts.subject is None:
        raise LookupError(facts.row.key)
    return facts.subject.key


def name_instance(session: Session, table: sa.Table, key: int, instance_key: int) -> Any:
    """Note on its row which instance a matter has: one for each row, for good. The row as it is now."""
    row = session.execute(
        sa.update(table)
        .where(table.c.key == key, table.c.instance_key.is_(None))
        .values(instance_key=instance_key)
        .returning(*table.c)
    ).one_or_none()
    if row is None:
        raise Refused(
            "Việc này đã có hồ sơ rồi: không mở lần thứ hai.",
            "This has a case already: it is not opened twice.",
        )
    return row


class MatterKind(ABC):
    """One kind of matter, as everything that serves all kinds asks for it."""

    name: str
    """As in "verification:12"; the name of its variable."""
    kept: frozenset[str] = frozenset()
    """The forms whose draft stays after it was sent, to be mended when it comes back."""
    sources: Mapping[str, Source] = MappingProxyType({})
    """The named choices of its forms' selects."""

    @abstractmethod
    def began(self, session: Session, key: int, instance_key: int) -> str:
        """Its instance has started: note it on the row. Returns the words by which lists find its tasks."""

    @abstractmethod
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        """Many at once, by one query; a key that is not there is left out."""

    @abstractmethod
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        """All that the page of a task shows of it."""

    @abstractmethod
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """The groups behind the words of the escalation table: {"own": ["A.officer"], "own_head": ["A.head"] ...}."""

    @abstractmethod
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        """Whether somebody may see it."""

    def nature(self, _session: Session, _key: int) -> Nature:
        """By what the ladder of escalation tells it from others of its kind."""
        return NO_NATURE

    def cut_short(self, _session: Session, _key: int, _cut: Cut) -> None:
        """Its instance was ended from outside: note it where the row would wait for it for good, and tell who waits.

        A matter that waits for nobody has nothing to note.
        """
        return

    def due(self, _session: Session, _facts: TaskFacts) -> Dated | None:
        """How the due date of a task came about; None where that is not told."""
        return None
