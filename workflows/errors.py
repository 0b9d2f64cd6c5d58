"""What the reporting work can refuse, as one tree. Each error carries a sentence in vi and en."""

from collections.abc import Mapping


class WorkError(Exception):
    """The work cannot be done as asked. `text` says what to do, by language."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}


class NotYours(WorkError):
    """There is nothing here for this viewer: it does not exist, or it belongs to another unit."""

    def __init__(self) -> None:
        super().__init__(
            "Không có nội dung này trong phần việc của bạn. Quay lại danh sách việc cần xử lý.",
            "There is nothing here among your work. Go back to your task list.",
        )


class Refused(WorkError):
    """The step is known but may not be taken now; the sentence says why and what to do instead."""


class RefusedAt(Refused):
    """What was typed in a field of a page cannot be; `field` says where to mend it."""

    def __init__(self, field: str, vi: str, en: str) -> None:
        super().__init__(vi, en)
        self.field = field


class NotYourRole(WorkError):
    """The viewer may see the thing, but his role does not do this; the sentence says whose does."""


class StalePage(WorkError):
    """Somebody else changed the thing after the page was loaded. Nothing of either side is lost."""
