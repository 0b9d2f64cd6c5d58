"""Handing mails to a mail server. One connection serves a batch; every wait has an end."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from notifications.failures import SendFailed

STARTTLS, TLS, NONE = "starttls", "tls", "none"
SECURITIES = (STARTTLS, TLS, NONE)
REFUSED_FOR_GOOD = 500


@dataclass(frozen=True)
class SmtpSettings:
    """The mail server of an installation."""

    host: str
    port: int
    sender: str
    sender_name: str = "Giaoban"
    security: str = STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: float = 20


class Line:
    """A connection that is made when the first mail needs it, and made anew after it broke."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage) -> None:
        """Hand one mail over. When this returns, the server has taken it; else SendFailed."""
        try:
            self._open().send_message(message, from_addr=self._settings.sender)
        except Exception as error:
            failed = _failure(error)
            self._settle(failed)
            raise failed from error

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
            server.close()

    def _open(self) -> smtplib.SMTP:
        if self._server is None:
            self._server = _connect(self._settings)
        return self._server

    def _settle(self, failed: SendFailed) -> None:
        """After a refusal the connection is as good as before; after anything else nobody knows."""
        server = self._server
        if server is None:
            return
        try:
            if failed.kind.waits:
                raise smtplib.SMTPServerDisconnected
            server.rset()
        except (OSError, smtplib.SMTPException):
            server.close()
            self._server = None


@contextmanager
def connected(settings: SmtpSettings) -> Iterator[Line]:
    """A line to the mail server for a batch."""
    line = Line(settings)
    try:
        yield line
    finally:
        line.close()


def _connect(settings: SmtpSettings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    place = (settings.host, settings.port)
    if settings.security == TLS:
        server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=settings.timeout_seconds, context=context)
    else:
        server = smtplib.SMTP(*place, timeout=settings.timeout_seconds)
    try:
        if settings.security == STARTTLS:
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, settings.password)
    except BaseException:
        server.close()
        raise
    return server


def _failure(error: Exception) -> SendFailed:
    """What an error of smtplib means. Only its code is kept: its text may quote an address."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return SendFailed("sign_in", str(error.smtp_code))
        case smtplib.SMTPRecipientsRefused():
            return _answered(max(code for code, _ in error.recipients.values()), "address")
        case smtplib.SMTPSenderRefused():
            return _answered(error.smtp_code, "sender")
        case smtplib.SMTPDataError():
            return _answered(error.smtp_code, "content")
        case ssl.SSLError() | smtplib.SMTPNotSupportedError():
            name = "insecure"
        case OSError() | smtplib.SMTPException():
            name = "unreachable"
        case _:
            raise error
    return SendFailed(name, str(getattr(error, "smtp_code", type(error).__name__)))


def _answered(code: int, for_good: str) -> SendFailed:
    return SendFailed(for_good if code >= REFUSED_FOR_GOOD else "later", str(code))
