"""What can go wrong between facts and a document. Every message is a mapping with `vi` and `en`."""

from collections.abc import Mapping


class DocumentError(Exception):
    """The document cannot be made; `message` says why and what to do, `detail` is for the operator only."""

    def __init__(self, vi: str, en: str, *, detail: str = "") -> None:
        super().__init__(en)
        self.message: Mapping[str, str] = {"vi": vi, "en": en}
        self.detail = detail


class FontMissing(DocumentError):
    """No font with all Vietnamese letters was found: install one with the command in the message."""


class FactsRefused(DocumentError):
    """The facts are not as described in `documents/facts.py`: the caller must be mended."""


class DocumentTooLong(DocumentError):
    """The document has more pages than allowed: shorten the texts or split the list."""

    def __init__(self, pages: int, page_cap: int) -> None:
        super().__init__(
            f"Văn bản dài {pages} trang, vượt mức cho phép {page_cap} trang. "
            "Hãy rút gọn nội dung hoặc tách danh mục.",
            f"The document has {pages} pages; at most {page_cap} are allowed. "
            "Shorten the texts or split the list.",
        )
        self.pages = pages
        self.page_cap = page_cap


class DocumentTooSlow(DocumentError):
    """The document was not ready in time and was stopped: shorten it, or try again later."""

    def __init__(self, timeout_seconds: float) -> None:
        super().__init__(
            f"Sau {timeout_seconds:g} giây văn bản vẫn chưa được tạo xong nên hệ thống đã dừng lại. "
            "Hãy rút gọn nội dung hoặc thử lại khi máy chủ rảnh hơn.",
            f"The document was not ready after {timeout_seconds:g} seconds and was stopped. "
            "Shorten the texts, or try again when the machine is less busy.",
        )


class DocumentTooLarge(DocumentError):
    """The document needed more memory than allowed and was stopped: shorten it or split the list."""

    def __init__(self, *, detail: str = "") -> None:
        super().__init__(
            "Văn bản cần nhiều bộ nhớ hơn mức cho phép nên hệ thống đã dừng lại. "
            "Hãy rút gọn nội dung hoặc tách danh mục.",
            "The document needed more memory than allowed and was stopped. "
            "Shorten the texts or split the list.",
            detail=detail,
        )


class DocumentFailed(DocumentError):
    """The document could not be made from sound facts: try again, then show `detail` to the operator."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            "Không tạo được văn bản. Dữ liệu báo cáo vẫn còn nguyên; hãy thử lại, "
            "nếu vẫn lỗi hãy báo người vận hành hệ thống.",
            "The document could not be made. The report itself is safe; try again, "
            "and tell the operator if it fails again.",
            detail=detail,
        )
