"""A play as its page shows it, read at once, so that its store may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from workflows.designer.playing.history import Happened, story
from workflows.designer.playing.seen import Awaited, Coming, Held, Made, Place, Running, Seen, Told, Trouble

MOST_TOLD = 200


@dataclass(frozen=True)
class Drawn:
    """The diagram of what is looked at, and the elements to be marked."""

    instance: int
    content: bytes
    here: frozenset[str]
    ahead: frozenset[str]
    passed: frozenset[str]


@dataclass(frozen=True)
class View:
    """Everything but the form in hand."""

    now: datetime
    held: Sequence[Held]
    coming: Sequence[Coming]
    awaited: Sequence[Awaited]
    outside: Sequence[Place]
    running: Sequence[Running]
    told: Sequence[Told]
    made: Sequence[Made]
    troubles: Sequence[Trouble]
    happened: Sequence[Happened]
    drawn: Drawn | None

    @property
    def is_over(self) -> bool:
        """Whether nothing runs any more."""
        return all(one.status != "active" for one in self.running)


def view_of(session: Session, now: datetime, *, instance: int, task: int) -> View:
    """The play in a store. The diagram is that of an instance, of a task, or of the first thing that waits."""
    seen, happened = Seen(session), story(session)
    held, coming, running = seen.held(), seen.coming(), seen.running()
    looked_at = _looked_at(instance, task, held, running)
    drawn = None
    if looked_at:
        here = seen.standing(looked_at)
        drawn = Drawn(
            looked_at,
            seen.content_of(looked_at),
            here=here,
            ahead=frozenset(one.place.element for one in coming if one.place.instance == looked_at) - here,
            passed=frozenset(one.element for one in happened if one.instance == looked_at) - here - {"-"},
        )
    return View(
        now=now,
        held=held,
        coming=coming,
        awaited=seen.awaited(),
        outside=seen.outside(),
        running=running,
        told=seen.told()[-MOST_TOLD:],
        made=seen.made(),
        troubles=seen.troubles(),
        happened=happened,
        drawn=drawn,
    )


def _looked_at(instance: int, task: int, held: Sequence[Held], running: Sequence[Running]) -> int:
    if any(one.key == instance for one in running):
        return instance
    wanted = [one for one in held if one.key == task] or list(held)
    if wanted:
        return wanted[0].place.instance
    active = [one for one in running if one.status == "active"] or list(running)
    return active[0].key if active else 0
