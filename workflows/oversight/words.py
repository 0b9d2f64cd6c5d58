"""How a case of oversight is called, and its codes in words."""

from collections.abc import Mapping
from typing import Any

from workflows.issues.words import called, number_of

Words = Mapping[str, str]
LONGEST_TITLE = 80

OPINIONS: Mapping[str, Words] = {
    "none": {"vi": "Không cần làm gì thêm", "en": "No further action"},
    "urge": {"vi": "Đôn đốc, kèm ngày", "en": "Urged, with a date"},
    "measure": {"vi": "Kiến nghị biện pháp", "en": "A measure is recommended"},
}


def oversight_title(row: Any) -> dict[str, str]:
    """Such as "Giám sát vấn đề 12/2025: Ngập ở ngõ 5", by a row with number, year and summary of the issue."""
    issue = f"{number_of(row)}: {called(row.summary, LONGEST_TITLE)}"
    return {"vi": f"Giám sát vấn đề {issue}", "en": f"Oversight of issue {issue}"}
