"""What a service task may do. The mapping {task type: action} is handed to the host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from database.session import Session

if TYPE_CHECKING:
    from engine.host import Host


@dataclass(frozen=True)
class Step:
    """The transaction an action works in. It is committed by somebody else, together with the token's move."""

    session: Session
    host: Host
    instance_key: int
    subject: str
    """What the instance is about, as the host has named it."""
    element: str
    token: str
    owner: str
    variables: Mapping[str, Any]
    headers: Mapping[str, str]
    actor: str
    now: datetime


@dataclass(frozen=True)
class JobContext:
    """What slow work may know: everything is read, nothing is held open."""

    job_key: int
    kind: str
    instance_key: int
    element: str
    token: str
    owner: str
    variables: Mapping[str, Any]
    headers: Mapping[str, str]
    attempt: int
    now: datetime


@dataclass(frozen=True)
class Inline:
    """Short work inside the step's own transaction: rows only. Returns variables to set.

    If it raises, only its own rows are rolled back and a job tries again later: the step itself holds.
    """

    run: Callable[[Step, Mapping[str, Any]], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Deferred:
    """Slow work as a job, in two halves.

    `prepare` runs outside any write transaction and may run more than once; `apply` runs inside one,
    exactly once, and returns variables to set.
    """

    prepare: Callable[[Session, JobContext], Any]
    apply: Callable[[Step, JobContext, Any], Mapping[str, Any] | None]


Action = Inline | Deferred
