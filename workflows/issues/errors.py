"""What the register of issues refuses."""

from workflows.errors import Refused, StalePage
from workflows.issues.states import NAMES


class NotAfterThat(Refused):
    """The issue stands otherwise than the step supposes."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(
            f"Vấn đề đang “{NAMES[before]['vi']}”, không chuyển sang “{NAMES[after]['vi']}” được. Mở lại hồ sơ.",
            f"The issue is “{NAMES[before]['en']}” and cannot become “{NAMES[after]['en']}”. Open its page again.",
        )


class NotProven(Refused):
    """An issue ends with a reason and with evidence, never silently."""

    def __init__(self) -> None:
        super().__init__(
            "Kết thúc vấn đề phải có lý do và căn cứ. Ghi cả hai rồi gửi lại.",
            "An issue ends with a reason and with evidence. Give both, then send again.",
        )


class TextRefused(Refused):
    """A text that cannot be kept as it is; the sentence says what to change."""


class NotMerged(Refused):
    """Two issues that cannot be merged; the sentence says why."""


class IssueMoved(StalePage):
    """Somebody else has changed the issue meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            "Có người vừa cập nhật vấn đề này. Mở lại hồ sơ rồi làm lại; nội dung bạn gõ chưa được lưu.",
            "Somebody has just changed this issue. Open its page and do it again; what you typed was not kept.",
        )


class ListRefused(Refused):
    """A file of categories or programmes that cannot be read; nothing of it was taken."""
