"""How every command speaks: refusals, progress, the language, the store and the clock."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from database.session import Database, StoreError, open_database
from database.unusable import saying_what_is_wrong


class Refusal(click.ClickException):
    """What was asked cannot be done; printed as one sentence, exit code 1."""

    def show(self, file: Any = None) -> None:
        """Print the sentence without click's prefix."""
        click.echo(self.message, file=file, err=True)


def real_now() -> datetime:
    """The clock, read at the edge."""
    return datetime.now(UTC)


def language() -> str:
    """The language of an operator's terminal: GIAOBAN_LANGUAGE, else Vietnamese."""
    return "en" if os.environ.get("GIAOBAN_LANGUAGE", "vi").startswith("en") else "vi"


def either(vi: str, en: str) -> str:
    """The one of two sentences that the operator reads."""
    return {"vi": vi, "en": en}[language()]


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the house's own errors into refusals; anything else is a defect and shows its trace."""
    from web.settings import read_settings
    from web.settings_error import SettingsError
    from workflows.refusals import ROOM_ERRORS, sentence

    try:
        with saying_what_is_wrong(read_settings(os.environ).database_url):
            yield
    except (StoreError, SettingsError, *ROOM_ERRORS) as error:
        raise Refusal(sentence(error, language())) from error


def make_folder(path: Path) -> None:
    """Have a folder to write in. Refused with a sentence where that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            either(
                f"Không tạo được thư mục {path} ({error.strerror}). Đặt GIAOBAN_HOME là thư mục ghi được.",
                f"The folder {path} cannot be made ({error.strerror}). Set GIAOBAN_HOME to one you may write.",
            )
        ) from error


class Progress:
    """A line that counts, on a terminal only; elsewhere, if asked to, a line for each stage as it begins."""

    def __init__(self, *, stages: bool = False) -> None:
        self.shown = sys.stderr.isatty()
        self._stages = stages
        self._begun: set[str] = set()

    def __call__(self, what: str, done: int, of: int) -> None:
        """Say how far the work is."""
        if self.shown:
            end = "\n" if done == of else ""
            click.echo(f"\r\033[K{what}: {done}/{of}{end}", nl=False, err=True)
        elif self._stages and what not in self._begun:
            self._begun.add(what)
            click.echo(f"{what} ...", err=True)


@contextmanager
def store() -> Iterator[Database]:
    """The configured store, closed at the end."""
    from web.settings import read_settings

    database = open_database(read_settings(os.environ).database_url)
    try:
        yield database
    finally:
        database.close()


def work_now(database: Database) -> datetime:
    """The moment the reporting work believes in: a demo store has a clock of its own."""
    from workflows.clock import work_time

    with database.read() as session:
        return work_time(session, real_now())
