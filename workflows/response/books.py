"""The prepared play-books: which kinds of incident there are, and the steps of each, by two decision tables.

Process owners keep them in `playbooks.dmn`: `playbooks` names the kinds, `playbook_steps` holds their steps in order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from database.session import Session
from engine.decisions import newest_decisions
from workflows.errors import Refused

BOOKS, STEPS = "playbooks", "playbook_steps"
AT_ONCE, AFTER = "at_once", "after"
PLACES = frozenset({"own", "above", "top", "agency", "below"})
ROLES = frozenset({"desk", "head", "receiver", "reporter", "leader", "officer"})
LONGEST: Mapping[str, int] = {"hours": 366 * 24, "working_hours": 2_000, "working_days": 250}
"""How long a step may take, by what it is counted in: a year, and no further than working calendars go."""


@dataclass(frozen=True)
class Book:
    """One kind of incident: its field, within how many hours steps are confirmed, when it is to be closed."""

    kind: str
    words: Mapping[str, str]
    field: str
    confirm_hours: float
    close_days: int


@dataclass(frozen=True)
class BookStep:
    """One step of a play-book: which place and role does it, what, within how long, and whether it waits."""

    place: str
    field: str
    role: str
    words: Mapping[str, str]
    within: float
    counted_in: str
    after: bool
    source: str


def books_for(session: Session, level: str | None) -> Sequence[Book]:
    """The kinds of incident that a unit of a level has play-books for, in the order of the table."""
    return [
        Book(
            kind=str(row["kind"]),
            words={"vi": str(row["name_vi"]), "en": str(row["name_en"])},
            field=str(row["field"]),
            confirm_hours=_number(BOOKS, row, "confirm", LONGEST["hours"]),
            close_days=_days(BOOKS, row, "close"),
        )
        for row in _rows(session, BOOKS, {"level": level})
    ]


def steps_of(session: Session, book: Book, level: str | None) -> Sequence[BookStep]:
    """The steps of a play-book in their order. Refused for a row that cannot be followed, and where there is none."""
    rows = _rows(session, STEPS, {"kind": book.kind, "level": level})
    if not rows:
        raise Refused(
            f"Bảng {STEPS} chưa có bước nào cho “{book.words['vi']}”. Chủ quy trình cần thêm.",
            f"The table {STEPS} has no step for “{book.words['en']}”. The process owner must add some.",
        )
    return [_step(book, row) for row in rows]


def _step(book: Book, row: Mapping[str, Any]) -> BookStep:
    counted_in = _known(row, "counted_in", frozenset(LONGEST))
    days = counted_in == "working_days"
    return BookStep(
        place=_known(row, "place", PLACES),
        field=str(row["field"] or book.field),
        role=_known(row, "role", ROLES),
        words={"vi": str(row["what_vi"]), "en": str(row["what_en"])},
        within=_days(STEPS, row, "within") if days else _number(STEPS, row, "within", LONGEST[counted_in]),
        counted_in=counted_in,
        after=_known(row, "begins", frozenset({AT_ONCE, AFTER})) == AFTER,
        source=str(row["source"] or ""),
    )


def _rows(session: Session, table: str, asked: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = newest_decisions(session, table).evaluate(table, asked)
    return [row for row in found or [] if isinstance(row, Mapping)]


def _known(row: Mapping[str, Any], name: str, words: frozenset[str]) -> str:
    value = str(row[name])
    if value not in words:
        listed = ", ".join(sorted(words))
        raise Refused(
            f"Bảng {STEPS}, cột {name}, ghi “{value}”. Dùng: {listed}.",
            f"The table {STEPS} says “{value}” in the column {name}. Use: {listed}.",
        )
    return value


def _number(table: str, row: Mapping[str, Any], name: str, most: int) -> float:
    value = row[name]
    if value is None or not 0 < float(value) <= most:
        raise Refused(
            f"Bảng {table}, cột {name}, cần một số lớn hơn 0, nhiều nhất {most}.",
            f"The table {table} needs a number above 0 in the column {name}, {most:,} at the most.",
        )
    return float(value)


def _days(table: str, row: Mapping[str, Any], name: str) -> int:
    """Working days are whole: half a day from the evening of a day would lie in the past."""
    days = _number(table, row, name, LONGEST["working_days"])
    if not days.is_integer():
        raise Refused(
            f"Bảng {table}, cột {name}, cần một số nguyên ngày làm việc.",
            f"The table {table} needs whole working days in the column {name}.",
        )
    return int(days)
