"""The named choices of selects, of every form a task may show."""

from collections.abc import Mapping, Sequence

from database.session import Session
from forms.form import Option
from workflows.kinds import KINDS
from workflows.open_task import TaskFacts
from workflows.report_choices import REPORT_SOURCES, Sources, options_of

SOURCES = frozenset(REPORT_SOURCES).union(*(kind.sources for kind in KINDS.values()))
"""The lists of choices that a form may name."""


def options_for(session: Session, facts: TaskFacts) -> Mapping[str, Sequence[Option]]:
    """The choices for a task. Ask while the session is open."""
    if facts.of_report:
        return options_of(session, facts.report)
    kind = KINDS.get(facts.subject.kind) if facts.subject else None
    return Sources(session, facts, kind.sources if kind else {})
