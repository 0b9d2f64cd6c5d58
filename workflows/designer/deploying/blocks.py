"""What the page of a deployment is made of: sections of sentences, lists, tables and pictures.

They are plain values, so that what was shown is kept as it was, whatever the programs say later.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bpmn.errors import Words
from forms.numbers import shown_number


@dataclass(frozen=True)
class Sentence:
    """A paragraph. `tone` is "plain", "warning" or "good"."""

    text: Words
    tone: str = "plain"
    kind: str = "sentence"


@dataclass(frozen=True)
class Listed:
    """Several short sentences under one another."""

    items: tuple[Words, ...]
    kind: str = "list"


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first cell of a row is its heading."""

    headings: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    kind: str = "table"


@dataclass(frozen=True)
class Picture:
    """A drawing that the server made, as SVG by language, and what it shows in words.

    Nothing of it comes from outside unescaped: it is put into pages as it is.
    """

    svg: Words
    shows: Words
    kind: str = "picture"


@dataclass(frozen=True)
class Link:
    """The way to a page that tells more."""

    href: str
    text: Words
    kind: str = "link"


Block = Sentence | Listed | Table | Picture | Link


@dataclass(frozen=True)
class Section:
    """A part of the page. While one `stops`, nothing can be deployed."""

    name: str
    title: Words
    blocks: tuple[Block, ...]
    stops: bool = False


def as_json(sections: Sequence[Section]) -> list[dict[str, Any]]:
    """The sections as they are stored: blocks are mappings that say their `kind`."""
    return [asdict(section) for section in sections]


def plain(text: str) -> Words:
    """A name or number, the same in both languages."""
    return {"vi": text, "en": text}


def counted(number: int) -> Words:
    """A number for reading, its thousands apart as each language has them."""
    return {language: shown_number(number, language) for language in ("vi", "en")}


def joined(parts: Sequence[Mapping[str, str]], between: str = " ") -> Words:
    """Sentences one after another."""
    return {language: between.join(part[language] for part in parts) for language in ("vi", "en")}
