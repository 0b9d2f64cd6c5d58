"""A date of a cycle, and how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from periods.errors import DatedRefused
from periods.words import Words


@dataclass(frozen=True)
class Dated:
    """A moment with its reasons.

    - `at`: aware, in the zone it was computed for,
    - `explanation`: one sentence without its full stop, "cut-off 14/11/2026 + 2 working days = 17/11/2026,
      calendar vn-3",
    - `steps`: the days one by one, then what was passed over and the rule with its source; one line each,
    - `calendar`: the version of the calendar that made it.
    """

    at: datetime
    explanation: Words
    steps: tuple[Words, ...]
    calendar: str

    @property
    def reason(self) -> Words:
        """The sentence for staff, to whom the version of the calendar says nothing."""
        version = {"vi": f", lịch {self.calendar}", "en": f", calendar {self.calendar}"}
        return {language: text.removesuffix(version[language]) for language, text in self.explanation.items()}

    def to_json(self) -> dict[str, Any]:
        """The same as JSON: `at` is ISO 8601 with its offset."""
        return {
            "at": self.at.isoformat(),
            "explanation": dict(self.explanation),
            "steps": [dict(step) for step in self.steps],
            "calendar": self.calendar,
        }


def from_json(stored: Mapping[str, Any]) -> Dated:
    """What `to_json` gave, read back: equal to it, `at` with a fixed offset. Raises `DatedRefused`."""
    try:
        at = datetime.fromisoformat(stored["at"])
        steps = tuple(dict(step) for step in stored["steps"])
        dated = Dated(at, dict(stored["explanation"]), steps, str(stored["calendar"]))
    except (KeyError, TypeError, ValueError):
        raise DatedRefused(stored) from None
    if at.tzinfo is None:
        raise DatedRefused(stored["at"])
    return dated


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """An aware moment as the zone's clocks show it; one without an offset is refused, never guessed."""
    if moment.tzinfo is None:
        raise DatedRefused(moment)
    return moment.astimezone(zone)
