"""All indicators of one unit in one window, for whoever may see that unit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.viewer import Viewer
from workflows.indicators.asked import Asked, whose
from workflows.indicators.changes import CHANNEL, FIELD, Counts
from workflows.indicators.flows import flows, totals
from workflows.indicators.places import by_place
from workflows.indicators.reading import (
    Answered,
    Punctual,
    answered,
    incomplete,
    programmes,
    punctual,
    standing,
    waiting_changes,
)
from workflows.indicators.share import Share
from workflows.indicators.spent import Spent, spent
from workflows.indicators.window import Window
from workflows.issues.taxonomy import category_names, programme_names

Words = Mapping[str, str]
MONTHS = 12


@dataclass(frozen=True)
class Indicators:
    """The numbers of a page. What is told by field, month, channel and place is what changed within the window."""

    unit_name: str
    handle: str
    window: Window
    incomplete: bool
    answered: Answered
    punctual: Punctual
    programmes: Mapping[str, Share]
    spent: Spent
    by_field: Mapping[str, Counts]
    by_month: Mapping[str, Counts]
    by_channel: Mapping[str, Counts]
    by_place: Sequence[tuple[Words, Counts]]
    names: Mapping[str, Words]


def indicators(session: Session, viewer: Viewer, asked: Asked, now: datetime) -> Indicators:
    """The indicators of a unit (`whose`); NotYours for one that the viewer may not see.

    Cost: rows of one unit in the tallies between two days, however many issues there are.
    """
    found = whose(session, viewer, asked, now)
    window = found.window
    waiting = waiting_changes(session)
    changed = flows(session, window, waiting, FIELD, lambda day: f"{day:%Y-%m}")
    stand = standing(session, window, waiting)
    shares = programmes(stand)
    by_field = _summed((field, counts) for (field, _), counts in changed.items())
    return Indicators(
        unit_name=found.unit_name,
        handle=found.handle,
        window=window,
        incomplete=incomplete(session),
        answered=answered(stand),
        punctual=punctual(session, window, waiting),
        programmes=shares,
        spent=spent(session, window),
        by_field=dict(sorted(by_field.items(), key=lambda one: (-one[1]["raised"], one[0]))),
        by_month=_every_month(_summed((month, counts) for (_, month), counts in changed.items())),
        by_channel=totals(session, window, waiting, CHANNEL),
        by_place=by_place(session, window, waiting, sum(changed.values(), Counter())),
        names={**category_names(session, sorted(by_field)), **programme_names(session, sorted(shares))},
    )


def _every_month(found: Mapping[str, Counts]) -> dict[str, Counts]:
    """From the first month on which something changed to the last, those without a change too."""
    if not found:
        return {}
    first, last = (_months(month) for month in (min(found), max(found)))
    named = (f"{month // MONTHS:04}-{month % MONTHS + 1:02}" for month in range(first, last + 1))
    return {month: found.get(month, Counter()) for month in named}


def _months(month: str) -> int:
    return int(month[:4]) * MONTHS + int(month[5:]) - 1


def _summed(pairs: Iterable[tuple[str, Counts]]) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for name, counts in pairs:
        found.setdefault(name, Counter()).update(counts)
    return dict(sorted(found.items()))
