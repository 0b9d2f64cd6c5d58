"""Under which names an issue is counted while it stands as it does. Pure: no session, no clock.

An issue that counts has exactly one *stand*: its state, whether it was answered and whether it was directed, in one
word. Beside that it stands under each of its programmes, and under how it keeps its due date.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from workflows.indicators.changes import Event, due_counts, due_day
from workflows.issues.states import ANSWERED, RESOLVED, STATES, UNRESOLVED

FOREVER = date.max
"""A stay that has not ended."""
ON_TIME, LATE, WITHOUT, OWED = "due.on_time", "due.late", "due.without", "due.owed"
PROGRAMME, RETURNED = "programme:", "returned:"

Stay = tuple[str, date]
"""A name, and the day by which the issue is counted under it."""


def stand(state: str, *, answered: bool, directed: bool) -> str:
    """The word for how an issue stands."""
    return f"{state}{'+' if answered else ''}{'!' if directed else ''}"


def stands(chosen: Callable[[str, bool, bool], bool]) -> Sequence[str]:
    """The words for all that may be, of which `chosen(state, answered, directed)` holds."""
    return tuple(
        stand(state, answered=answered, directed=directed)
        for state in STATES
        for answered in _answers(state)
        for directed in (False, True)
        if chosen(state, answered, directed)
    )


def stays_of(standing: Any, raised_on: date) -> frozenset[Stay]:
    """Where an issue is counted that stands like this; nowhere before its first event and while it is merged."""
    if standing is None or standing.merged_into is not None:
        return frozenset()
    word = stand(
        standing.state,
        answered=standing.answered_at is not None,
        directed=standing.directed_at is not None,
    )
    found = {(word, raised_on), *((f"{PROGRAMME}{code}", raised_on) for code in standing.programmes)}
    due_on = due_day(standing)
    return frozenset(found if due_on is None else found | {(_kept(standing), due_on)})


def moved(event: Event) -> tuple[frozenset[Stay], frozenset[Stay]]:
    """The stays that an event ends, and those that it begins."""
    before, after = (stays_of(one, event.raised_on) for one in (event.before, event.after))
    return before - after, after - before


def _answers(state: str) -> Sequence[bool]:
    """Whether an issue in a state may have been answered, and whether it may not."""
    if state == UNRESOLVED:
        return (False, True)
    return (state in {ANSWERED, RESOLVED},)


def _kept(standing: Any) -> str:
    counts = due_counts(standing)
    return next((f"due.{name}" for name in ("on_time", "late", "without") if counts[name]), OWED)
