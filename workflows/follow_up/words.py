"""How the monthly control is called, and its codes in words."""

from collections.abc import Mapping
from typing import Any

from periods.labels import label_words
from periods.windows import period

Words = Mapping[str, str]

SAID: Mapping[str, Words] = {
    "on_track": {"vi": "Đang làm, kịp hạn", "en": "Under way, in time"},
    "waiting": {"vi": "Chờ nơi khác", "en": "Waiting for somebody else"},
    "stuck": {"vi": "Vướng, cần cấp trên gỡ", "en": "Stuck, help from above is needed"},
    "done": {"vi": "Đã làm xong, chưa ghi vào vấn đề", "en": "Done, not yet entered at the issue"},
}
RANK_WORDS: Mapping[str, Words] = {
    "red": {"vi": "Đỏ: không ai xác nhận", "en": "Red: nobody confirmed"},
    "waiting": {"vi": "Chờ xác nhận", "en": "To be confirmed"},
    "confirmed": {"vi": "Đã xác nhận", "en": "Confirmed"},
    "settled": {"vi": "Không cần xác nhận", "en": "Nothing to confirm"},
}


def month_words(month: str) -> dict[str, str]:
    """Such as "tháng 6 năm 2025"."""
    return dict(label_words(period(month)))


def follow_up_title(row: Any) -> dict[str, str]:
    """Such as "Kiểm soát vấn đề mở tháng 6 năm 2025", by the row of a list."""
    month = month_words(row.month)
    return {"vi": f"Kiểm soát vấn đề mở {month['vi']}", "en": f"Control of open issues, {month['en']}"}
