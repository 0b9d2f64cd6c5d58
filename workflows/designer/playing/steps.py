"""What somebody does in a play, in words that hold in any house and for later versions of the process.

A step names an office by the play's own handles ("commune_1.reporter") and a task by process, element and office. Of
several alike `number` says which, counted from 0 in the order they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from workflows.errors import Refused

MOST_STEPS = 200
MOST_ALIKE = 10_000
LONGEST_NAME = 200


@dataclass(frozen=True)
class Begin:
    """The process begins: `answers` are those to the form of its beginning (beginnings.py)."""

    process: str
    at: datetime
    answers: Mapping[str, Any]
    do: str = field(default="begin")


@dataclass(frozen=True)
class Send:
    """Somebody of an office sends a task."""

    process: str
    element: str
    office: str
    answers: Mapping[str, Any]
    number: int = 0
    do: str = field(default="send")


@dataclass(frozen=True)
class Wait:
    """Time passes; what falls due on the way happens at its own time."""

    until: datetime
    do: str = field(default="wait")


@dataclass(frozen=True)
class Tell:
    """A message comes from outside."""

    name: str
    key: str
    variables: Mapping[str, Any]
    do: str = field(default="tell")


@dataclass(frozen=True)
class Work:
    """A program outside says what came of a step that it does for a unit (outside.py); `code` is that of an error."""

    process: str
    element: str
    unit: str
    outcome: str
    code: str
    message: str
    variables: Mapping[str, Any]
    number: int = 0
    do: str = field(default="work")


@dataclass(frozen=True)
class Retry:
    """An operator lets be tried again what failed for good."""

    process: str
    element: str
    unit: str
    number: int = 0
    do: str = field(default="retry")


Step = Begin | Send | Wait | Tell | Work | Retry
KINDS = {"begin": Begin, "send": Send, "wait": Wait, "tell": Tell, "work": Work, "retry": Retry}
_MOMENTS = ("at", "until")
_GIVEN = ("answers", "variables")
_NUMBER = "number"


def as_json(steps: Sequence[Step]) -> list[dict[str, Any]]:
    """The steps as they are kept."""
    found = [asdict(step) for step in steps]
    for one in found:
        if not one.get(_NUMBER, True):  # the first of them, as in plays that were kept before it was counted
            del one[_NUMBER]
        for name in _MOMENTS:
            if name in one:
                one[name] = one[name].isoformat()
    return found


def from_json(kept: Any) -> tuple[Step, ...]:
    """The opposite. Refused for what no play has written."""
    try:
        steps = tuple(_step(one) for one in kept)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable() from error
    if len(steps) > MOST_STEPS or not steps or not isinstance(steps[0], Begin):
        raise _unreadable()
    if len(steps[0].process) > LONGEST_NAME or "\0" in steps[0].process:  # no deployed process is called so
        raise _unreadable()
    return steps


def _step(one: Mapping[str, Any]) -> Step:
    facts = {name: value for name, value in one.items() if name != "do"}
    for name in _MOMENTS:
        if name in facts:
            facts[name] = _moment(facts[name])
    for name, value in facts.items():
        if not isinstance(value, dict if name in _GIVEN else int if name == _NUMBER else str | datetime):
            raise TypeError(name)
    if facts.get(_NUMBER, 0) not in range(MOST_ALIKE):
        raise ValueError(_NUMBER)
    found: Step = KINDS[one["do"]](**facts)
    return found


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def moment_of(steps: Sequence[Step]) -> datetime:
    """What the clock of the play shows after these steps."""
    last = next(step for step in reversed(steps) if isinstance(step, Begin | Wait))
    return last.at if isinstance(last, Begin) else last.until


def _unreadable() -> Refused:
    return Refused(
        "Các bước chơi thử này không đọc được. Chơi lại từ đầu.",
        "These steps cannot be read. Play it again from the beginning.",
    )
