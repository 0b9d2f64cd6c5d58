"""A task that is being completed: what whoever stands behind its form needs to know, and how he is answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from database.session import Session
from engine.host import Host
from forms.check import Problem
from forms.form import Form
from notifications.outbox import notify
from organisation.viewer import Viewer
from workflows.draft import Origin
from workflows.errors import WorkError
from workflows.open_task import TaskFacts, actor_for
from workflows.submission import Actor


class ProblemsFound(WorkError):
    """The answers cannot be sent as they are. `problems` says what to mend, field by field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        places = "1 place needs" if len(problems) == 1 else f"{len(problems)} places need"
        super().__init__(
            f"Chưa gửi được: còn {len(problems)} chỗ cần sửa. Mọi nội dung đã nhập vẫn còn nguyên.",
            f"Not sent yet: {places} mending. Everything you typed is still there.",
        )
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Completion:
    """A task with checked and clean `answers` to its form."""

    session: Session
    host: Host
    facts: TaskFacts
    form: Form
    viewer: Viewer
    answers: Mapping[str, Any]
    origin: Origin | None
    """The page it was sent from; None for programs."""
    now: datetime

    @property
    def key(self) -> int:
        """The key of the row that the task is about."""
        if self.facts.subject is None:
            raise LookupError(self.facts.row.key)
        return self.facts.subject.key

    @cached_property
    def actor(self) -> Actor:
        """Who acts, in the office the task lies with."""
        return actor_for(self.facts, self.viewer)

    def tell(
        self, words: str, recipients: Sequence[str], facts: Mapping[str, Any], *, rule: str | None = None
    ) -> None:
        """Leave a notice about the matter. Once for each task and `words`."""
        row = self.facts.row
        notify(
            self.session,
            key=f"{row.token}:{words}",
            recipients=recipients,
            words=words,
            facts=facts,
            about=row.subject,
            rule=rule or words,
            now=self.now,
        )


Check = Callable[[Session, TaskFacts, Mapping[str, Any], datetime], Sequence[Problem]]
"""Told a task, answers to its form and the time; what the form by itself cannot know of."""

Handler = Callable[[Completion], dict[str, Any]]
"""What completing a task with a form means. Returns the variables to set: codes, keys and dates only."""
