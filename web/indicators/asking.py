"""The days and the unit that an address asks numbers for, and addresses that ask for the same again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from organisation.days import local_day
from web.typed_days import day_in
from web.visit import Visit
from workflows.indicators.asked import Asked
from workflows.indicators.window import Window

NUMBERS, ISSUES, XLSX, PDF = "/indicators", "/indicators/issues", "/indicators.xlsx", "/indicators.pdf"


@dataclass(frozen=True)
class Typed:
    """What stands in the address, as it was typed. A day that is none counts as not given."""

    unit: str
    days: Mapping[str, str]

    @property
    def asked(self) -> Asked:
        """What it asks for."""
        return Asked(self.unit, **{name: _day(text) for name, text in self.days.items()})

    @property
    def unread(self) -> list[str]:
        """The days that are none."""
        return [name for name, text in self.days.items() if text and _day(text) is None]

    def problems(self, visit: Visit, window: Window) -> Sequence[tuple[str, str]]:
        """What is wrong with the days, by field."""
        found = [(name, visit.gettext("Enter a day, for example 20/05/2025.")) for name in self.unread]
        if window.first > window.last:
            found.append(("last", visit.gettext("The last day lies before the first. Choose a later one.")))
        return found


def typed_days(unit: str, first: str, last: str, as_of: str) -> Typed:
    """What a reader asks for."""
    return Typed(unit, {"first": first, "last": last, "as_of": as_of})


def address(path: str, handle: str, window: Window, **more: str | int) -> str:
    """The same unit and days on another page."""
    days = {name: getattr(window, name).isoformat() for name in ("first", "last", "as_of")}
    return f"{path}?{urlencode({'unit': handle, **days, **more})}"


def unfinished_day(visit: Visit, window: Window) -> str:
    """What numbers as of today have to say: they are those of this moment. Nothing for a day that is over."""
    if window.as_of < local_day(visit.now):
        return ""
    return visit.gettext("The day is not over: what happens until its end still changes these numbers.")


def _day(text: str) -> date | None:
    try:
        return day_in(text)
    except ValueError:
        return None
