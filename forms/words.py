"""Phrases in both languages, and small work on them."""

from collections.abc import Mapping

Words = Mapping[str, str]

LANGUAGES = ("vi", "en")

PHRASES: Mapping[str, Words] = {
    "choose": {"vi": "Chọn…", "en": "Choose…"},
    "choose_none": {"vi": "Không chọn", "en": "None"},
    "optional": {"vi": "(không bắt buộc)", "en": "(optional)"},
    "error": {"vi": "Lỗi:", "en": "Error:"},
    "notice": {"vi": "Lưu ý:", "en": "Note:"},
    "complete": {"vi": "Đủ thông tin", "en": "Complete"},
    "incomplete": {"vi": "Chưa đủ thông tin", "en": "Not complete"},
    "look_again": {"vi": "Cần xem lại", "en": "Look again"},
    "to_correct": {"vi": "Cần sửa {count} lỗi", "en": "Errors to correct: {count}"},
    "remove": {"vi": "Bỏ {row}", "en": "Remove {row}"},
    "up": {"vi": "Đưa {row} lên trước", "en": "Move {row} up"},
    "not_sent": {
        "vi": "Chưa gửi được: còn {count} chỗ cần sửa",
        "en": "Not sent. Places to correct: {count}",
    },
    "kept": {"vi": "Mọi nội dung đã nhập vẫn còn nguyên.", "en": "Everything you entered is still here."},
    "warned": {"vi": "Cần xem lại trước khi gửi: {count} chỗ", "en": "To look at before sending: {count}"},
    "not_listed": {"vi": "{value} (không còn trong danh sách)", "en": "{value} (no longer in the list)"},
    "yes": {"vi": "Có", "en": "Yes"},
    "no": {"vi": "Không", "en": "No"},
    "blank": {"vi": "Không ghi", "en": "Left blank"},
    "no_rows": {"vi": "Không có dòng nào.", "en": "No entries."},
    "press_row": {
        "vi": "Bấm vào từng {row} để mở hoặc thu gọn.",
        "en": "Press each {row} to open or close it.",
    },
    "not_chosen": {"vi": "chưa chọn {label}", "en": "{label} not chosen"},
    "not_written": {"vi": "chưa ghi {label}", "en": "{label} not given"},
    "row": {"vi": "Dòng", "en": "Row"},
    "add_row": {"vi": "Thêm một dòng", "en": "Add a row"},
    "no_difference": {"vi": "Hai bản giống nhau.", "en": "Both say the same."},
    "word_by_word": {"vi": "Xem từng chữ đã đổi", "en": "See word by word"},
    "added_from": {"vi": "[thêm:", "en": "[added:"},
    "removed_from": {"vi": "[bỏ:", "en": "[taken out:"},
    "marked_to": {"vi": "]", "en": "]"},
    "row_added": {"vi": "Thêm", "en": "Added"},
    "row_removed": {"vi": "Bỏ", "en": "Taken out"},
    "row_changed": {"vi": "Sửa", "en": "Changed"},
    "mine_added": {"vi": "Chỉ bạn có", "en": "Only yours"},
    "mine_removed": {"vi": "Chỉ bản đã lưu có", "en": "Only in the saved draft"},
    "mine_changed": {"vi": "Hai bản khác nhau", "en": "They differ"},
    "take_mine": {"vi": "Lấy của tôi", "en": "Take mine"},
    "take_saved": {"vi": "Lấy bản đã lưu", "en": "Take the saved one"},
    "keep_row": {"vi": "Giữ lại", "en": "Keep it"},
    "take_row": {"vi": "Đưa vào", "en": "Bring it in"},
    "drop_row": {"vi": "Bỏ đi", "en": "Leave it out"},
}


def phrase(key: str, **facts: object) -> Words:
    """The phrase in both languages, with its facts filled in."""
    return {language: PHRASES[key][language].format(**facts) for language in LANGUAGES}


def both(vi: str, en: str, **facts: Words | str | int) -> Words:
    """A sentence in both languages; facts that are words themselves are taken in the same language."""
    return {
        language: text.format(**{name: in_language(fact, language) for name, fact in facts.items()})
        for language, text in (("vi", vi), ("en", en))
    }


def in_language(fact: Words | str | int, language: str) -> str:
    """A fact as it reads in one language."""
    return fact[language] if isinstance(fact, Mapping) else str(fact)


def lower_first(text: str) -> str:
    """The text as it reads inside a sentence; an abbreviation such as UBND keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
