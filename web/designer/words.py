"""Words that several pages of the designer share."""

from collections.abc import Mapping

from bpmn.errors import Words, words
from workflows.designer.rights import DEPLOYED, DROPPED, OPEN, PROPOSED

KIND_NAMES: Mapping[str, Words] = {
    "bpmn": words("Sơ đồ", "Diagram"),
    "dmn": words("Bảng quyết định", "Decision table"),
    "form": words("Biểu mẫu", "Form"),
}
STATES: Mapping[str, tuple[Words, str]] = {
    OPEN: (words("Đang sửa", "Being drawn"), "grey"),
    PROPOSED: (words("Đã đề nghị áp dụng", "Proposed"), "blue"),
    DEPLOYED: (words("Đã áp dụng", "Deployed"), "teal"),
    DROPPED: (words("Đã bỏ", "Dropped"), "grey"),
}
"""What each state is called, and the colour of its tag."""
SET_DAYS: Mapping[str, Words] = {
    "off": words("Ngày nghỉ", "Day off"),
    "work": words("Ngày làm việc", "Working day"),
    "usual": words("Như thường lệ", "As usual again"),
}
"""What a change makes of a day."""
KINDS_OF_DAYS: Mapping[str, Words] = {
    "work": words("Ngày làm việc", "Working day"),
    "weekend": words("Cuối tuần", "Weekend"),
    "off": words("Ngày nghỉ", "Day off"),
    "extra": words("Ngày làm bù", "Worked instead"),
}
"""What a day is by a calendar."""
