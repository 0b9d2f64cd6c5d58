"""What an operator may set from outside. Read once at start, then passed; no room reads the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from database.session import sqlite_url
from notifications.smtp import SmtpSettings
from organisation.days import HOME_ZONE
from web.mail_settings import read_mail_settings
from web.settings_error import SettingsError
from workflows.attachments.adding import MEGA, USUAL_LIMITS, Limits


@dataclass(frozen=True)
class Settings:
    """The settings of one process."""

    home: Path
    """The data folder: store, stored documents, backups."""
    database_url: str
    address: str = "127.0.0.1"
    port: int = 8000
    https: bool = False
    """Whether browsers reach us over HTTPS: the cookies are then bound to it."""
    log: str | None = None
    """How logs are written, `json` or `text`; None: text where a person watches."""
    public_url: str = "http://127.0.0.1:8000"
    """Where links in mails lead: the address at which staff reach the pages."""
    smtp: SmtpSettings | None = None
    """The mail server; None: this process sends no mail."""
    files: Limits = USUAL_LIMITS
    """What a report may carry in files."""
    four_eyes: bool = False
    """Whether a change of processes is deployed by another account than those that wrote it."""
    zone: ZoneInfo = HOME_ZONE
    """The zone every moment is shown in."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings from the variables `GIAOBAN_...` that docs/operators lists.

    Raises SettingsError for a port that is no port, a yes/no that is neither, logs of a kind there is not, a limit
    that is no number.
    """
    home = Path(environment.get("GIAOBAN_HOME") or "var")
    address = environment.get("GIAOBAN_ADDRESS") or "127.0.0.1"
    port = _port(environment.get("GIAOBAN_PORT") or "8000")
    return Settings(
        home=home,
        database_url=environment.get("GIAOBAN_DATABASE_URL") or sqlite_url(home / "giaoban.db"),
        address=address,
        port=port,
        https=_yes_or_no("GIAOBAN_HTTPS", environment.get("GIAOBAN_HTTPS") or "no"),
        log=_log(environment.get("GIAOBAN_LOG", "")),
        public_url=_public_url(environment.get("GIAOBAN_PUBLIC_URL") or f"http://{address}:{port}"),
        smtp=read_mail_settings(environment),
        files=_limits(environment),
        four_eyes=_yes_or_no("GIAOBAN_FOUR_EYES", environment.get("GIAOBAN_FOUR_EYES") or "no"),
    )


def _limits(environment: Mapping[str, str]) -> Limits:
    usual = USUAL_LIMITS
    return Limits(
        bytes_each=MEGA * _whole(environment, "GIAOBAN_FILE_MB", usual.bytes_each // MEGA),
        bytes_together=MEGA * _whole(environment, "GIAOBAN_FILES_MB", usual.bytes_together // MEGA),
        count=_whole(environment, "GIAOBAN_FILES", usual.count),
    )


def _whole(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name) or str(usual)
    highest = 1_000
    if text.isascii() and text.isdigit() and int(text) <= highest:
        return int(text)
    raise SettingsError(
        f"{name} là {text!r}. Ghi một số từ 0 đến {highest}.",
        f"{name} is {text!r}. Write a number from 0 to {highest}.",
    )


def _port(text: str) -> int:
    highest = 65535
    if text.isascii() and text.isdigit() and 0 < int(text) <= highest:
        return int(text)
    raise SettingsError(
        f"GIAOBAN_PORT là {text!r}. Ghi một số từ 1 đến {highest}, ví dụ 8000.",
        f"GIAOBAN_PORT is {text!r}. Write a number from 1 to {highest}, for example 8000.",
    )


def _yes_or_no(name: str, text: str) -> bool:
    answers = {"yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}
    if text.lower() in answers:
        return answers[text.lower()]
    raise SettingsError(
        f"{name} là {text!r}. Ghi yes (có) hoặc no (không).", f"{name} is {text!r}. Write yes or no."
    )


def _log(text: str) -> str | None:
    if text in {"", "json", "text"}:
        return text or None
    raise SettingsError(
        f"GIAOBAN_LOG là {text!r}. Ghi json hoặc text.", f"GIAOBAN_LOG is {text!r}. Write json or text."
    )


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    plain = text.isascii() and text.isprintable() and not parts.query and not parts.fragment
    if plain and parts.scheme in {"http", "https"} and parts.hostname and " " not in text:
        return text.rstrip("/")
    raise SettingsError(
        f"GIAOBAN_PUBLIC_URL là {text!r}. Ghi địa chỉ của hệ thống, ví dụ https://giaoban.tinh.gov.vn.",
        f"GIAOBAN_PUBLIC_URL is {text!r}. Write where the pages are, for example https://giaoban.example.",
    )
