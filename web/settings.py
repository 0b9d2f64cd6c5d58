"""What an operator may set from outside. Read once at start, then passed; no room reads the environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from database.session import sqlite_url
from organisation.days import HOME_ZONE


class SettingsError(Exception):
    """A setting cannot be used. `text` names it and says what to write instead, in vi and en."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}


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
    zone: ZoneInfo = HOME_ZONE
    """The zone every moment is shown in."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings from `GIAOBAN_HOME`, `_DATABASE_URL`, `_ADDRESS`, `_PORT`, `_HTTPS` and `_LOG`.

    Raises SettingsError for a port that is no port, a yes/no that is neither, logs of a kind there is not.
    """
    home = Path(environment.get("GIAOBAN_HOME") or "var")
    return Settings(
        home=home,
        database_url=environment.get("GIAOBAN_DATABASE_URL") or sqlite_url(home / "giaoban.db"),
        address=environment.get("GIAOBAN_ADDRESS") or "127.0.0.1",
        port=_port(environment.get("GIAOBAN_PORT") or "8000"),
        https=_yes_or_no("GIAOBAN_HTTPS", environment.get("GIAOBAN_HTTPS") or "no"),
        log=_log(environment.get("GIAOBAN_LOG", "")),
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
