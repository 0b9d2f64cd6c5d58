"""What happened to an issue, in words: one short sentence for each kind of event."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from forms.words import both
from periods.words import day_text
from workflows.issues.channels import CHANNELS
from workflows.issues.states import NAMES

Words = Mapping[str, str]
Names = Callable[[str], str]
"""What a unit is called, by its handle."""

RETURN_REASONS: Mapping[str, Words] = {
    "off_topic": {"vi": "Không đúng điều được hỏi", "en": "It does not answer what was asked"},
    "no_proof": {"vi": "Thiếu căn cứ", "en": "Without evidence"},
    "no_date": {"vi": "Không rõ ai làm, đến bao giờ", "en": "It does not say who acts until when"},
    "unclear": {"vi": "Khó hiểu", "en": "Hard to understand"},
}
CLOSING_REASONS: Mapping[str, Words] = {
    "not_ours": {"vi": "Không thuộc thẩm quyền", "en": "Not for local government to decide"},
    "no_basis": {"vi": "Không có cơ sở", "en": "Without foundation"},
    "settled": {"vi": "Đã có quyết định giải quyết cuối cùng", "en": "Finally settled before"},
    "unclear": {"vi": "Không đủ thông tin để xác minh", "en": "Too little is known to verify it"},
}
_PLAIN: Mapping[str, Words] = {
    "begun": {"vi": "Bắt đầu xử lý", "en": "Its handling began"},
    "told": {"vi": "Một báo cáo nữa nói đến vấn đề này", "en": "Told again in a report"},
    "corrected": {"vi": "Báo cáo đính chính nội dung", "en": "Corrected by its report"},
    "classified": {
        "vi": "Đổi lĩnh vực, mức khẩn hoặc chương trình",
        "en": "Category, urgency or programme changed",
    },
    "verified": {"vi": "Xác minh xong", "en": "Verified"},
    "handled": {"vi": "Ghi việc đã làm", "en": "What was done was written down"},
    "answer_written": {
        "vi": "Viết xong câu trả lời, trình duyệt",
        "en": "An answer was written, to be reviewed",
    },
    "answer_returned": {"vi": "Câu trả lời bị trả lại", "en": "The answer was sent back"},
    "not_extended": {"vi": "Không được gia hạn", "en": "No more time was given"},
    "merged": {"vi": "Gộp vào vấn đề khác", "en": "Merged into another issue"},
    "unmerged": {"vi": "Tách ra, lại là một vấn đề riêng", "en": "Parted, an issue of its own again"},
    "joined": {"vi": "Một vấn đề khác gộp vào đây", "en": "Another issue was merged into this one"},
    "parted": {"vi": "Một vấn đề đã gộp được tách ra", "en": "A merged issue was parted from this one"},
    "opinion": {"vi": "Ý kiến của cơ quan giám sát", "en": "Opinion of the oversight body"},
    "directed": {"vi": "Lãnh đạo chỉ đạo", "en": "Directed by a leader"},
}


_TO_UNIT: Mapping[str, tuple[str, str]] = {
    "charge": ("Chuyển cho {unit}", "Handed to {unit}"),
    "oversight": ("Chuyển cơ quan giám sát: {unit}", "Sent to an oversight body: {unit}"),
}


def event_words(event: Any, names: Names) -> Words:
    """What an event was."""
    if event.what == "received":
        return both("Tiếp nhận: {channel}", "Received: {channel}", channel=CHANNELS[event.became])
    if event.what == "state":
        return NAMES[event.became]
    if event.what in _TO_UNIT:
        return both(*_TO_UNIT[event.what], unit=names(event.became))
    if event.what == "asks_time":
        return both("Xin gia hạn đến {day}", "More time asked for, until {day}", day=_day(event.became))
    if event.what == "extended":
        return both("Gia hạn đến {day}", "Extended until {day}", day=_day(event.became))
    return _PLAIN.get(event.what, {"vi": event.what, "en": event.what})


def reason_words(event: Any) -> Words | None:
    """The coded reason of a return or a closing."""
    known = RETURN_REASONS if event.what == "answer_returned" else CLOSING_REASONS
    return known.get(event.reason_code or "")


def _day(text: str) -> str:
    return day_text(date.fromisoformat(text))
