"""A year's indicators, asked for again as of each month end, are those that were printed then."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from database.session import Session
from organisation.days import ONE_DAY
from organisation.viewer import Viewer
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from tests.workflows.indicators.playing import Game
from workflows.deadlines import ZONE
from workflows.indicators.asked import Asked
from workflows.indicators.board import indicators
from workflows.indicators.folding import fold_events
from workflows.indicators.listing import issues_behind, number_named

pytestmark = BOTH_STORES
FIRST = date(2024, 7, 1)
BEGINS = [date(2024 + month // 12, month % 12 + 1, 1) for month in range(6, 19)]
MONTH_ENDS = [day - ONE_DAY for day in BEGINS[1:]]
UNITS = ("C003", "P01")
EVERY = 9
"""Days between two on which something happens."""
OF = ("unanswered", "overdue", "directed", "state:verifying", "returned:level:commune")


def printed(session: Session, viewer: Viewer, now: datetime, as_of: date) -> Sequence[Any]:
    """All that the pages of three units say, with the issues behind some of their numbers."""
    found = []
    for handle in UNITS:
        told = indicators(session, viewer, Asked(handle, FIRST, as_of, as_of), now)
        numbers = [number for number in map(number_named, OF) if number is not None]
        lists = [issues_behind(session, viewer, told.window, number) for number in numbers]
        found.append(
            (told, [(page.total, [(row.key, row.state, row.due_at) for row in page.rows]) for page in lists])
        )
    return found


def test_every_month_end_is_told_as_it_was_printed(cycle: Cycle) -> None:
    game, then, viewer = Game(11), dict[date, Sequence[Any]](), cycle.viewer("p01.head")
    for begin, end in zip(BEGINS, MONTH_ENDS, strict=False):
        with cycle.database.write() as session:
            for day in range(0, end.day, EVERY):
                game.day(session, datetime.combine(begin + timedelta(days=day), time(9), ZONE))
        while fold_events(cycle.database):
            pass
        now = datetime.combine(end, time(23), ZONE)
        with cycle.database.read() as session:
            then[end] = printed(session, viewer, now, end)
    with cycle.database.read() as session:
        for end in MONTH_ENDS:
            assert printed(session, viewer, now, end) == then[end], end
    whole, *_ = then[MONTH_ENDS[-1]][-1]
    assert whole.answered.raised > len(MONTH_ENDS)
    assert whole.spent.reasons
    assert len(whole.spent.waiting) > 1
