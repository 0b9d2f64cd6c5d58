"""What a failure leaves behind: when to try again, words that people can read, and the place it broke at."""

import re
import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from database.unusable import of_a_database

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HOUSE = Path(__file__).parent.parent

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)


def retry_at(now: datetime, attempt: int) -> datetime:
    """When to try again after this many attempts: half a minute, doubled each time, at most an hour."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempt - 1, 10)
    return now + min(doubled, LONGEST_PAUSE)


def error_words(error: BaseException) -> dict[str, str]:
    """The sentence of an error: its own in both languages, else its kind and place.

    The message of an error nobody expected may quote what people wrote; of what the store or the machine says,
    the first line is told, without the values.
    """
    for name in ("text", "message"):  # each room has its own name for it
        own = getattr(error, name, None)
        if isinstance(own, Mapping) and "vi" in own and "en" in own:
            return {"vi": str(own["vi"]), "en": str(own["en"])}
    text = _unspoken(error)
    return {"vi": f"Việc tự động gặp lỗi. {text}", "en": f"Automatic work failed. {text}"}


def _unspoken(error: BaseException) -> str:
    if of_a_database(error):
        cause = getattr(error, "orig", None) or error
        return f"{type(cause).__name__}: {_without_values(str(cause))}"
    if isinstance(error, OSError):
        return f"{type(error).__name__}: {error.strerror or ''}"
    return where_it_broke(error)


def _without_values(words: str) -> str:
    """A store quotes names and values alike."""
    return _QUOTED.sub("…", words.partition("\n")[0])[:500]


def where_it_broke(error: BaseException) -> str:
    """The kind of an error and the lines of ours it went through, without its message: that may quote people."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        frame
        for frame in frames[:-1]
        if _HOUSE in Path(frame.filename).parents and ".venv" not in frame.filename
    ]
    return f"{type(error).__qualname__}\n{''.join(traceback.format_list([*ours, *frames[-1:]]))}"
