"""Reading a CSV file of units or of agencies. Pure: knows the file, not the store."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

from organisation.days import Span
from organisation.errors import UnitsRefused
from organisation.routes import HOST, REPORT

UNIT_HEADINGS = ("code", "parent", "level", "name", "type", "valid_from", "valid_to")
AGENCY_HEADINGS = ("code", "host", "kind", "name", "fields")
AGENCY_KINDS = ("agency", "oversight", "front")
LONGEST_CELL = 200
MAX_BYTES = 10_000_000
"""A country with ten thousand units has less than one; a file is read whole, so it is not read above this."""
# Codes become parts of groups ("C00145.reporter") and addresses: no dot, no blank, no "@".
_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
_FIELD = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True)
class UnitRow:
    """One line of a file, checked by itself. `above` is the code of its parent or host, "" at the top."""

    file: str
    line: int
    code: str
    above: str
    on_line: str
    level: str | None
    kind: str
    name: str
    type: str
    fields: tuple[str, ...]
    days: Span

    def refuse(self, vi: str, en: str) -> NoReturn:
        """Raise UnitsRefused at this line."""
        raise UnitsRefused(self.file, self.line, {"vi": vi, "en": en})


def read_unit_file(path: Path) -> list[UnitRow]:
    """Every line of a file of units or of agencies, told apart by their headings.

    Raises UnitsRefused at the first bad line.
    """
    try:
        _require_size(path)
        content = path.read_bytes()
    except OSError as wrong:
        _refuse(path.name, 0, "Không mở được tệp.", "The file cannot be opened.", wrong)
    try:
        text = content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        _refuse(path.name, line, "Tệp không phải UTF-8.", "The file is not UTF-8.", wrong)
    return list(_rows(path.name, io.StringIO(text, newline="")))


def _require_size(path: Path) -> None:
    if (count := path.stat().st_size) > MAX_BYTES:
        _refuse(
            path.name,
            0,
            f"Tệp dài {count} byte, tối đa {MAX_BYTES}. Hãy chia thành nhiều tệp rồi nhập cùng một lần.",
            f"The file has {count:,} bytes; the limit is {MAX_BYTES:,}. Split it and import the parts together.",
        )


def _refuse(file: str, line: int, vi: str, en: str, cause: Exception | None = None) -> NoReturn:
    raise UnitsRefused(file, line, {"vi": vi, "en": en}) from cause


def _rows(file: str, lines: Iterable[str]) -> Iterator[UnitRow]:
    reader = csv.reader(lines, strict=True)
    try:
        headings: list[str] = next(reader, [])
        build = _builder(file, headings)
        for cells in reader:
            if cells:
                yield build(file, reader.line_num, _named(file, reader.line_num, headings, cells))
    except csv.Error as wrong:
        line = max(reader.line_num, 1)
        _refuse(file, line, f"Tệp không phải CSV ({wrong}).", f"The file is not CSV ({wrong}).", wrong)


def _builder(file: str, headings: Sequence[str]) -> Callable[[str, int, dict[str, str]], UnitRow]:
    """What makes the rows of a file with these headings."""
    expected = AGENCY_HEADINGS if "host" in headings else UNIT_HEADINGS
    missing = [heading for heading in expected if heading not in headings]
    if missing:
        named = ", ".join(missing)
        _refuse(file, 1, f"Thiếu cột: {named}.", f"A column is missing: {named}.")
    return _agency if expected is AGENCY_HEADINGS else _unit


def _named(file: str, line: int, headings: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) != len(headings):
        _refuse(
            file,
            line,
            f"Dòng có {len(cells)} ô, tiêu đề có {len(headings)} cột.",
            f"The line has {len(cells)} cells, the heading has {len(headings)}.",
        )
    row = {heading: cell.strip() for heading, cell in zip(headings, cells, strict=True)}
    for heading, cell in row.items():
        if len(cell) > LONGEST_CELL:
            _refuse(file, line, f"Ô {heading} quá dài.", f"The cell {heading} is too long.")
    return row


def _unit(file: str, line: int, row: dict[str, str]) -> UnitRow:
    return UnitRow(
        file=file,
        line=line,
        code=_code(file, line, row["code"]),
        above=row["parent"],
        on_line=REPORT,
        level=row["level"],
        kind="unit",
        name=_filled(file, line, row, "name"),
        type=_filled(file, line, row, "type"),
        fields=(),
        days=_days(file, line, row["valid_from"], row["valid_to"]),
    )


def _agency(file: str, line: int, row: dict[str, str]) -> UnitRow:
    if row["kind"] not in AGENCY_KINDS:
        known = ", ".join(AGENCY_KINDS)
        _refuse(file, line, f"Cột kind phải là một trong: {known}.", f"The kind must be one of: {known}.")
    return UnitRow(
        file=file,
        line=line,
        code=_code(file, line, row["code"]),
        above=_filled(file, line, row, "host"),
        on_line=HOST,
        level=None,
        kind=row["kind"],
        name=_filled(file, line, row, "name"),
        type=row["kind"],
        fields=_fields(file, line, row["fields"]),
        days=Span(),
    )


def _code(file: str, line: int, text: str) -> str:
    if not _CODE.fullmatch(text):
        _refuse(
            file,
            line,
            f"Mã «{text}» không hợp lệ: chỉ dùng chữ không dấu, số, - và _, tối đa 20 ký tự.",
            f"The code “{text}” is not valid: use plain letters, digits, - and _, at most 20 characters.",
        )
    return text


def _filled(file: str, line: int, row: dict[str, str], heading: str) -> str:
    if not row[heading]:
        _refuse(file, line, f"Ô {heading} đang trống.", f"The cell {heading} is empty.")
    return row[heading]


def _fields(file: str, line: int, text: str) -> tuple[str, ...]:
    fields = tuple(part.strip() for part in text.split(";") if part.strip())
    for field in fields:
        if not _FIELD.fullmatch(field):
            _refuse(
                file, line, f"Lĩnh vực «{field}» không hợp lệ.", f"The field of work “{field}” is not valid."
            )
    return fields


def _days(file: str, line: int, first: str, last: str) -> Span:
    try:
        return Span(date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None)
    except ValueError as wrong:
        _refuse(
            file,
            line,
            f"Ngày không hợp lệ ({first or '…'} – {last or '…'}): "
            "viết YYYY-MM-DD, ngày cuối không trước ngày đầu.",
            f"The dates are not valid ({first or '…'} – {last or '…'}): "
            "write YYYY-MM-DD, and the last day not before the first.",
            wrong,
        )
