"""Through which channel an issue came, how urgent it is, and what the register calls these."""

from collections.abc import Mapping

Words = Mapping[str, str]

CHANNELS: Mapping[str, Words] = {
    "collaborator": {"vi": "Cộng tác viên", "en": "Collaborator"},
    "meeting": {"vi": "Hội nghị giao ban", "en": "Briefing meeting"},
    "contact": {"vi": "Tiếp xúc cử tri, đối thoại", "en": "Meeting with residents"},
    "letter": {"vi": "Đơn thư, kiến nghị", "en": "Letter"},
    "press": {"vi": "Báo chí", "en": "Press"},
    "hotline": {"vi": "Tổng đài", "en": "Hotline"},
    "briefing": {"vi": "Báo cáo, giao ban cấp dưới", "en": "Briefing from below"},
    "survey": {"vi": "Điều tra", "en": "Survey round"},
    "reception": {"vi": "Tiếp công dân", "en": "Citizen reception"},
}
URGENCIES: Mapping[str, Words] = {
    "normal": {"vi": "Thường", "en": "Normal"},
    "urgent": {"vi": "Khẩn", "en": "Urgent"},
    "very": {"vi": "Thượng khẩn", "en": "Very urgent"},
    "flash": {"vi": "Hoả tốc", "en": "Flash"},
}
ORDINARY_CHANNEL = "briefing"
ORDINARY_URGENCY = "normal"


def known_channel(code: str) -> str:
    """The channel of a report's issue; what no form of ours asks for came by the report itself."""
    return code if code in CHANNELS else ORDINARY_CHANNEL


def known_urgency(code: str) -> str:
    """The urgency of a report's issue; where nobody said, it is normal."""
    return code if code in URGENCIES else ORDINARY_URGENCY
