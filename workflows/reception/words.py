"""How a reception is called, and its codes in words."""

from collections.abc import Mapping
from typing import Any

from periods.words import day_text

Words = Mapping[str, str]

HOLDERS: Mapping[str, Words] = {
    "head": {"vi": "Lãnh đạo đơn vị", "en": "The head of the unit"},
    "deputy": {"vi": "Cấp phó tiếp thay", "en": "A deputy in his stead"},
}
HAPPENED: Mapping[str, Words] = {
    "opened": {"vi": "Mở hồ sơ", "en": "Opened"},
    "prepared": {"vi": "Đã chuẩn bị", "en": "Prepared"},
    "raised": {"vi": "Ghi một vấn đề", "en": "An issue was taken down"},
    "named": {"vi": "Giao nơi làm và hạn", "en": "Given to a unit, with a date"},
    "clock": {"vi": "Theo quy trình và hạn chung", "en": "Left to the ordinary clock"},
    "held": {"vi": "Đã tiếp", "en": "Held"},
    "cancelled": {"vi": "Không tiếp", "en": "Not held"},
    "closed": {"vi": "Đã kết luận", "en": "Concluded"},
    "cut": {"vi": "Người vận hành dừng hồ sơ", "en": "Ended by the operators"},
}


def reception_title(row: Any) -> dict[str, str]:
    """Such as "Tiếp công dân ngày 15/05/2025", by the row of a reception."""
    day = day_text(row.meets_on)
    return {"vi": f"Tiếp công dân ngày {day}", "en": f"Citizen reception of {day}"}
