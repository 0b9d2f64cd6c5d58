"""Keys of element instances. There is no table of them: a key is that of the row that waits, and which kind it is.

The functions take numbers and columns alike.
"""

from typing import Any

_KINDS = 8
TASK, JOB, TIMER, FAN, EVENT, WORKER_JOB, SUBSCRIPTION = range(1, 8)

_MOST_EVENTS = 2**20


def of_task(key: Any) -> Any:
    """The element instance of a user task."""
    return key * _KINDS + TASK


def of_job(key: Any) -> Any:
    """The element instance of work that waits to be done."""
    return key * _KINDS + JOB


def of_timer(key: Any) -> Any:
    """The element instance of an event that waits for its time."""
    return key * _KINDS + TIMER


def of_fan(key: Any) -> Any:
    """The element instance of a call activity."""
    return key * _KINDS + FAN


def of_worker_job(key: Any) -> Any:
    """The element instance of work that waits for an outside worker."""
    return key * _KINDS + WORKER_JOB


def of_subscription(key: Any) -> Any:
    """The element instance of what waits for a message."""
    return key * _KINDS + SUBSCRIPTION


def of_event(instance_key: int, seq: int) -> int:
    """The element instance that only the history knows."""
    return (instance_key * _MOST_EVENTS + seq) * _KINDS + EVENT


def instance_of_event(key: int) -> int:
    """Whose history a key of `of_event` is from."""
    return key // _KINDS // _MOST_EVENTS


def split(element_key: int) -> tuple[int, int]:
    """The kind, and the key of the row."""
    return element_key % _KINDS, element_key // _KINDS
