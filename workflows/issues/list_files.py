"""Reading the CSV files of categories and programmes: every row is right, or nothing is taken."""

import csv
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workflows.issues.errors import ListRefused

MOST_ROWS = 5_000
LONGEST_NAME = 200
CODE = re.compile(r"[a-z][a-z0-9_]{0,38}(?:\.[a-z][a-z0-9_]{0,18})?")
FIRST_YEAR, LAST_YEAR = 1900, 2200


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _year(text: str) -> int | None:
    if not text:
        return None
    if not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(text)
    return int(text)


def _code(text: str) -> str:
    if not CODE.fullmatch(text):
        raise ValueError(text)
    return text


def _name(text: str) -> str:
    if not text or len(text) > LONGEST_NAME:
        raise ValueError(text)
    return text


def _parent(text: str) -> str | None:
    return text or None


_NAMES: Mapping[str, Callable[[str], Any]] = {"code": _code, "name_vi": _name, "name_en": _name}
LIST_OF_CATEGORIES: Mapping[str, Callable[[str], Any]] = {
    **_NAMES,
    "parent": _parent,
    "valid_from": _day,
    "valid_to": _day,
}
LIST_OF_PROGRAMMES: Mapping[str, Callable[[str], Any]] = {**_NAMES, "first_year": _year, "last_year": _year}


def read_list(path: Path, columns: Mapping[str, Callable[[str], Any]]) -> list[dict[str, Any]]:
    """The rows of a file with their place in it. Raises ListRefused, naming row and column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = sorted(set(columns) - set(reader.fieldnames or ()))
            raw = [] if missing else list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise ListRefused(
            "Tệp không đọc được: cần CSV mã hoá UTF-8.",
            "The file cannot be read: a CSV file in UTF-8 is wanted.",
        ) from None
    if missing or not raw or len(raw) > MOST_ROWS:
        named = ", ".join(columns)
        raise ListRefused(
            f"Tệp phải có các cột {named} và từ 1 đến {MOST_ROWS} dòng.",
            f"The file must have the columns {named} and 1 to {MOST_ROWS} rows.",
        )
    rows = [_row(place, one, columns) | {"position": place} for place, one in enumerate(raw, 2)]
    _refuse_doubles(rows)
    return rows


def _row(
    place: int, raw: Mapping[str, str | None], columns: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    found = {}
    for name, read in columns.items():
        text = (raw.get(name) or "").strip()
        try:
            found[name] = read(text)
        except ValueError:
            raise ListRefused(
                f"Dòng {place}, cột {name}: “{text[:60]}” không hợp lệ.",
                f"Row {place}, column {name}: “{text[:60]}” is not valid.",
            ) from None
    first, last = (found.get(name) for name in list(columns)[-2:])
    if first and last and last < first:
        raise ListRefused(
            f"Dòng {place}: hết hiệu lực trước khi có hiệu lực.", f"Row {place}: it ends before it begins."
        )
    return found


def _refuse_doubles(rows: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row["code"] in seen:
            raise ListRefused(
                f"Mã “{row['code']}” có hai dòng. Bỏ bớt một.",
                f"The code “{row['code']}” has two rows. Remove one.",
            )
        seen.add(row["code"])
