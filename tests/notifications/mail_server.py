"""A real mail server on a free port of this machine, which answers as a test wants it to."""

import socket
from asyncio import Transport
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from notifications.smtp import NONE, SmtpSettings

Answer = Callable[[str], str]


def take_all(_what: str) -> str:
    return "250 OK"


class Postbox:
    """What has arrived. `at_rcpt` and `at_data` answer with a code; the first is given the address."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.connections = 0
        self.at_rcpt: Answer = take_all
        self.at_data: Answer = take_all
        self.before_answer: Callable[[SMTP], None] = lambda _server: None

    async def handle_EHLO(  # noqa: N802 - the server calls it so
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.at_rcpt(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.at_data(str(envelope.mail_from))
        if answer.startswith("250"):
            content = cast("bytes", envelope.content)
            self.mails.append(cast("EmailMessage", message_from_bytes(content, policy=cast("Any", default))))
            self.recipients += envelope.rcpt_tos
        self.before_answer(server)
        return answer


@contextmanager
def mail_server(postbox: Postbox) -> Iterator[SmtpSettings]:
    """The settings of a server that runs while the block does."""
    port = free_port()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield settings_for(port)
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[SmtpSettings]:
    """It takes the call and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield settings_for(listening.getsockname()[1], timeout_seconds=0.2)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def settings_for(port: int, timeout_seconds: float = 10) -> SmtpSettings:
    return SmtpSettings(
        host="127.0.0.1",
        port=port,
        sender="giaoban@tinh.example",
        sender_name="Giao ban tỉnh",
        security=NONE,
        timeout_seconds=timeout_seconds,
    )


def hang_up(server: SMTP) -> None:
    """Drop the line before the answer: the client cannot know whether the mail was taken."""
    cast("Transport", server.transport).abort()
