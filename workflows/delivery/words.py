"""What the ways and outcomes of a delivery are called."""

from collections.abc import Mapping
from typing import Any

from forms.words import Words
from workflows.issues.words import called, number_of

KIND = "answer_delivery"
CONTACT, RECEIPT, UNIT = "contact", "receipt", "unit"
DELIVERED, NOT_REACHED, DECLINED, WITHDRAWN = "delivered", "not_reached", "declined", "withdrawn"
AGAIN = "again"

OUTCOMES: Mapping[str, Words] = {
    DELIVERED: {"vi": "Đã đến nơi", "en": "Delivered"},
    NOT_REACHED: {"vi": "Không liên hệ được", "en": "Not reached"},
    DECLINED: {"vi": "Người gọi không nhận", "en": "Declined"},
    WITHDRAWN: {"vi": "Thu hồi, vấn đề mở lại", "en": "Withdrawn, the issue was reopened"},
    AGAIN: {"vi": "Chưa gặp, sẽ gọi lại", "en": "Not yet, to be tried again"},
}
HOW: Mapping[str, Words] = {
    "phone": {"vi": "Điện thoại", "en": "By telephone"},
    "email": {"vi": "Thư điện tử", "en": "By e-mail"},
    "in_person": {"vi": "Trực tiếp", "en": "In person"},
    "letter": {"vi": "Công văn, thư", "en": "By letter"},
    "page": {"vi": "Tra bằng số biên nhận", "en": "Read with the receipt number"},
    "notice": {"vi": "Thông báo trong hệ thống", "en": "By a notice here"},
}
ON_ITS_WAY: Mapping[str, Words] = {
    CONTACT: {"vi": "Chờ báo cho người gọi", "en": "To be told to the caller"},
    RECEIPT: {"vi": "Chờ tra bằng số biên nhận", "en": "Waits to be read with the receipt"},
}


def delivery_title(row: Any) -> dict[str, str]:
    """What lists and notices call it. `row` has the issue's number, year and summary."""
    about = f"{number_of(row)}: {called(row.summary)}"
    return {"vi": f"Trả lời vấn đề {about}", "en": f"Answer to issue {about}"}
