"""What a package says about itself, in manifest.json beside its files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import orjson

from organisation.calendar_overrides import KINDS as KINDS_OF_DAYS
from organisation.calendar_overrides import USUAL
from workflows.designer.calendar_days import LONGEST_TEXT, MOST_DAYS
from workflows.designer.changes import LONGEST_TITLE
from workflows.errors import Refused

MANIFEST = "manifest.json"
CALENDAR = "calendar.json"
SCENARIOS = "scenarios.json"
FORMAT = 1


class PackageRefused(Refused):
    """The file is no package we can take; the sentence says why and what to do."""


@dataclass(frozen=True)
class FileEntry:
    """One file of a package. `versions` are the versions its ids had where it was made; 0 for a draft's new ones."""

    name: str
    kind: str
    sha256: str
    versions: Mapping[str, int]


@dataclass(frozen=True)
class Manifest:
    """The title of the change it was made from, when it was made, and its files."""

    title: str
    made_at: str
    files: tuple[FileEntry, ...]


@dataclass(frozen=True)
class Day:
    """A day of the working calendar that is off, worked or as usual, with where that was announced."""

    date: date
    kind: str
    name: str
    source: str


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    whole = {"giaoban_package": FORMAT, **asdict(manifest)}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)


def read_manifest(data: bytes) -> Manifest:
    """The manifest in a package. PackageRefused for one that is broken or of a later format."""
    whole = _object(data, MANIFEST)
    if whole.get("giaoban_package") != FORMAT:
        raise PackageRefused(
            f"Gói này không theo khuôn dạng {FORMAT} mà hệ thống đọc được. Xuất lại gói từ phiên bản cùng loại.",
            f"This package is not of the format {FORMAT} that is read here. Export it again from a matching version.",
        )
    title, made_at, files = whole.get("title"), whole.get("made_at"), whole.get("files")
    if not (isinstance(title, str) and isinstance(made_at, str) and isinstance(files, list)) or "\0" in title:
        raise broken(MANIFEST)
    return Manifest(title[:LONGEST_TITLE], made_at[:40], tuple(_entry(one) for one in files))


def _entry(one: Any) -> FileEntry:
    if not isinstance(one, dict):
        raise broken(MANIFEST)
    name, kind, sha256 = (one.get(part) for part in ("name", "kind", "sha256"))
    versions = one.get("versions", {})
    known = isinstance(versions, dict) and all(isinstance(number, int) for number in versions.values())
    if not (known and all(isinstance(text, str) for text in (name, kind, sha256))):
        raise broken(MANIFEST)
    return FileEntry(str(name), str(kind), str(sha256), versions)


def calendar_bytes(days: Sequence[Day]) -> bytes:
    """The days as they are written."""
    return orjson.dumps([asdict(day) for day in days], option=orjson.OPT_INDENT_2)


def read_calendar(data: bytes) -> tuple[Day, ...]:
    """The days in a package, each date once. PackageRefused for broken ones and too many."""
    whole = _loaded(data, CALENDAR)
    if not isinstance(whole, list) or len(whole) > MOST_DAYS:
        raise broken(CALENDAR)
    found = {day.date: day for one in whole for day in [_day(one)]}
    return tuple(found[day] for day in sorted(found))


def _day(one: Any) -> Day:
    try:
        day = Day(date.fromisoformat(one["date"]), one["kind"], one.get("name", ""), one.get("source", ""))
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise broken(CALENDAR) from error
    texts = (day.name, day.source)
    if day.kind not in KINDS_OF_DAYS or not all(
        isinstance(text, str) and len(text) <= LONGEST_TEXT and "\0" not in text for text in texts
    ):
        raise broken(CALENDAR)
    if day.kind != USUAL and not day.name.strip():
        raise broken(CALENDAR)
    return day


def _object(data: bytes, name: str) -> dict[str, Any]:
    whole = _loaded(data, name)
    if not isinstance(whole, dict):
        raise broken(name)
    return whole


def _loaded(data: bytes, name: str) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise broken(name) from error


def broken(name: str) -> PackageRefused:
    """A part of a package that cannot be read."""
    return PackageRefused(
        f"Tệp {name} trong gói không đọc được. Xuất lại gói ở nơi gửi.",
        f"The file {name} in the package cannot be read. Have the package exported again where it comes from.",
    )
