"""Texts as the register keeps them: trimmed, of bounded length, and never about persons."""

from forms.personal_data import personal_data, refusal
from workflows.issues.errors import TextRefused

LONGEST = 4000
SUMMARY = 600


def kept_text(text: str, *, longest: int = LONGEST, wanted: bool = False) -> str:
    """The text as it may be kept. TextRefused when it is too long, tells of a person, or is `wanted` and empty."""
    words = text.replace("\0", " ").strip()
    if len(words) > longest or (wanted and not words):
        raise TextRefused(
            f"Nội dung cần từ 1 đến {longest} ký tự; bạn đã gõ {len(words)}. Sửa rồi gửi lại.",
            f"The text has 1 to {longest} characters; yours has {len(words)}. Change it and send again.",
        )
    if spans := personal_data(words):
        raise TextRefused(**refusal(words, spans))
    return words
