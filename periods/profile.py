"""What differs by country and is data: zone, calendar, the cut-off of each kind of window."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args
from zoneinfo import ZoneInfo

import yaml

Kind = Literal["month", "quarter", "half", "nine", "year", "week", "adhoc"]
KINDS: tuple[Kind, ...] = get_args(Kind)
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class WindowRule:
    """How one kind of window is cut.

    `report_kind` is what decision tables call it ("monthly"). `cutoff_day` is the last day of the window in
    its last month; None is the month's own last day, and what a week (it ends on Sunday) and an ad hoc request have.
    """

    report_kind: str
    cutoff_day: int | None


@dataclass(frozen=True)
class Profile:
    """A country's reporting rules that are not deadlines. Working days are known since `first_year`."""

    name: str
    zone: ZoneInfo
    country: str
    first_year: int
    overrides: Path
    windows: Mapping[str, WindowRule]


def read_profile(path: Path) -> Profile:
    """The profile in a YAML file laid out like `periods/data/profile_vn.yaml`."""
    facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    windows = {
        kind: WindowRule(rule["report_kind"], rule.get("cutoff_day"))
        for kind, rule in facts["windows"].items()
    }
    calendar = facts["calendar"]
    return Profile(
        facts["profile"],
        ZoneInfo(facts["timezone"]),
        calendar["country"],
        calendar["first_year"],
        path.parent / calendar["overrides"],
        windows,
    )


VIETNAM = read_profile(DATA / "profile_vn.yaml")
