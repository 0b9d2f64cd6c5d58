"""What a mail server may do to us, and what we take it for."""

import pytest

from notifications.failures import SendFailed
from notifications.mail import compose
from notifications.smtp import STARTTLS, SmtpSettings, connected
from tests.notifications.mail_server import (
    Postbox,
    free_port,
    hang_up,
    mail_server,
    settings_for,
    silent_server,
)
from tests.notifications.test_mail import HEAD, SENT_AT, letter


def send(settings: SmtpSettings, *recipients: str) -> list[str]:
    """Send a mail to each over one line, and say what became of it."""
    outcomes = []
    with connected(settings) as line:
        for to in recipients or ("a@b.example",):
            try:
                line.send(compose(letter(to=to), HEAD, SENT_AT))
                outcomes.append("sent")
            except SendFailed as failed:
                outcomes.append(f"{failed.name} {failed.detail}".strip())
    return outcomes


def test_one_connection_serves_a_batch() -> None:
    postbox = Postbox()
    with mail_server(postbox) as settings:
        assert send(settings, "a@b.example", "c@d.example", "e@f.example") == ["sent"] * 3
    assert postbox.connections == 1
    assert postbox.recipients == ["a@b.example", "c@d.example", "e@f.example"]


def test_a_server_that_is_down_is_unreachable() -> None:
    assert send(settings_for(free_port())) == ["unreachable ConnectionRefusedError"]


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    with silent_server() as settings:
        assert send(settings)[0].startswith("unreachable")


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [("450 greylisted", "later 450"), ("451 busy", "later 451"), ("550 no such user", "address 550")],
)
def test_an_answer_about_one_address_holds_up_no_other(answer: str, meaning: str) -> None:
    postbox = Postbox()
    postbox.at_rcpt = lambda address: answer if address.startswith("bad") else "250 OK"
    with mail_server(postbox) as settings:
        assert send(settings, "bad@b.example", "good@b.example") == [meaning, "sent"]
    assert postbox.recipients == ["good@b.example"]


@pytest.mark.parametrize(
    ("answer", "meaning"), [("452 full", "later 452"), ("554 looks like spam", "content 554")]
)
def test_an_answer_about_the_content_is_told_apart(answer: str, meaning: str) -> None:
    postbox = Postbox()
    postbox.at_data = lambda _sender: answer
    with mail_server(postbox) as settings:
        assert send(settings) == [meaning]


def test_a_line_that_breaks_during_the_content_is_made_anew_for_the_next() -> None:
    postbox = Postbox()
    postbox.before_answer = hang_up
    with mail_server(postbox) as settings, connected(settings) as line:
        with pytest.raises(SendFailed, match="unreachable"):
            line.send(compose(letter(), HEAD, SENT_AT))
        postbox.before_answer = lambda _server: None
        line.send(compose(letter(), HEAD, SENT_AT))
    first, second = postbox.mails
    assert first["message-id"] == second["message-id"], "the receiver can tell that it is the same mail"


def test_a_password_is_never_sent_in_the_clear_to_a_server_that_cannot_encrypt() -> None:
    with mail_server(Postbox()) as plain:
        secured = SmtpSettings(
            plain.host, plain.port, plain.sender, security=STARTTLS, user="u", password="secret"
        )
        assert send(secured) == ["insecure SMTPNotSupportedError"]
        assert "secret" not in repr(secured)
