"""A form as read from its file: what is asked, in which words, under which limits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from feel import Expression
from forms.words import Words

Limit = int | float | Expression | None
TEXTS = ("textfield", "textarea")
ONE_OF = ("select", "radio")
DATES = ("date", "time", "datetime")
_BLANK = {"number": None, "checkbox": False}


@dataclass(frozen=True)
class Option:
    """One choice of a list: the value that is kept and the words that are shown."""

    value: str
    label: Words


@dataclass(frozen=True)
class Rule:
    """A FEEL expression that must be true at submission, and what to say when it is not."""

    expression: Expression
    message: Words


@dataclass(frozen=True)
class Limits:
    """Bounds of one answer; an Expression is worked out against the other answers."""

    minimum: Limit = None
    maximum: Limit = None
    shortest: Limit = None
    longest: Limit = None
    pattern: Any = None


@dataclass(frozen=True)
class Field:
    """One question.

    `kind` is textfield, textarea, number, checkbox, select, radio, checklist, date, time or datetime.
    Choices are `options`, or those given under the name `source`. `asks` replaces the usual sentence for a
    missing answer. `heading` names it in the document where its label does not, and keeps its place there when it is
    empty. `counted` are the words after a number, `counted_one` those after 1. `prefill` counts a number out
    of the answers of another report. What is `carried` is asked of nobody: it goes with the page, unseen.
    """

    kind: str
    key: str
    label: Words
    hint: Words | None
    required: bool
    limits: Limits
    decimals: int | None
    options: tuple[Option, ...]
    source: str | None
    default: Any
    asks: Words | None
    counted: Words | None
    counted_one: Words | None
    wide: bool
    hide: Expression | None
    rules: tuple[Rule, ...]
    prefill: Expression | None = None
    carried: bool = False
    heading: Words | None = None

    @property
    def blank(self) -> Any:
        """No answer."""
        return [] if self.kind == "checklist" else _BLANK.get(self.kind, "")


@dataclass(frozen=True)
class Note:
    """Words between the questions: paragraphs, and headings that begin with #."""

    text: Words
    hide: Expression | None


@dataclass(frozen=True)
class Group:
    """Questions under one heading."""

    key: str
    label: Words
    hint: Words | None
    children: tuple["Component", ...]
    hide: Expression | None
    heading: Words | None = None


@dataclass(frozen=True)
class RowList:
    """Questions asked once a row, as often as needed.

    `row` names one row ("Issue"), `title` is the key of the text that names it on its line, `line` the keys
    shown beside its tag. `start` rows are there at the beginning. Of a `fixed` list the rows are given: people answer
    each, and neither add nor remove one. Rows of one that is `ordered` can be moved up.
    """

    key: str
    label: Words | None
    hint: Words | None
    row: Words
    add: Words
    title: str
    line: tuple[str, ...]
    start: int
    most: int
    children: tuple[Field | Note, ...]
    hide: Expression | None
    rules: tuple[Rule, ...]
    heading: Words | None = None
    fixed: bool = False
    ordered: bool = False

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The questions of one row."""
        return tuple(child for child in self.children if isinstance(child, Field))

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """Those of them that somebody answers in words."""
        return tuple(field for field in self.fields if field.kind in TEXTS and not field.carried)

    def carries(self, key: str) -> bool:
        """Whether its rows carry a field along unseen."""
        return any(one.key == key and one.carried for one in self.fields)


Component = Field | Note | Group | RowList


@dataclass(frozen=True)
class Form:
    """A whole form. `revealed` maps a field's key to the radio answer (key, value) that brings it up."""

    id: str
    title: Words
    components: tuple[Component, ...]
    revealed: Mapping[str, tuple[str, str]]

    def everything(self) -> Iterator[Component]:
        """All components outside of rows, a group before its children."""
        yield from _deep(self.components)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The questions outside of rows."""
        return tuple(part for part in self.everything() if isinstance(part, Field))

    @cached_property
    def lists(self) -> tuple[RowList, ...]:
        """The lists of rows."""
        return tuple(part for part in self.everything() if isinstance(part, RowList))

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """The questions outside of rows that are answered in words."""
        return tuple(field for field in self.fields if field.kind in TEXTS)

    @cached_property
    def blanks(self) -> Mapping[str, Any]:
        """Every question without an answer, every list without rows."""
        return {field.key: field.blank for field in self.fields} | {rows.key: [] for rows in self.lists}

    @cached_property
    def hides(self) -> bool:
        """Whether there is anything that may be hidden."""
        rows = (field for part in self.lists for field in part.fields)
        return any(part.hide is not None for part in (*self.everything(), *rows))

    def list_with(self, key: str) -> RowList | None:
        """The first list whose rows carry a field along unseen."""
        return next((rows for rows in self.lists if rows.carries(key)), None)

    @property
    def sources(self) -> frozenset[str]:
        """The names of the lists of choices that must be given from outside."""
        rows = (field for part in self.lists for field in part.fields)
        return frozenset(field.source for field in (*self.fields, *rows) if field.source)


def _deep(components: tuple[Component, ...]) -> Iterator[Component]:
    for component in components:
        yield component
        if isinstance(component, Group):
            yield from _deep(component.children)
