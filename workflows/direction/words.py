"""How a direction is called, and its codes in words."""

from collections.abc import Mapping
from typing import Any

Words = Mapping[str, str]
LONGEST_TITLE = 90

OUTCOMES: Mapping[str, Words] = {
    "done": {"vi": "Đã làm xong", "en": "Done"},
    "partly": {"vi": "Làm được một phần", "en": "Partly done"},
    "impossible": {"vi": "Không làm được", "en": "Cannot be done"},
}
REASONS: Mapping[str, Words] = {
    "KQ-01": {"vi": "KQ-01 Chưa đủ việc được giao", "en": "KQ-01 Not all that was asked"},
    "KQ-02": {"vi": "KQ-02 Thiếu minh chứng", "en": "KQ-02 Evidence is missing"},
    "KQ-03": {"vi": "KQ-03 Kết quả chưa rõ", "en": "KQ-03 The outcome is unclear"},
    "KQ-09": {"vi": "KQ-09 Lý do khác", "en": "KQ-09 Another reason"},
}


def direction_title(row: Any) -> dict[str, str]:
    """Such as "Chỉ đạo 07/2026: Nạo vét cống ngõ 12", by the row of a direction."""
    what = " ".join(row.what.split()).rstrip(".")
    short = what if len(what) <= LONGEST_TITLE else what[: LONGEST_TITLE - 1].rstrip() + "…"
    number = direction_number(row)
    return {"vi": f"Chỉ đạo {number}: {short}", "en": f"Direction {number}: {short}"}


def direction_number(row: Any) -> str:
    """Such as "07/2026"."""
    return f"{row.number:02d}/{row.year}"
