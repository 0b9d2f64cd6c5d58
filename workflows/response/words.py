"""How a response and its steps are called, and their codes in words."""

from collections.abc import Mapping
from typing import Any

from workflows.direction.words import OUTCOMES as STEP_OUTCOMES
from workflows.issues.words import short

Words = Mapping[str, str]
LONGEST_TITLE = 70
STATES: Mapping[str, Words] = {
    "running": {"vi": "Đang ứng phó", "en": "Under way"},
    "closed": {"vi": "Đã đóng", "en": "Closed"},
}
OUTCOMES: Mapping[str, Words] = {
    "resolved": {"vi": "Đã khắc phục xong", "en": "Put right"},
    "contained": {"vi": "Đã khống chế, còn việc theo dõi", "en": "Under control, with work left"},
    "mistaken": {"vi": "Báo nhầm, không có sự cố", "en": "A false alarm"},
    "ended": {"vi": "Bị dừng từ bên ngoài", "en": "Ended from outside"},
}
STEP_STATES: Mapping[str, Words] = {
    "waiting": {"vi": "Chờ bước trước", "en": "Waits for the step before"},
    "open": {"vi": "Đang làm", "en": "Being done"},
    **STEP_OUTCOMES,
    "skipped": {"vi": "Bỏ qua", "en": "Skipped"},
    "dropped": {"vi": "Dừng khi đóng", "en": "Dropped at the closing"},
}
COUNTED: Mapping[str, Words] = {
    "hours": {"vi": "giờ", "en": "hours"},
    "working_hours": {"vi": "giờ làm việc", "en": "working hours"},
    "working_days": {"vi": "ngày làm việc", "en": "working days"},
}


def response_number(row: Any) -> str:
    """Such as "07/2026"."""
    return f"{row.number:02d}/{row.year}"


def standing(step: Any) -> str:
    """How a step stands, as STEP_STATES has it in words: of what was reported, what came of it."""
    return str(step.outcome or step.state)


def incident_name(row: Any) -> dict[str, str]:
    """Such as "Sự cố dịch vụ 07/2026: Vỡ đường ống cấp nước": nothing that somebody wrote."""
    number, words = response_number(row), row.kind_words
    return {
        "vi": f"Sự cố dịch vụ {number}: {words['vi']}",
        "en": f"Service incident {number}: {words['en']}",
    }


def response_title(row: Any) -> dict[str, str]:
    """The same with the beginning of what has happened."""
    what = short(row.what, LONGEST_TITLE)
    return {language: f"{name}. {what}" for language, name in incident_name(row).items()}


def step_title(step: Any, row: Any) -> dict[str, str]:
    """Such as "Sự cố dịch vụ 07/2026: Khoá van đoạn ống vỡ", as the play-book has it: mails show it.

    Of a step that was added, which is in the words of whoever added it, only which it is.
    """
    number, words = response_number(row), step.words
    if step.added_at:
        words = {"vi": f"bước {step.position}, được thêm", "en": f"step {step.position}, added"}
    return {
        "vi": f"Sự cố dịch vụ {number}: {short(words['vi'], LONGEST_TITLE)}",
        "en": f"Service incident {number}: {short(words['en'], LONGEST_TITLE)}",
    }


def within_words(within: float, counted_in: str) -> dict[str, str]:
    """Such as "4 giờ làm việc"."""
    words = COUNTED[counted_in]
    en = words["en"].removesuffix("s") if within == 1 else words["en"]
    return {"vi": f"{within:g} {words['vi']}", "en": f"{within:g} {en}"}
