"""Years that this process has worked out: whoever looks again, or goes on to deploy, has them at once.

A year is known by all that it follows from, never by the store that it came of: what another process changes there
makes it another year, and two stores of one process that say the same have the same one.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from feel.decisions import Decisions
from periods.calendar import WorkingCalendar
from periods.windows import Period
from workflows.designer.year import Year

MOST = 8
"""A year of all kinds takes a megabyte and a half."""


@dataclass(frozen=True)
class Origin:
    """What a year follows from; `trees` is `mark_of_trees`.

    Tables and calendars are told apart by being the same object: a process reads the same ones once.
    """

    windows: tuple[Period, ...]
    root_code: str
    tables: Decisions
    calendar: WorkingCalendar
    trees: str

    @property
    def name(self) -> Hashable:
        """What it is found by, as long as it is kept."""
        return self.windows, self.root_code, id(self.tables), id(self.calendar), self.trees


class KnownYears:
    """The years that were asked for last."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._years: OrderedDict[Hashable, tuple[Origin, Year]] = OrderedDict()
        self._turn = Lock()

    def of(self, origin: Origin) -> Year | None:
        """The year that follows from this; None where it has to be worked out."""
        with self._turn:
            found = self._years.get(origin.name)
            if found is None:
                return None
            self._years.move_to_end(origin.name)
            return found[1]

    def keep(self, origin: Origin, year: Year) -> None:
        """Know a year from now on. Its origin is kept along: what it is found by stays its own."""
        with self._turn:
            self._years[origin.name] = (origin, year)
            self._years.move_to_end(origin.name)
            while len(self._years) > self._most:
                self._years.popitem(last=False)
