"""What a play-book comes to at a unit now: who gets what by when. It is shown first; nothing begins by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.units import unit_by_key
from periods.dated import Dated
from workflows.offices import offices
from workflows.response.books import Book, steps_of
from workflows.response.clock import close_by, until
from workflows.response.doing import Doer, around, doers


@dataclass(frozen=True)
class Planned:
    """One step of one unit. `due` is when it would be done if all goes to plan, where it comes `after` others."""

    stage: int
    after: bool
    doer: Doer
    office: Mapping[str, str]
    words: Mapping[str, str]
    source: str
    within: float
    counted_in: str
    due: Dated


@dataclass(frozen=True)
class Plan:
    """All steps in their order, and by when whoever is in charge closes the incident."""

    book: Book
    steps: Sequence[Planned]
    close: Dated

    @property
    def warnings(self) -> int:
        """How many steps lie with somebody else than the play-book names."""
        return sum(one.doer.instead is not None for one in self.steps)


def plan_for(session: Session, book: Book, unit_key: int, in_charge: str, now: datetime) -> Plan:
    """The plan of a play-book at a unit whose office `in_charge` would begin it. Refused for a table gone wrong."""
    here = around(session, unit_key, in_charge, now)
    steps: list[Planned] = []
    begins = now
    for stage, step in enumerate(steps_of(session, book, unit_by_key(session, unit_key).level), 1):
        begins = (
            max((one.due.at for one in steps if one.stage == stage - 1), default=now) if step.after else now
        )
        due = until(session, step.within, step.counted_in, begins, now)
        found = doers(session, here, step, now)
        words = offices(session, {one.group for one in found})
        steps += [
            Planned(
                stage=stage,
                after=step.after,
                doer=one,
                office=words[one.group],
                words=step.words,
                source=step.source,
                within=step.within,
                counted_in=step.counted_in,
                due=due,
            )
            for one in found
        ]
    last = max(one.due.at for one in steps)
    return Plan(book, steps, close_by(session, book.close_days, last, now))
