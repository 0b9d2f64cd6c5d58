"""The units of the store and of a file together, in memory: what is new, what is merged, what is refused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from graphlib import CycleError, TopologicalSorter

from organisation.days import Span, covers
from organisation.errors import RouteCircle
from organisation.unit_files import UnitRow


@dataclass(eq=False)
class Entry:
    """A unit, stored (it has a key) or new. `routes` are those on its line, stored and new."""

    code: str
    level: str | None
    kind: str
    name: str
    type: str
    fields: tuple[str, ...]
    days: Span
    key: int | None = None
    handle: str = ""
    above: str | None = None  # the code that a line of this file gave; None while only stored
    routes: list["Above"] = field(default_factory=list)

    def same_as(self, row: UnitRow) -> bool:
        """Whether a line says of this unit what is known already, its superior aside."""
        facts = ("code", "level", "kind", "name", "type", "fields", "days")
        return all(getattr(self, fact) == getattr(row, fact) for fact in facts)


@dataclass(frozen=True)
class Above:
    """One dated step up the line."""

    entry: Entry
    days: Span
    stored: bool = False


class Register:
    """Every unit known, by code. Lines are admitted first, then joined to what stands above them."""

    def __init__(self, ranks: Mapping[str, int]) -> None:
        """Begin empty, with the rank of each level."""
        self.by_code: dict[str, list[Entry]] = defaultdict(list)
        self._ranks = ranks

    def add(self, entry: Entry) -> None:
        """A unit that the store holds."""
        self.by_code[entry.code].append(entry)

    def admit(self, row: UnitRow) -> tuple[Entry, bool]:
        """The unit of a line, and whether it is new. Raises UnitsRefused."""
        if row.level is not None and row.level not in self._ranks:
            known = ", ".join(self._ranks)
            row.refuse(
                f"Không có cấp «{row.level}» ({known}).", f"There is no level “{row.level}” ({known})."
            )
        for entry in self.by_code[row.code]:
            if entry.same_as(row) and entry.above in {None, row.above}:
                entry.above = row.above
                return entry, False
            if entry.days.common(row.days):
                _refuse_overlap(row, entry)
        entry = Entry(
            row.code, row.level, row.kind, row.name, row.type, row.fields, row.days, above=row.above
        )
        self.by_code[row.code].append(entry)
        return entry, True

    def join(self, row: UnitRow, entry: Entry) -> None:
        """Give a unit its routes upward as its line says. Raises UnitsRefused."""
        if not row.above:
            self._refuse_headless(row)
            return
        found = [
            Above(above, days)
            for above in self.by_code.get(row.above, ())
            if above.kind == "unit" and (days := row.days.common(above.days))
        ]
        _refuse_unknown_above(row, found)
        for step in found:
            _add_route(row, entry, step)

    def check_ranks(self, row: UnitRow, entry: Entry) -> None:
        """A unit reports to a higher level. Raises UnitsRefused."""
        for step in entry.routes:
            if entry.level and step.entry.level and not self._rank(step.entry) < self._rank(entry):
                row.refuse(
                    f"{entry.code} không thể báo cáo cho {step.entry.code}: không phải cấp cao hơn.",
                    f"{entry.code} cannot report to {step.entry.code}: that is not a higher level.",
                )

    def name_handles(self, entries: Iterable[Entry]) -> None:
        """Give new units their handles: the code, or code and first day where an earlier row has the code."""
        for entry in sorted(entries, key=lambda new: (new.code, new.days.first is not None, str(new.days))):
            taken = {other.handle for other in self.by_code[entry.code]}
            since = entry.days.first or f"until-{entry.days.last}"
            entry.handle = f"{entry.code}@{since}" if entry.code in taken else entry.code

    def _rank(self, entry: Entry) -> int:
        return self._ranks[entry.level or ""]

    def _refuse_headless(self, row: UnitRow) -> None:
        known = [self._rank(entry) for entries in self.by_code.values() for entry in entries if entry.level]
        if self._ranks[row.level or ""] > min(known):
            row.refuse(
                "Ô parent đang trống; chỉ đơn vị cấp cao nhất không có cấp trên.",
                "The cell parent is empty; only units of the highest level have no superior.",
            )


def _refuse_overlap(row: UnitRow, entry: Entry) -> None:
    row.refuse(
        f"Mã {row.code} đã có nội dung khác trong thời gian {entry.days} ({entry.name}). "
        "Hãy sửa ngày hiệu lực hoặc nội dung của một trong hai dòng.",
        f"The code {row.code} already says something else for {entry.days} ({entry.name}). "
        "Correct the dates or the contents of one of the two.",
    )


def _refuse_unknown_above(row: UnitRow, found: list[Above]) -> None:
    """The one above must be there on every day of a dated unit; an agency follows its host's days."""
    if not found:
        row.refuse(
            f"Không có cấp trên «{row.above}» trong thời gian {row.days}. Hãy thêm đơn vị đó trước.",
            f"There is no “{row.above}” above it during {row.days}. Add that unit first.",
        )
    if row.kind == "unit" and not covers((step.days for step in found), row.days):
        row.refuse(
            f"Cấp trên «{row.above}» không tồn tại trong toàn bộ thời gian {row.days}.",
            f"Its superior “{row.above}” does not exist during all of {row.days}.",
        )


def _add_route(row: UnitRow, entry: Entry, step: Above) -> None:
    for known in entry.routes:
        if known.entry is step.entry and known.days == step.days:
            return
        if known.days.common(step.days):
            row.refuse(
                f"{entry.code} đã thuộc {known.entry.code} trong thời gian {known.days}.",
                f"{entry.code} already stands below {known.entry.code} during {known.days}.",
            )
    entry.routes.append(step)


def refuse_circles(rows: Mapping[Entry, UnitRow]) -> None:
    """Refuse new routes that lead back to where they began on some day. Raises UnitsRefused.

    Stored units report to stored ones only, so a new circle consists of new units.
    """
    for day in sorted({step.days.first for entry in rows for step in entry.routes}, key=str):
        on_day = {entry: [step.entry for step in entry.routes if _holds(step.days, day)] for entry in rows}
        try:
            TopologicalSorter(on_day).prepare()
        except CycleError as found:
            circle: list[Entry] = found.args[1][1:]
            text = RouteCircle([entry.code for entry in reversed(circle)]).text
            rows[min(circle, key=lambda entry: rows[entry].line)].refuse(text["vi"], text["en"])


def _holds(days: Span, first: date | None) -> bool:
    """Whether a span holds on the day another begins; None stands for the beginning of time."""
    return days.first is None if first is None else days.holds(first)
