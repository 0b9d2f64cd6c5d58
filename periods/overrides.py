"""The table by which an operator corrects the package's holidays: its rows always win.

A row is a mapping with
- `date`: a `datetime.date` or ISO text "2026-01-02",
- `kind`: "off" (not worked) or "work" (worked, even on a weekend),
- `name`: what the day is called in Vietnamese, `name_en` in English (the Vietnamese name if absent),
- `source`: where it was announced; kept for people, not read here.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from periods.errors import OverrideRefused
from periods.words import Words, day_text

SHIPPED = Path(__file__).parent / "data" / "calendar_vn_overrides.csv"


@dataclass(frozen=True)
class Override:
    """One corrected day."""

    date: date
    kind: Literal["off", "work"]
    name: Words


def read_overrides(path: Path = SHIPPED) -> list[dict[str, str]]:
    """The rows of a CSV file with a header, as they stand; `check_overrides` judges them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


def check_overrides(rows: Iterable[Mapping[str, Any]]) -> list[Override]:
    """The rows as overrides; raises `OverrideRefused` with the row's number (the first is 1)."""
    seen: dict[date, int] = {}
    checked = []
    for number, row in enumerate(rows, start=1):
        override = _override(number, row)
        if override.date in seen:
            raise OverrideRefused(number, _twice(override.date, seen[override.date]))
        seen[override.date] = number
        checked.append(override)
    return checked


def _override(number: int, row: Mapping[str, Any]) -> Override:
    kind = row.get("kind")
    if kind not in ("off", "work"):
        raise OverrideRefused(
            number,
            {
                "vi": f"loại ngày “{kind}” phải là off hoặc work",
                "en": f"the kind “{kind}” must be off or work",
            },
        )
    name = str(row.get("name") or "").strip()
    if not name:
        raise OverrideRefused(number, {"vi": "thiếu tên của ngày", "en": "the day's name is missing"})
    english = str(row.get("name_en") or "").strip() or name
    return Override(_date(number, row.get("date")), kind, {"vi": name, "en": english})


def _date(number: int, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise OverrideRefused(
            number,
            {
                "vi": f"ngày “{value}” phải viết như 2026-01-02",
                "en": f"the date “{value}” must be written like 2026-01-02",
            },
        ) from None


def _twice(day: date, earlier: int) -> Words:
    return {
        "vi": f"ngày {day_text(day)} đã có ở dòng {earlier}",
        "en": f"{day_text(day)} already stands in row {earlier}",
    }
