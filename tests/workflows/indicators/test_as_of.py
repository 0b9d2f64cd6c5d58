"""A year's indicators, asked for again as of each month end, are those that were printed then."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from database.session import Session
from organisation.days import ONE_DAY
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle, at
from tests.workflows.indicators.playing import Game
from workflows.indicators.asked import Asked
from workflows.indicators.board import indicators
from workflows.indicators.folding import fold_events
from workflows.indicators.listing import issues_behind, number_named

pytestmark = BOTH_STORES
BEGIN = at(6, 9, month=1)
MONTH_ENDS = [date(2025 + month // 12, month % 12 + 1, 1) - ONE_DAY for month in range(1, 13)]
UNITS = ("C003", "D001", "P01")
EVERY = 4
"""Days between two on which something happens."""
OF = ("unanswered", "overdue", "directed", "state:verifying", "returned:level:commune")


def printed(session: Session, cycle: Cycle, as_of: date) -> Sequence[Any]:
    """All that the pages of three units say, with the issues behind some of their numbers."""
    viewer, found = cycle.viewer("p01.head"), []
    for handle in UNITS:
        told = indicators(session, viewer, Asked(handle, date(2025, 1, 1), as_of, as_of), cycle.now)
        numbers = [number for number in map(number_named, OF) if number is not None]
        lists = [issues_behind(session, viewer, told.window, number) for number in numbers]
        found.append(
            (told, [(page.total, [(row.key, row.state, row.due_at) for row in page.rows]) for page in lists])
        )
    return found


def month_of(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.month


def test_every_month_end_is_told_as_it_was_printed(cycle: Cycle) -> None:
    game, then = Game(11), dict[date, Sequence[Any]]()
    for end in MONTH_ENDS:
        first = max(BEGIN, BEGIN.replace(month=end.month, day=1))
        with cycle.database.write() as session:
            for day in range((end - first.date()).days // EVERY + 1):
                game.day(session, first + timedelta(days=EVERY * day))
        while fold_events(cycle.database):
            pass
        cycle.now = first.replace(day=end.day, hour=23)
        with cycle.database.read() as session:
            then[end] = printed(session, cycle, end)
    cycle.now += timedelta(days=40)
    with cycle.database.read() as session:
        for end in MONTH_ENDS:
            assert printed(session, cycle, end) == then[end], end
    whole, _ = then[MONTH_ENDS[-1]][-1]
    assert whole.answered.raised > MONTH_ENDS[-1].month
    assert whole.spent.reasons
    assert len(whole.spent.held) > 1
