"""Tables as an XLSX file: heads that stay in view, numbers as numbers, texts as texts whatever they begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | Decimal | date | None
"""A decimal is shown with the places it was rounded to."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE, LONGEST_TEXT = 31, 32_767
NARROWEST, WIDEST = 10, 60
_NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="E8EEF0")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True)
class Sheet:
    """One table. `notes` stand above its heads, what is summed up (`sums`) below its rows."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    sums: Sequence[Sequence[Value]] = ()
    notes: Sequence[str] = field(default=())


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file, a sheet for each table, at least one. Moments are written in the zone that they carry."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(_title(sheet.title)), sheet)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _title(text: str) -> str:
    return text.translate(_NOT_IN_A_TITLE).strip("' ")[:LONGEST_TITLE] or "1"


def _write(page: Worksheet, sheet: Sheet) -> None:
    for place, note in enumerate(sheet.notes, 1):
        _put(page, place, [note])
    head = len(sheet.notes) + 1
    _put(page, head, sheet.heads, font=_BOLD, fill=_HEAD)
    for place, row in enumerate(sheet.rows, head + 1):
        _put(page, place, row)
    for place, row in enumerate(sheet.sums, head + 1 + len(sheet.rows)):
        _put(page, place, row, font=_BOLD)
    page.freeze_panes = f"B{head + 1}"
    for column, width in enumerate(_widths(sheet), 1):
        page.column_dimensions[get_column_letter(column)].width = width


def _put(page: Worksheet, row: int, values: Sequence[Value], **look: Any) -> None:
    for column, value in enumerate(values, 1):
        cell = page.cell(row, column)
        cell.value = _plain(value)
        if isinstance(value, str):
            cell.data_type = "s"  # "=1+1" is what somebody wrote, never a formula
            cell.alignment = _WRAPPED
        if isinstance(value, Decimal):
            cell.number_format = f"0.{'0' * max(0, -int(value.as_tuple().exponent))}".rstrip(".")
        for name, one in look.items():
            setattr(cell, name, one)


def _plain(value: Value) -> Any:
    if isinstance(value, datetime):  # a workbook knows no zones
        return value.replace(tzinfo=None)
    if isinstance(value, str):
        return "".join(letter for letter in value if letter >= " " or letter in "\n\t")[:LONGEST_TEXT]
    return value


def _widths(sheet: Sheet) -> list[int]:
    """As wide as the longest value of a column, within bounds."""
    columns = zip(*(sheet.heads, *sheet.rows), strict=False)
    longest = (max(len(str("" if value is None else value)) for value in column) for column in columns)
    return [min(max(width + 2, NARROWEST), WIDEST) for width in longest]
