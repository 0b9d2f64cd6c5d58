"""The answers to a data call as an XLSX file: a row for each unit, numbers as numbers, sums below."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from documents.workbook import Sheet, Value, workbook
from forms.form import Field
from workflows.data_call.page import CallPage, total
from workflows.data_call.words import call_title
from workflows.deadlines import ZONE

Words = Mapping[str, str]
HEADS: Sequence[Words] = (
    {"vi": "Đơn vị", "en": "Unit"},
    {"vi": "Tình trạng", "en": "State"},
    {"vi": "Gửi lúc", "en": "Sent at"},
)
STATES: Mapping[str, Words] = {
    "accepted": {"vi": "Đã nhận", "en": "Accepted"},
    "sent": {"vi": "Đã gửi, chờ xem", "en": "Sent, to be looked at"},
    "returned": {"vi": "Trả lại, chờ sửa", "en": "Returned, being mended"},
    "open": {"vi": "Chưa trả lời", "en": "Not answered yet"},
    "late": {"vi": "Chưa trả lời, quá hạn", "en": "Not answered, overdue"},
    "missing": {"vi": "Không trả lời", "en": "Never answered"},
    "unmended": {"vi": "Trả lại, không sửa", "en": "Returned, never mended"},
}
LATE: Words = {"vi": "gửi chậm", "en": "sent late"}
SUM: Words = {"vi": "Cộng", "en": "Sum"}
DUE: Words = {"vi": "Hạn trả lời", "en": "Answers due"}


def table_file(page: CallPage, language: str) -> bytes:
    """The file. Only what was sent is in it."""
    due = f"{page.row.due_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
    sheet = Sheet(
        title=call_title(page.row)[language],
        notes=[call_title(page.row)[language], f"{DUE[language]}: {due}"],
        heads=[*(head[language] for head in HEADS), *(one.label[language] for one in page.questions)],
        rows=[_row(page, line, language) for line in page.lines],
        sums=[[SUM[language], "", "", *(_sum(page, one, language) for one in page.questions)]],
    )
    return workbook([sheet])


def _row(page: CallPage, line: Any, language: str) -> list[Value]:
    state = STATES[line.stands][language]
    sent = line.row.sent_at
    return [
        line.row.unit_name,
        f"{state}, {LATE[language]}" if line.late else state,
        sent.astimezone(ZONE) if sent else None,
        *(_cell(page, one, line.answers, language) for one in page.questions),
    ]


def _cell(page: CallPage, field: Field, answers: Mapping[str, Any] | None, language: str) -> Value:
    value = (answers or {}).get(field.key)
    if field.kind == "number" and isinstance(value, int | float):
        return value
    if field.kind == "date" and value:
        return date.fromisoformat(str(value))
    return page.shown(field, answers, language)


def _sum(page: CallPage, field: Field, language: str) -> Value:
    if field.kind == "number":
        return total([(line.answers or {}).get(field.key) for line in page.lines])
    return page.sum_of(field, language)
