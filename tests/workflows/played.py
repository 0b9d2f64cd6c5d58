"""What many tests begin with, played once by each process that runs tests and cloned for each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from database.session import Database
from tests.workflows.cycle import Cycle, furnish

Play = Callable[[Cycle], object]
"""Lets something happen in a furnished store whose cycle is not opened yet."""
Playing = Callable[[Play], Cycle]
_left: dict[Play, tuple[datetime, int]] = {}


@dataclass(frozen=True)
class Played:
    """Furnishes a store by a play."""

    play: Play
    upon = staticmethod(furnish)

    def __call__(self, database: Database, _folder: Path) -> None:
        cycle = Cycle(database)
        self.play(cycle)
        _left[self.play] = cycle.now, cycle.key

    def in_store(self, database: Database) -> Cycle:
        """The cycle as the play left it, in a clone."""
        return Cycle(database, *_left[self.play])
