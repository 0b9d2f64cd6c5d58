"""What the notifications can refuse, as one tree. These are mistakes of a diagram or of code, told to its author."""

from collections.abc import Mapping


class NoticeError(Exception):
    """A notice cannot be written or read as asked; the sentence says what to correct."""


class WordsUnknown(NoticeError):
    """There are no words of this name. Use the name of a file in notifications/words."""


class FactsMissing(NoticeError):
    """The facts do not fit the words: one is missing, or one has no use there. Give exactly the documented ones."""


class PreferenceRefused(NoticeError):
    """How somebody wants to be written to cannot be kept as asked. `text` says what to write instead."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.text: Mapping[str, str] = {"vi": vi, "en": en}


class WebhookRefused(PreferenceRefused):
    """A webhook cannot be registered or called as asked; the sentence says what to change."""
