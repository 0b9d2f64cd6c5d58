"""The few words that dates need, in Vietnamese and English. A text for people is always both."""

from datetime import date, time

Words = dict[str, str]
"""A text for people: {"vi": ..., "en": ...}, both always present."""

WEEKDAYS = {
    "vi": ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

LEVELS: dict[str, Words] = {
    "nation": {"vi": "cấp trung ương", "en": "nation"},
    "province": {"vi": "cấp tỉnh", "en": "province"},
    "district": {"vi": "cấp huyện", "en": "district"},
    "commune": {"vi": "cấp xã", "en": "commune"},
}

ANCHORS: dict[str, Words] = {
    "cutoff": {"vi": "chốt số liệu", "en": "cut-off"},
    "due": {"vi": "hạn gửi", "en": "due date"},
    "opens": {"vi": "mở kỳ", "en": "opening"},
    "closes": {"vi": "đóng kỳ", "en": "closing"},
    "sent": {"vi": "gửi", "en": "sent"},
    "returned": {"vi": "trả lại", "en": "returned"},
    "asked": {"vi": "yêu cầu đính chính", "en": "correction asked for"},
}

EVENTS: dict[str, Words] = {
    "due": {"vi": "hết hạn", "en": "due"},
    "opens": {"vi": "mở kỳ", "en": "the cycle opens"},
    "before_2": {"vi": "nhắc", "en": "reminder"},
    "before_1": {"vi": "nhắc", "en": "reminder"},
    "reminder_due": {"vi": "báo đến hạn", "en": "notice that it is due"},
    "after_1": {"vi": "báo đơn vị cấp trên", "en": "the unit above is told"},
    "after_3": {"vi": "báo lãnh đạo đơn vị cấp trên", "en": "the head of the unit above is told"},
    "collect_until": {"vi": "hết hạn tổng hợp", "en": "collecting ends"},
    "consolidate_by": {"vi": "hạn tổng hợp", "en": "to be consolidated"},
    "closes": {"vi": "đóng kỳ", "en": "the cycle closes"},
    "receive_by": {"vi": "hạn tiếp nhận", "en": "to be received"},
    "correct_by": {"vi": "hạn bổ sung", "en": "to be corrected"},
    "earliest_due": {"vi": "ngày sớm nhất được đặt hạn", "en": "earliest day for a due date"},
}


def level_words(level: str) -> Words:
    """The name of a level inside a sentence; an unknown level is shown by its code."""
    return LEVELS.get(level, {"vi": level, "en": level})


def anchor_words(anchor: str) -> Words:
    """What is counted from, inside a sentence."""
    return ANCHORS.get(anchor, {"vi": anchor, "en": anchor})


def event_words(name: str, at: time) -> Words:
    """What happens then: "hết hạn lúc 17:00" / "due at 17:00"."""
    words = EVENTS.get(name, {"vi": name, "en": name})
    return {"vi": f"{words['vi']} lúc {at:%H:%M}", "en": f"{words['en']} at {at:%H:%M}"}


def day_text(day: date) -> str:
    """dd/mm/yyyy, in both languages."""
    return f"{day:%d/%m}/{day.year:04d}"


def weekday_text(day: date, *, with_year: bool) -> Words:
    """Such as "Thứ Tư 14/05" / "Wednesday 14/05", with the year where a list of days crosses one."""
    text = day_text(day) if with_year else f"{day:%d/%m}"
    return {language: f"{names[day.weekday()]} {text}" for language, names in WEEKDAYS.items()}


def working_days_text(count: int) -> Words:
    """Such as "2 ngày làm việc" / "2 working days"."""
    return {"vi": f"{count} ngày làm việc", "en": f"{count} working {'day' if count == 1 else 'days'}"}
