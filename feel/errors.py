"""The one error of the room, written for the person who typed the expression."""

from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

Words = Mapping[str, str]


def words(vi: str, en: str) -> Words:
    """One sentence in both languages of the house."""
    return {"vi": vi, "en": en}


_MOST_NAMES = 500
_LONGEST_NAME = 60
_SHOWN = 160
_SHOWN_BEFORE = 100


def nearest(written: str, known: Collection[str]) -> Words:
    """A question that offers the known name most like the one written; empty where none is like it."""
    if len(written) > _LONGEST_NAME:
        return words("", "")
    candidates = [name for name in list(known)[:_MOST_NAMES] if len(name) <= _LONGEST_NAME]
    # A spreadsheet writes SUM where FEEL has sum.
    near = [name for name in candidates if name.casefold() == written.casefold()][:1]
    near = near or get_close_matches(written, candidates, n=1)
    return words(f" Ý bạn là “{near[0]}”?", f" Did you mean “{near[0]}”?") if near else words("", "")


class FeelError(Exception):
    """The expression cannot be read or run; correct the marked part.

    `position` counts characters from 0 in `source`; `part` is the offending text; `message` holds whole
    sentences under "vi" and "en"; `expected`, where known, says what should have stood there.
    """

    def __init__(
        self, message: Words, position: int = 0, end: int | None = None, *, expected: Words | None = None
    ) -> None:
        super().__init__(message["en"])
        self.reason = message
        self.position = position
        self.end = position + 1 if end is None else end
        self.expected = expected
        self.source = ""
        self.place: Words | None = None
        self.element = ""
        self.further: tuple[FeelError, ...] = ()

    @property
    def all(self) -> "tuple[FeelError, ...]":
        """It, and what else cannot be read beside it."""
        return (self, *self.further)

    def within(self, source: str) -> "FeelError":
        """The same error, now able to show its part of `source` (the first source given stays)."""
        self.source = self.source or source
        return self

    def placed(self, place: Words) -> "FeelError":
        """The same error, saying where the expression stands (a decision, a rule, a column)."""
        self.place = self.place or place
        return self

    def held_by(self, element: str) -> "FeelError":
        """The same error, saying which element of a file holds the text, by its id (the innermost stays)."""
        self.element = self.element or element
        return self

    @property
    def part(self) -> str:
        """The offending text; empty when the expression ended too early."""
        return self.source[self.position : self.end]

    @property
    def message(self) -> Words:
        """The whole sentence in both languages, with the place and what was expected."""
        return {language: self._sentence(language) for language in ("vi", "en")}

    @property
    def line(self) -> int:
        """The line of the offending part, from 1."""
        return self.source.count("\n", 0, self.position) + 1

    @property
    def column(self) -> int:
        """The column of the offending part, from 1."""
        return self.position - (self.source.rfind("\n", 0, self.position) + 1) + 1

    def underlined(self) -> str:
        """The line of the expression, of a long one what surrounds the offending part, with that marked beneath."""
        lines = self.source.splitlines() or [""]
        whole = lines[min(self.line, len(lines)) - 1]
        before = self.column - 1
        first = max(0, before - _SHOWN_BEFORE) if len(whole) > _SHOWN else 0
        text = whole[first : first + _SHOWN]
        lead, rest = "…" if first else "", "…" if first + _SHOWN < len(whole) else ""
        room = max(len(text) - (before - first), 1)
        marks = "^" * max(1, min(self.end - self.position, room))
        return f"{lead}{text}{rest}\n{' ' * (before - first + len(lead))}{marks}"

    def _sentence(self, language: str) -> str:
        parts = [self.reason[language]]
        if self.expected:
            lead = {"vi": "Cần", "en": "Expected"}[language]
            parts.append(f"{lead}: {self.expected[language]}.")
        if self.source:
            lead = {"vi": "Vị trí: dòng {} cột {}.", "en": "At line {} column {}."}[language]
            parts.append(lead.format(self.line, self.column))
        if self.place:
            parts.insert(0, f"{self.place[language]}:")
        return " ".join(parts)

    def __str__(self) -> str:
        return self.message["en"]


def together(errors: Sequence[FeelError]) -> FeelError:
    """The first of some errors, which knows the others."""
    first, *others = errors
    first.further = tuple(others)
    return first
