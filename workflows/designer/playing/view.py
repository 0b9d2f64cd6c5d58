"""A play as its page shows it, read at once, so that its store may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from workflows.designer.playing.hands import Hand
from workflows.designer.playing.history import Happened, story
from workflows.designer.playing.seen import Coming, Made, Running, Seen, Told, Trouble, Turn

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
class Known:
    """What there was before the last step, by names that stay."""

    happened: frozenset[tuple[int, int]] = frozenset()
    told: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Fresh:
    """What the last step has brought about."""

    happened: Sequence[Happened]
    told: Sequence[Told]
    made: Sequence[Made]


@dataclass(frozen=True)
class View:
    """Everything but the form in hand."""

    now: datetime
    turns: Sequence[Turn]
    coming: Sequence[Coming]
    running: Sequence[Running]
    told: Sequence[Told]
    made: Sequence[Made]
    troubles: Sequence[Trouble]
    happened: Sequence[Happened]
    fresh: Fresh
    drawn: Drawn | None

    @property
    def is_over(self) -> bool:
        """Whether nothing runs any more."""
        return all(one.status != "active" for one in self.running)


def view_of(
    session: Session, now: datetime, *, instance: int, hand: Hand | None, process: str, known: Known
) -> View:
    """The play of a process in a store; its own tasks come before those of others.

    The diagram is that of an instance, of what is in hand, or of the first that waits.
    """
    seen, happened = Seen(session), story(session)
    told, made = seen.told(), seen.made()
    turns = sorted(seen.turns(), key=lambda one: one.place.process != process)
    coming, running = seen.coming(), seen.running()
    looked_at = _looked_at(instance, hand, turns, running)
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
        turns=turns,
        coming=coming,
        running=running,
        told=told[-MOST_TOLD:],
        made=made,
        troubles=seen.troubles(),
        happened=happened,
        fresh=Fresh(
            [one for one in happened if (one.instance, one.seq) not in known.happened],
            [one for one in told if one.key not in known.told],
            [one for one in made if one.name not in known.made],
        ),
        drawn=drawn,
    )


def known_of(session: Session) -> Known:
    """What a play has brought about so far."""
    seen = Seen(session)
    return Known(
        frozenset((one.instance, one.seq) for one in story(session)),
        frozenset(one.key for one in seen.told()),
        frozenset(one.name for one in seen.made()),
    )


def _looked_at(instance: int, hand: Hand | None, turns: Sequence[Turn], running: Sequence[Running]) -> int:
    if any(one.key == instance for one in running):
        return instance
    wanted = [one for one in turns if one.hand == hand] or list(turns)
    if wanted:
        return wanted[0].place.instance
    active = [one for one in running if one.status == "active"] or list(running)
    return active[0].key if active else 0
