"""Whether a year's indicators, asked for again as of each month end, are those told then, and what it costs.

A small country in which issues are raised and changed in every way the register knows, on most days of a year.
At each month end all numbers of three units are kept; at the end of the year they are asked for again. CPU of this
process.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bench.processor import cpu_of, in_turn
from database.migrate import migrate
from database.session import Database, open_database, sqlite_url
from organisation.days import ONE_DAY
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from tests.workflows.cycle import OPENS, furnish
from tests.workflows.indicators.playing import Game
from web.schema import metadata
from workflows.deadlines import ZONE
from workflows.indicators.asked import Asked
from workflows.indicators.board import Indicators, indicators
from workflows.indicators.folding import fold_events

FIRST = date(2024, 7, 1)
MONTH_ENDS = tuple(date(2024 + month // 12, month % 12 + 1, 1) - ONE_DAY for month in range(7, 19))
UNITS = ("C003", "D001", "P01")
EVERY = 2
"""Days between two on which something happens."""
ROUNDS, LOOKS = 5, 10


@dataclass(frozen=True)
class Year:
    """A store with a year of issues, and the leader who looks at them."""

    database: Database
    viewer: Viewer

    def told(self, as_of: date, asked_on: date) -> list[Indicators]:
        """All numbers of the units as of a day, asked for on another."""
        now = datetime.combine(asked_on, OPENS.timetz())
        with self.database.read() as session:
            return [indicators(session, self.viewer, Asked(unit, FIRST, as_of, as_of), now) for unit in UNITS]

    def cost(self, as_of: date) -> float:
        """CPU milliseconds of asking for them on the last day."""

        def look() -> None:
            for _ in range(LOOKS):
                self.told(as_of, MONTH_ENDS[-1])

        return cpu_of(look) / LOOKS * 1000


def asking_as_of() -> dict[str, float]:
    """How many month ends are told differently later; the cost of the middle of the year against that of its end."""
    with tempfile.TemporaryDirectory() as folder:
        year = _furnished(Path(folder))
        then = {end: _month(year, game, end) for game in (Game(11),) for end in MONTH_ENDS}
        differing = sum(year.told(end, MONTH_ENDS[-1]) != told for end, told in then.items())
        looks: list[Callable[[], float]] = [
            lambda: year.cost(MONTH_ENDS[5]),
            lambda: year.cost(MONTH_ENDS[-1]),
        ]
        past, present = in_turn(looks, ROUNDS)
        year.database.close()
    return {
        "month_ends": len(then),
        "raised": then[MONTH_ENDS[-1]][-1].answered.raised,
        "differing": differing,
        "past_ms": round(past, 2),
        "present_ms": round(present, 2),
        "ratio": round(past / present, 3),
    }


def _furnished(folder: Path) -> Year:
    url = sqlite_url(folder / "store.db")
    migrate(url, metadata)
    database = open_database(url)
    furnish(database, folder)
    with database.read() as session:
        found = find_staff(session, "p01.head")
        if found is None:
            raise RuntimeError("The small country has lost its leader.")
        return Year(database, viewer_of(session, found.key, OPENS))


def _month(year: Year, game: Game, end: date) -> list[Indicators]:
    """Play a month; what its end is told as."""
    with year.database.write() as session:
        for day in range(1, end.day + 1, EVERY):
            game.day(session, datetime(end.year, end.month, day, 9, tzinfo=ZONE))
    while fold_events(year.database):
        pass
    return year.told(end, end)
