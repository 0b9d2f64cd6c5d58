"""Reading a CSV file of legal bases. Knows the file, not the store."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from periods.reviews import REVIEW_KINDS, ReviewKind
from workflows.errors import WorkError

HEADINGS = (
    "symbol",
    "title",
    "issuer",
    "issued_on",
    "in_force_since",
    "in_force_until",
    "owner",
    "level",
    "reviews",
)
LONGEST = {"symbol": 80, "title": 1000, "issuer": 200, "owner": 20, "level": 20}
REQUIRED = ("symbol", "title", "issuer", "owner")
MAX_BYTES = 5_000_000


class BasesRefused(WorkError):
    """A file of legal bases was refused at one line, and nothing of it was imported."""

    def __init__(self, file: str, line: int, vi: str, en: str) -> None:
        super().__init__(
            f"{file}, dòng {line}: {vi} Không có dòng nào được nhập.",
            f"{file}, line {line}: {en} Nothing was imported.",
        )


@dataclass(frozen=True)
class BasisRow:
    """One line of a file, checked by itself. `owner` is the official code of a unit or agency."""

    line: int
    symbol: str
    title: str
    issuer: str
    issued_on: date
    in_force_since: date
    in_force_until: date | None
    owner: str
    level: str | None
    reviews: tuple[ReviewKind, ...]


def read_basis_file(path: Path) -> list[BasisRow]:
    """Every line of a file. Raises BasesRefused at the first bad one."""
    if path.stat().st_size > MAX_BYTES:
        raise BasesRefused(
            path.name, 0, "Tệp quá lớn, tối đa 5 MB.", "The file is too large; the limit is 5 MB."
        )
    try:
        text = path.read_bytes().decode().removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        raise BasesRefused(path.name, 0, "Tệp không phải UTF-8.", "The file is not UTF-8.") from wrong
    return list(_rows(path.name, text))


def _rows(file: str, text: str) -> Iterator[BasisRow]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != HEADINGS:
        listed = ", ".join(HEADINGS)
        raise BasesRefused(file, 1, f"Dòng đầu phải là: {listed}.", f"The first line must be: {listed}.")
    seen: set[tuple[str, str]] = set()
    for raw in reader:
        row = _row(file, reader.line_num, raw)
        if (row.symbol, row.owner) in seen:
            raise BasesRefused(
                file,
                row.line,
                f"{row.symbol} có hai lần cho {row.owner}.",
                f"{row.symbol} stands here twice.",
            )
        seen.add((row.symbol, row.owner))
        yield row


def _row(file: str, line: int, raw: dict[str | None, str | list[str] | None]) -> BasisRow:
    if None in raw or any(value is None for value in raw.values()):
        raise BasesRefused(file, line, "Số cột không đúng.", "The number of columns is wrong.")
    cells = {str(name): str(value).strip().replace("\0", "") for name, value in raw.items()}
    for name in REQUIRED:
        if not cells[name]:
            raise BasesRefused(file, line, f"Cột {name} để trống.", f"The column {name} is empty.")
    for name, most in LONGEST.items():
        if len(cells[name]) > most:
            raise BasesRefused(
                file, line, f"Cột {name} dài quá {most} ký tự.", f"The column {name} is longer than {most}."
            )
    since, until = _day(file, line, cells, "in_force_since"), cells["in_force_until"]
    return BasisRow(
        line=line,
        symbol=cells["symbol"],
        title=cells["title"],
        issuer=cells["issuer"],
        issued_on=_day(file, line, cells, "issued_on"),
        in_force_since=since,
        in_force_until=_day(file, line, cells, "in_force_until") if until else None,
        owner=cells["owner"],
        level=cells["level"] or None,
        reviews=_reviews(file, line, cells["reviews"]),
    )


def _day(file: str, line: int, cells: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(cells[name])
    except ValueError:
        raise BasesRefused(
            file,
            line,
            f"Cột {name} cần một ngày dạng 2026-11-30.",
            f"The column {name} needs a day such as 2026-11-30.",
        ) from None


def _reviews(file: str, line: int, text: str) -> tuple[ReviewKind, ...]:
    named = {name.strip() for name in text.split(";") if name.strip()}
    found = tuple(kind for kind in REVIEW_KINDS if kind in named)
    if len(found) < len(named):
        listed = ", ".join(REVIEW_KINDS)
        raise BasesRefused(
            file, line, f"Cột reviews chỉ gồm: {listed}.", f"The column reviews may hold: {listed}."
        )
    return found
