"""How a quick report is called, and its states in words."""

from collections.abc import Mapping
from typing import Any

from workflows.issues.words import called

Words = Mapping[str, str]
LONGEST_TITLE = 90
STATES: Mapping[str, Words] = {
    "open": {"vi": "Đang báo tiếp", "en": "Being followed up"},
    "ended": {"vi": "Đã kết thúc", "en": "Over"},
    "lapsed": {"vi": "Không báo tiếp", "en": "Not followed up"},
}
RECEIPTS: Mapping[str, Words] = {
    "waiting": {"vi": "Chưa xác nhận", "en": "Not confirmed yet"},
    "confirmed": {"vi": "Đã xác nhận", "en": "Confirmed"},
    "silent": {"vi": "Không xác nhận", "en": "Never confirmed"},
    "told": {"vi": "Được báo cho biết", "en": "Was told"},
}


def report_number(row: Any) -> str:
    """Such as "07/2026"."""
    return f"{row.document_number:02d}/{row.document_year}"


def quick_title(row: Any) -> dict[str, str]:
    """Such as "Báo cáo nhanh 07/2026: Vỡ đê ở tổ 5"."""
    number, words = report_number(row), called(row.summary, LONGEST_TITLE)
    return {"vi": f"Báo cáo nhanh {number}: {words}", "en": f"Quick report {number}: {words}"}
