"""The mail server, as an operator sets it."""

from collections.abc import Mapping
from pathlib import Path

from notifications.errors import PreferenceRefused
from notifications.preferences import checked_address
from notifications.smtp import NONE, SECURITIES, STARTTLS, TLS, SmtpSettings
from web.settings_error import SettingsError

PORTS: Mapping[str, str] = {STARTTLS: "587", TLS: "465", NONE: "25"}
USUAL_TIMEOUT = "20"
LONGEST_TIMEOUT_SECONDS = 60


def read_mail_settings(environment: Mapping[str, str]) -> SmtpSettings | None:
    """The settings from `GIAOBAN_SMTP_*`; None without a host: no mail is sent then.

    The password may stand in a file, `GIAOBAN_SMTP_PASSWORD_FILE`. Raises SettingsError.
    """

    def setting(name: str, usual: str = "") -> str:
        return environment.get(f"GIAOBAN_SMTP_{name}") or usual

    if not setting("HOST"):
        return None
    security = setting("SECURITY", STARTTLS).lower()
    if security not in SECURITIES:
        raise _wrong("SECURITY", security, "starttls, tls, none")
    return SmtpSettings(
        host=setting("HOST"),
        port=_number("PORT", setting("PORT", PORTS[security]), 65535),
        sender=_sender(setting("SENDER")),
        sender_name=setting("SENDER_NAME", "Giaoban"),
        security=security,
        user=setting("USER"),
        password=_password(setting("PASSWORD"), setting("PASSWORD_FILE")),
        timeout_seconds=_number(
            "TIMEOUT_SECONDS", setting("TIMEOUT_SECONDS", USUAL_TIMEOUT), LONGEST_TIMEOUT_SECONDS
        ),
    )


def _sender(text: str) -> str:
    try:
        return checked_address(text)
    except PreferenceRefused as error:
        raise _wrong("SENDER", text, "giaoban@coquan.gov.vn") from error


def _password(text: str, file: str) -> str:
    if not file:
        return text
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"Không đọc được tệp mật khẩu trong GIAOBAN_SMTP_PASSWORD_FILE ({type(error).__name__}).",
            f"The password file of GIAOBAN_SMTP_PASSWORD_FILE cannot be read ({type(error).__name__}).",
        ) from error


def _number(name: str, text: str, highest: int) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= highest:
        return int(text)
    raise _wrong(name, text, f"1..{highest}")


def _wrong(name: str, text: str, example: str) -> SettingsError:
    return SettingsError(
        f"GIAOBAN_SMTP_{name} là {text!r}. Ghi: {example}.",
        f"GIAOBAN_SMTP_{name} is {text!r}. Write: {example}.",
    )
