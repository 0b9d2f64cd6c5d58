"""Zones of times: an offset in seconds, or a name of the IANA list."""

import zoneinfo
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

from feel.temporal.calendar import civil_from_days

LARGEST_OFFSET = 18 * 3600


@dataclass(frozen=True, slots=True)
class Offset:
    """A fixed distance from UTC in seconds."""

    seconds: int

    def __str__(self) -> str:
        if not self.seconds:
            return "Z"
        rest = abs(self.seconds)
        text = f"{'-' if self.seconds < 0 else '+'}{rest // 3600:02}:{rest % 3600 // 60:02}"
        return f"{text}:{rest % 60:02}" if rest % 60 else text


@dataclass(frozen=True, slots=True)
class NamedZone:
    """A zone such as Asia/Ho_Chi_Minh, whose offset depends on the day."""

    name: str

    def __str__(self) -> str:
        return f"@{self.name}"


Zone = Offset | NamedZone

UTC_ZONE = Offset(0)


def named_zone(name: str) -> NamedZone | None:
    """The zone of that name, whatever its capitals; None when the list has none."""
    spelled = _spellings().get(name.lower())
    return NamedZone(spelled) if spelled else None


def offset_seconds(zone: Zone, days: int, second_of_day: int) -> int:
    """How far a zone's clock is ahead of UTC at a local day (counted from 1970-01-01) and second."""
    if isinstance(zone, Offset):
        return zone.seconds
    year, month, day = civil_from_days(days)
    # Zone rules say nothing outside Python's years; the nearest year speaks for them.
    known_year = min(max(year, MINYEAR), MAXYEAR)
    start = datetime(known_year, month, day if known_year == year else min(day, 28))  # noqa: DTZ001 a wall clock
    local = start + timedelta(seconds=second_of_day)
    distance = _load(zone.name).utcoffset(local)
    return int(distance.total_seconds()) if distance is not None else 0


def offset_at(zone: Zone, utc_seconds: int) -> int:
    """The same, asked by the moment: seconds of UTC since 1970-01-01."""
    if isinstance(zone, Offset):
        return zone.seconds
    held = min(max(utc_seconds, -62_000_000_000), 253_000_000_000)
    moment = datetime.fromtimestamp(0, UTC) + timedelta(seconds=held)
    distance = moment.astimezone(_load(zone.name)).utcoffset()
    return int(distance.total_seconds()) if distance is not None else 0


def zone_of(info: tzinfo | None, moment: datetime | None) -> Zone | None:
    """Python's zone as ours; a zone we cannot name becomes its offset at that moment."""
    if info is None:
        return None
    key = getattr(info, "key", None) if isinstance(info, zoneinfo.ZoneInfo) else None
    if key and key.upper() != "UTC":
        return NamedZone(key)
    distance = info.utcoffset(moment)
    return Offset(int(distance.total_seconds())) if distance is not None else None


def python_zone(zone: Zone | None) -> tzinfo | None:
    """Our zone as Python's."""
    if zone is None:
        return None
    if isinstance(zone, NamedZone):
        return _load(zone.name)
    return timezone(timedelta(seconds=zone.seconds)) if zone.seconds else UTC


@cache
def _spellings() -> dict[str, str]:
    return {name.lower(): name for name in zoneinfo.available_timezones()}


@cache
def _load(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)
