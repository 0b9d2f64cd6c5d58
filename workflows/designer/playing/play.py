"""A play: its steps done anew in a throw-away store, or gone on with from where this process remembers them.

The same steps in the same setting come to the same. So a play is kept as its steps alone: any process can show it,
and taking the last step back is leaving it out.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from bpmn.errors import Words
from database.session import Database
from engine.host import Host
from workflows.completion import ProblemsFound
from workflows.designer.playing.acting import do_step
from workflows.designer.playing.named import named
from workflows.designer.playing.setting import Setting
from workflows.designer.playing.stage import furnished, held_by, stage
from workflows.designer.playing.steps import Begin, Step, as_json, moment_of
from workflows.errors import Refused
from workflows.refusals import ROOM_ERRORS, sentence

FURNISHED_AT = datetime(2020, 1, 1, tzinfo=UTC)
"""When everything in the store was entered: before every play."""
MOST_REMEMBERED = 16
"""Stores that a process keeps, of some 3 MB each."""


class StepFailed(Refused):
    """A step of a play cannot be done. `place` counts from 0, `cause` is what the act raised."""

    def __init__(self, place: int, what: Words, cause: Exception) -> None:
        super().__init__(
            f"Bước {place + 1}{what['vi']} không làm được: {_why(cause, 'vi')}",
            f"Step {place + 1}{what['en']} cannot be done: {_why(cause, 'en')}",
        )
        self.place, self.cause = place, cause


def _why(cause: Exception, language: str) -> str:
    if isinstance(cause, ProblemsFound):
        return "; ".join(problem.summary[language] for problem in cause.problems)
    return sentence(cause, language) if isinstance(cause, ROOM_ERRORS) else type(cause).__name__


@dataclass(frozen=True)
class Played:
    """A store after the steps of a play, and what its clock shows."""

    database: Database
    now: datetime


class Memory:
    """The stores that were come to last, by what led to them."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._turn = threading.Lock()

    def find(self, name: str) -> bytes | None:
        """A store; None where it is not remembered any more."""
        with self._turn:
            if name in self._held:
                self._held.move_to_end(name)
            return self._held.get(name)

    def keep(self, name: str, held: bytes) -> None:
        """Remember a store, and forget the one that was not asked for longest."""
        with self._turn:
            self._held[name] = held
            self._held.move_to_end(name)
            while len(self._held) > MOST_REMEMBERED:
                self._held.popitem(last=False)


MEMORY = Memory()


@contextmanager
def played(
    setting: Setting, host: Host, steps: Sequence[Step], now: datetime, *, remember: bool = True
) -> Iterator[Played]:
    """The store after these steps, to be read until the block ends; without a step the clock shows `now`.

    What is played once and not gone on with need not be remembered.

    Raises StepFailed for the first step that cannot be done, the engine's Refused where the files cannot be deployed.
    """
    held = _come_to(setting, host, tuple(steps), remember=remember)
    with stage(held) as (database, _connection):
        yield Played(database, moment_of(steps) if steps else now)


def _come_to(setting: Setting, host: Host, steps: tuple[Step, ...], *, remember: bool) -> bytes:
    names = [_name(setting, steps[:count]) for count in range(len(steps) + 1)]
    begin = next((count for count in range(len(steps), -1, -1) if MEMORY.find(names[count])), None)
    held = MEMORY.find(names[begin]) if begin is not None else None
    if begin is None or held is None:
        begin, held = 0, furnished(setting, host, FURNISHED_AT)
        MEMORY.keep(names[0], held)
    for place in range(begin, len(steps)):
        held = _one_more(setting, host, held, steps, place)
        if remember:
            MEMORY.keep(names[place + 1], held)
    return held


def _one_more(setting: Setting, host: Host, held: bytes, steps: Sequence[Step], place: int) -> bytes:
    step = steps[place]
    now = step.at if isinstance(step, Begin) else moment_of(steps[:place])
    with stage(held) as (database, connection):
        try:
            do_step(database, host, setting, step, now)
        except Exception as error:
            with database.read() as session:
                raise StepFailed(place, named(session, step), error) from error
        return held_by(connection)


def _name(setting: Setting, steps: Sequence[Step]) -> str:
    told = orjson.dumps(as_json(steps), option=orjson.OPT_SORT_KEYS)
    return f"{setting.digest}:{hashlib.sha256(told).hexdigest()}"
