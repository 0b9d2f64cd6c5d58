"""What can be wrong with the dates of a chain of levels, in sentences that say what to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from periods.dated import Dated
from periods.deadlines import CycleDates
from periods.words import Words, day_text, level_words

Severity = Literal["warning", "note"]


@dataclass(frozen=True)
class ChainWarning:
    """What does not fit, and what to do.

    `code` is one of child_due_after_parent, collect_before_child_due, collect_at_child_due, due_too_early,
    dates_out_of_order, calendar_ends, deadline_missing. A note is tight but works; a warning needs a hand.
    """

    code: str
    severity: Severity
    levels: tuple[str, ...]
    message: Words

    def to_json(self) -> dict[str, object]:
        """{"code", "severity", "levels", "vi", "en"}."""
        return {
            "code": self.code,
            "severity": self.severity,
            "levels": list(self.levels),
            "vi": self.message["vi"],
            "en": self.message["en"],
        }


def inverted(parent: CycleDates, child: CycleDates) -> ChainWarning:
    """The child's date is after its parent's."""
    upper, lower = level_words(parent.level), level_words(child.level)
    latest = _moment(parent.collect_until.at)
    message = {
        "vi": f"Hạn của {lower['vi']} ({_moment(child.due.at)}) sau hạn của {upper['vi']} "
        f"({_moment(parent.due.at)}). Hãy đặt hạn của {lower['vi']} không muộn hơn {latest}, "
        f"hoặc lùi hạn của {upper['vi']}.",
        "en": f"The {lower['en']} is due ({_moment(child.due.at)}) after the {upper['en']} "
        f"({_moment(parent.due.at)}). Make the {lower['en']} due by {latest}, "
        f"or give the {upper['en']} a later date.",
    }
    return ChainWarning("child_due_after_parent", "warning", (parent.level, child.level), message)


def collected_too_soon(parent: CycleDates, child: CycleDates) -> ChainWarning:
    """The parent stops collecting before the child is due."""
    upper, lower = level_words(parent.level), level_words(child.level)
    latest = _moment(parent.collect_until.at)
    message = {
        "vi": f"{_first(upper['vi'])} ngừng tổng hợp ({latest}) trước hạn của {lower['vi']} "
        f"({_moment(child.due.at)}): báo cáo đúng hạn vẫn không kịp vào bản tổng hợp. "
        f"Hãy đặt hạn của {lower['vi']} không muộn hơn {latest}.",
        "en": f"The {upper['en']} stops collecting ({latest}) before the {lower['en']} is due "
        f"({_moment(child.due.at)}): reports sent on time would be left out. "
        f"Make the {lower['en']} due by {latest}.",
    }
    return ChainWarning("collect_before_child_due", "warning", (parent.level, child.level), message)


def collected_at_once(parent: CycleDates, child: CycleDates) -> ChainWarning:
    """The parent stops collecting at the very moment the child is due."""
    upper, lower = level_words(parent.level), level_words(child.level)
    moment = _moment(child.due.at)
    message = {
        "vi": f"{_first(upper['vi'])} ngừng tổng hợp đúng lúc {lower['vi']} hết hạn ({moment}): "
        "không còn thời gian tiếp nhận báo cáo gửi sát hạn. Hãy nhắc cấp dưới gửi sớm.",
        "en": f"The {upper['en']} stops collecting at the very time the {lower['en']} is due ({moment}): "
        "no time is left to receive reports sent at the last hour. Ask the units below to send early.",
    }
    return ChainWarning("collect_at_child_due", "note", (parent.level, child.level), message)


def too_early(cycle: CycleDates, earliest: Dated) -> ChainWarning:
    """The date is earlier than the law allows."""
    level = level_words(cycle.level)
    due, first = day_text(cycle.due.at), day_text(earliest.at)
    message = {
        "vi": f"Hạn của {level['vi']} ({due}) sớm hơn ngày sớm nhất được phép: "
        f"{earliest.explanation['vi']}. Hãy đặt hạn từ {first} trở đi.",
        "en": f"The {level['en']} is due ({due}) before the first day allowed: "
        f"{earliest.explanation['en']}. Set the date to {first} or later.",
    }
    return ChainWarning("due_too_early", "warning", (cycle.level,), message)


def out_of_order(cycle: CycleDates) -> ChainWarning:
    """The tables put the dates of one level in an impossible order."""
    level = level_words(cycle.level)
    message = {
        "vi": f"Các ngày của {level['vi']} không theo thứ tự: mở kỳ, nhắc, hạn gửi, báo cấp trên, đóng kỳ. "
        "Hãy sửa bảng cycle_dates trong deadlines.dmn.",
        "en": f"The dates of the {level['en']} are out of order: opening, reminders, due date, telling the "
        "unit above, closing. Correct the table cycle_dates in deadlines.dmn.",
    }
    return ChainWarning("dates_out_of_order", "warning", (cycle.level,), message)


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _moment(moment: datetime) -> str:
    return f"{day_text(moment)} {moment:%H:%M}"
