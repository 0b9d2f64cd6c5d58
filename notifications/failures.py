"""What can go wrong on the way out of the house, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass

Words = Mapping[str, str]
ALL, RECIPIENT = "all", "recipient"


@dataclass(frozen=True)
class Kind:
    """One kind of failure. `ends` is the state it leads to at once; None: it is tried again later.

    `waits` says what else is not tried for a while, since it would fail as well: everything of the channel, or
    everything for the same recipient.
    """

    words: Words
    ends: str | None = None
    waits: str | None = None


KINDS: Mapping[str, Kind] = {
    "unreachable": Kind(
        {
            "vi": "Không kết nối được máy chủ, hoặc máy chủ không trả lời kịp.",
            "en": "The server cannot be reached, or did not answer in time.",
        },
        waits=ALL,
    ),
    "insecure": Kind(
        {
            "vi": "Máy chủ không mở được đường truyền mã hoá đáng tin.",
            "en": "The server offers no trustworthy encrypted connection.",
        },
        waits=ALL,
    ),
    "sign_in": Kind(
        {
            "vi": "Máy chủ thư không nhận tên hoặc mật khẩu đã cài đặt.",
            "en": "The mail server does not take the user name or password that are set.",
        },
        waits=ALL,
    ),
    "sender": Kind(
        {
            "vi": "Máy chủ thư không nhận địa chỉ gửi đã cài đặt.",
            "en": "The mail server does not take the sender's address that is set.",
        },
        waits=ALL,
    ),
    "later": Kind(
        {"vi": "Máy chủ báo: hãy thử lại sau.", "en": "The server said: try again later."},
    ),
    "address": Kind(
        {
            "vi": "Máy chủ thư báo địa chỉ này không dùng được.",
            "en": "The mail server said that this address does not work.",
        },
        ends="unusable",
    ),
    "content": Kind(
        {"vi": "Máy chủ thư từ chối thư này.", "en": "The mail server refused this mail."},
        ends="given_up",
    ),
    "no_address": Kind(
        {
            "vi": "Người nhận không còn địa chỉ, tài khoản đã ngừng, hoặc không còn giữ việc này.",
            "en": "The recipient has no address any more, is switched off, or no longer holds this office.",
        },
        ends="given_up",
    ),
    "no_answer": Kind(
        {
            "vi": "Không kết nối được địa chỉ nhận, hoặc nó không trả lời kịp.",
            "en": "The receiving address cannot be reached, or did not answer in time.",
        },
        waits=RECIPIENT,
    ),
    "answer": Kind(
        {
            "vi": "Địa chỉ nhận trả lời bằng một mã lỗi.",
            "en": "The receiving address answered with an error.",
        },
    ),
    "redirect": Kind(
        {
            "vi": "Địa chỉ nhận chuyển hướng đi nơi khác; chúng tôi không đi theo.",
            "en": "The receiving address leads elsewhere, which is not followed.",
        },
    ),
    "forbidden": Kind(
        {
            "vi": "Địa chỉ nhận nằm trong mạng riêng, chưa được cho phép.",
            "en": "The receiving address lies on a private network, which has not been allowed.",
        },
    ),
    "gone": Kind(
        {
            "vi": "Địa chỉ nhận này đã được gỡ khỏi danh sách.",
            "en": "This webhook has been taken off the list.",
        },
        ends="given_up",
    ),
    "defect": Kind(
        {
            "vi": "Không soạn được nội dung; xem nhật ký của máy chủ.",
            "en": "It could not be written; see the log of the server.",
        },
    ),
}


class SendFailed(Exception):
    """It did not leave, or we cannot know that it did. `name` is one of KINDS, `detail` the answer as a code."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(f"{name} {detail}".strip())
        self.name = name
        self.detail = detail[:100]

    @property
    def kind(self) -> Kind:
        """What follows from it."""
        return KINDS[self.name]
