"""The case as data: each issue as it will be raised, handled and ended."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from workflows.deadlines import ZONE

ISSUES = Path(__file__).parent / "issues.csv"
PROGRAMMES = Path(__file__).parent / "programmes.csv"
DISTRICT, PROVINCE = "D004", "P01"
FIRST, LAST = date(2021, 1, 1), date(2022, 6, 30)
BEGINS = datetime.combine(FIRST, time(7, 0), ZONE)
ENDS = datetime.combine(LAST, time(17, 0), ZONE)
REPORTED = ("2021-03", "2021-06", "2021-09", "2021-12", "2022-03", "2022-06")
"""The months of which the wards report: the last of each quarter. In between they take issues down as they come."""
REPORT = "report"


@dataclass(frozen=True)
class Story:
    """One issue of the case.

    `raised` is the day on which its ward takes it down or, where the channel is a report, the month whose report
    tells of it. `ways` are the decisions of those who sort it out, one after the other: here, up, an agency, jointly
    with agencies. `pace` is prompt, late, extended, returned (its answer, once) or reopened; `ends` is how it stands
    at last. `summary` tells it from all others.
    """

    place: int
    raised: str
    ward: str
    channel: str
    category: str
    urgency: str
    summary: str
    programme: str
    ways: tuple[tuple[str, ...], ...]
    pace: str
    ends: str
    directed: bool

    @property
    def agencies(self) -> tuple[str, ...]:
        """Those who verify and handle it, where the ward does not."""
        return self.ways[-1][1:]


def stories() -> list[Story]:
    """The issues of the case, in the order of the file."""
    with ISSUES.open(encoding="utf-8", newline="") as file:
        return [_story(place, row) for place, row in enumerate(csv.DictReader(file))]


def _story(place: int, row: dict[str, str]) -> Story:
    words = row["way"].split()
    ways = (("up",), tuple(words[1:])) if words[0] == "up" else (tuple(words),)
    plain = ("raised", "ward", "channel", "category", "urgency", "summary", "programme", "pace", "ends")
    return Story(
        place=place, ways=ways, directed=row["directed"] == "yes", **{name: row[name] for name in plain}
    )
