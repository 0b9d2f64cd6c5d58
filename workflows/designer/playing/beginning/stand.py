"""Where something is begun in a play, and what an act that begins something is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bpmn.errors import Words, words
from database.session import Database, Session
from engine.host import Host
from forms.check import check_answers
from forms.form import Form, Option
from forms.shape import starting_answers
from organisation.viewer import Viewer
from workflows.completion import ProblemsFound
from workflows.designer.playing.cast import Cast
from workflows.designer.playing.given import own_form
from workflows.designer.playing.players import player
from workflows.printing import unprintable_letters
from workflows.task_forms import latest_form

Options = Mapping[str, Sequence[Option]]
Answers = Mapping[str, Any]
AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Stand:
    """Where something is begun: the store of the play, who is in it, at which moment."""

    database: Database
    host: Host
    cast: Cast
    process: str
    now: datetime


@dataclass(frozen=True)
class Beginning:
    """The act that begins a process.

    `office` is whose act it is, by the play's handles; None for nobody's. `moment` is what the clock of the play
    shows first; the act itself is done `earlier` where something has to be there by then. `note` says what else is
    done with it.
    """

    form: Callable[[Session], Form]
    begin: Callable[[Stand, Answers], object]
    options: Callable[[Stand, Session], Options] = field(default=lambda _stand, _session: {})
    office: Callable[[Cast], str | None] = field(default=lambda _cast: None)
    moment: Callable[[Stand, Answers], datetime] = field(default=lambda stand, _answers: stand.now)
    earlier: Callable[[Answers], timedelta] = field(default=lambda _answers: AT_ONCE)
    starting: Callable[[Form], Answers] = starting_answers
    note: Words = field(default_factory=lambda: words("", ""))


Act = Callable[[Stand, Session, Form, Answers], object]


def begun_by(act: Act, form: Callable[[Session], Form], **more: Any) -> Beginning:
    """A beginning that is one act of somebody, in one transaction."""

    def begin(stand: Stand, answers: Answers) -> None:
        with stand.database.write() as session:
            act(stand, session, form(session), answers)

    return Beginning(form=form, begin=begin, **more)


def deployed(name: str) -> Callable[[Session], Form]:
    """A form as the files of the play have it."""
    return lambda session: latest_form(session, name)


def small(name: str) -> Callable[[Session], Form]:
    """A form that only plays have."""
    return lambda _session: own_form(name)


def checked(form: Form, answers: Answers, options: Options) -> Answers:
    """The answers as they count. Raises ProblemsFound."""
    found = check_answers(form, answers, options=options, draft=False, unprintable=unprintable_letters)
    if found.problems:
        raise ProblemsFound(found.problems)
    return found.answers


def somebody(stand: Stand, session: Session, office: str) -> Viewer:
    """Whoever sits in an office."""
    return player(session, office, stand.now)


def in_both(text: str) -> Mapping[str, str]:
    """A name that is the same in both languages."""
    return dict.fromkeys(("vi", "en"), text)
