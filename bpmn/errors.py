"""Why a diagram cannot be used, said to the person who made it."""

from collections.abc import Mapping

Words = Mapping[str, str]
"""One sentence in each language of the house: `{"vi": ..., "en": ...}`."""


def words(vi: str, en: str) -> Words:
    """One sentence in both languages."""
    return {"vi": vi, "en": en}


class DiagramError(Exception):
    """The file cannot be used as a diagram or table; `message` says where and what to do."""

    def __init__(self, message: Words, line: int | None = None) -> None:
        """Keep the sentence in both languages; `line` counts from 1 in the file, where it is known."""
        super().__init__(message["en"])
        self.message = message
        self.line = line


class XmlRefused(DiagramError):
    """The bytes are not XML we accept: not well-formed, too large, too deep, or with a DOCTYPE."""


class DiagramRefused(DiagramError):
    """The XML is well-formed, but it is not a BPMN 2.0 diagram we can read."""
