"""What the engine is given by the rooms above: it runs diagrams without knowing what they are about."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from typing_extensions import override

from bpmn.definition import Element
from database.session import Session
from engine.actions import Action

Check = Callable[[Sequence[tuple[str, bytes]]], None]
"""Reads the files of a deployment and raises if they should not be deployed."""


@dataclass(frozen=True)
class Beginning:
    """What the host adds to an instance that begins.

    `subject` is what the instance is about, opaque to the engine; `search` the words by which lists find its tasks.
    """

    variables: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    search: str = ""


Started = Callable[[Session, int, str, Mapping[str, Any], int], Beginning | None]
"""Told (session, instance key, owner, variables, attempt) before the first step of an instance.

May return what to add; may raise to refuse the instance.
"""

MayStart = Callable[[Mapping[str, Element], Mapping[str, Any]], None]
"""Told the elements of a process that a message would start, and its variables; raises to refuse it.

Asked in turn for that process and for each that its call activities would start.
"""

MAX_DEPTH = 8


@dataclass(frozen=True)
class CallContext:
    """What a function of the diagrams may use. It reads; the store is not its to change."""

    session: Session
    now: datetime
    instance_key: int | None = None
    """The instance in whose step it is called; None before there is one."""
    subject: str = ""
    """What that instance is about, as the host has named it."""


Function = Callable[[CallContext], Callable[..., Any]]


class Watch(Protocol):
    """Told how the engine works, by whoever measures. It must be quick and must not raise."""

    def stepped(self, seconds: float) -> None:
        """An instance was loaded, run and written in this time; whether it is kept, the transaction decides."""

    def timer_fired(self, late_seconds: float) -> None:
        """A timer fired this long after it was due."""


def _nothing(
    session: Session, instance_key: int, owner: str, variables: Mapping[str, Any], attempt: int
) -> None:
    """Nobody wants to be told."""


def _anything(elements: Mapping[str, Element], variables: Mapping[str, Any]) -> None:
    """Every process may be started."""


def _nobody(_variables: Mapping[str, Any]) -> str:
    """Instances without an owner."""
    return ""


@dataclass(frozen=True)
class Host:
    """Functions, actions and hooks of the rooms above.

    `owner_of` names the owner of a fan-out's child from its variables, `child_of` the child itself from the item it
    is made for; "" where there is none. `check` sees the files of every deployment.
    """

    functions: Mapping[str, Function] = field(default_factory=dict)
    actions: Mapping[str, Action] = field(default_factory=dict)
    started: Started = _nothing
    may_start: MayStart = _anything
    owner_of: Callable[[Mapping[str, Any]], str] = _nobody
    child_of: Callable[[Mapping[str, Any]], str] = _nobody
    check: Check | None = None
    max_depth: int = MAX_DEPTH
    watch: Watch | None = None
    """Nobody listens, nothing is measured."""


class BoundFunctions(Mapping[str, Callable[..., Any]]):
    """The host's functions bound to one step, each made when it is first called."""

    def __init__(self, functions: Mapping[str, Function], context: CallContext) -> None:
        self._functions, self._context = functions, context
        self._bound: dict[str, Callable[..., Any]] = {}

    @property
    def now(self) -> datetime:
        """The moment of the step."""
        return self._context.now

    @override
    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name not in self._bound:
            self._bound[name] = self._functions[name](self._context)
        return self._bound[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._functions)

    @override
    def __len__(self) -> int:
        return len(self._functions)
