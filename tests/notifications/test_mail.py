"""A mail as it arrives: parsed back from what a real server received."""

from datetime import UTC, datetime

import pytest

from notifications.mail import Letter, Letterhead, Line, compose
from notifications.smtp import connected
from tests.notifications.mail_server import Postbox, mail_server
from tests.notifications.telling import FACTS

SENT_AT = datetime(2025, 5, 14, 1, tzinfo=UTC)
HEAD = Letterhead("giaoban@tinh.example", "Giao ban tỉnh", "https://giaoban.tinh.example")


def letter(**changed: object) -> Letter:
    told: dict[str, object] = {
        "identity": "7.abc",
        "to": "bo.de@phuong.example",
        "language": "vi",
        "words": "remind_before_2",
        "facts": FACTS,
        "link": "/tasks/12",
        **changed,
    }
    return Letter(**told)  # type: ignore[arg-type] # the test changes one fact at a time


def received(one: Letter) -> Postbox:
    postbox = Postbox()
    with mail_server(postbox) as settings, connected(settings) as line:
        line.send(compose(one, HEAD, SENT_AT))
    return postbox


def test_a_reminder_arrives_with_its_vietnamese_letters() -> None:
    (mail,) = received(letter()).mails
    assert mail["subject"] == "Báo cáo tháng 05/2025 của Phường 3: còn 2 ngày làm việc, hạn 16/05/2025 17:00."
    assert mail["from"].addresses[0].display_name == "Giao ban tỉnh"
    assert mail["message-id"] == "<7.abc@giaoban.tinh.example>"
    assert mail["list-unsubscribe"] == "<https://giaoban.tinh.example/preferences>"
    assert mail["auto-submitted"] == "auto-generated"
    assert mail["date"].datetime == SENT_AT
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert "Hãy hoàn thành dự thảo và trình lãnh đạo duyệt." in text
        assert "https://giaoban.tinh.example/tasks/12" in text


def test_it_is_written_in_the_language_of_its_reader() -> None:
    (mail,) = received(letter(language="en")).mails
    assert mail["subject"].startswith("Report for May 2025 of Phường 3")
    assert mail["content-language"] == "en"


def test_a_digest_lists_its_tasks_each_with_its_link() -> None:
    rows = [Line("Soạn báo cáo, Phường 3", "/tasks/1"), Line("Duyệt <b>", "/tasks/2")]
    facts = {"day": "14/05/2025", "waiting": 2, "late": 0, "returned": 1}
    (mail,) = received(letter(words="digest", facts=facts, lines=rows)).mails
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "- Soạn báo cáo, Phường 3\n  https://giaoban.tinh.example/tasks/1" in plain.get_content().replace(
        "\r\n", "\n"
    )
    assert "Duyệt &lt;b&gt;" in html.get_content()
    assert "<b>Duyệt" not in html.get_content()


@pytest.mark.parametrize(
    "trick", ["Phường 3\r\nBcc: all@evil.example", "Phường 3\nX: y", "a\x0bb\x00c\x85d", "\u2028Bcc: x"]
)
def test_a_unit_cannot_add_a_header_by_its_name(trick: str) -> None:
    postbox = received(letter(facts={**FACTS, "unit": trick}))
    (mail,) = postbox.mails
    assert postbox.recipients == ["bo.de@phuong.example"]
    assert mail["bcc"] is None
    assert mail["x"] is None
    assert len(mail["subject"].splitlines()) == 1


def test_html_shows_what_a_unit_is_called_and_runs_nothing() -> None:
    (mail,) = received(letter(facts={**FACTS, "unit": "<script>x</script>{{ 7 * 7 }}"})).mails
    html = mail.get_body(("html",))
    assert html is not None
    assert "&lt;script&gt;x&lt;/script&gt;{{ 7 * 7 }}" in html.get_content()
