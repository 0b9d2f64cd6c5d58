"""One form being shown: everything the templates ask. What is decided is decided here; they only place it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from markupsafe import Markup

from forms.answer import Options, choices, first_wrong
from forms.check import Problem
from forms.form import ONE_OF, Component, Field, Form, Group, Note, RowList
from forms.numbers import typed_number
from forms.shape import is_empty_row, rows_of
from forms.shown import shown_answer
from forms.visible import Scope, is_hidden, is_hidden_in_row, row_scope, scope_of
from forms.words import PHRASES, lower_first, phrase

LONGEST_TITLE = 90
LONG_TEXT = 1_000
NO_BREAK_SPACE = "\u00a0"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A form with its answers in one language. `problems` stand in the way, `warnings` only should be looked at.

    `beside` is what stands below a field, by its path.
    """

    form: Form
    answers: Mapping[str, Any]
    language: str
    problems: Sequence[Problem]
    warnings: Sequence[Problem]
    options: Options
    context: Mapping[str, Any]
    beside: Mapping[str, Markup]

    @cached_property
    def scope(self) -> Scope:
        """What the form's FEEL sees."""
        return scope_of(self.form, self.answers, self.context)

    @cached_property
    def _messages(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for problem in [*self.problems, *self.warnings]:
            found.setdefault(problem.path, []).append(problem.message[self.language])
        return found

    def say(self, words: Mapping[str, str] | None) -> str:
        """Words in the reader's language."""
        return "" if words is None else words[self.language]

    def phrase(self, key: str, **facts: object) -> str:
        """One of the fixed phrases."""
        return phrase(key, **facts)[self.language]

    def kind(self, part: Component) -> str:
        """Which template a component takes."""
        return {Note: "note", Group: "group", RowList: "list", Field: "field"}[type(part)]

    def asked(self, part: Component, row: Row | None = None) -> bool:
        """Whether a component stands on the page, given the answers."""
        if row is None:
            return not is_hidden(self.form, part, self.scope)
        return not is_hidden_in_row(part, row_scope(self.scope, row))

    def asked_in(self, part: RowList, row: Row) -> list[Field]:
        """The questions asked in one row."""
        return [field for field in part.fields if self.asked(field, row) and not field.carried]

    def blocks(self, parts: Sequence[Component]) -> list[tuple[str, list[Component]]]:
        """What is asked, to be read: neighbours of one kind together, without the words between them."""
        asked = (part for part in parts if self.asked(part) and not isinstance(part, Note))
        return [(kind, list(block)) for kind, block in groupby(asked, key=self.kind)]

    def in_place(self, part: Component) -> bool:
        """Whether it is asked where the form has it; what a radio answer brings up stands under that answer."""
        if isinstance(part, Field) and part.key in self.form.revealed:
            return False
        return self.asked(part)

    def brought_up_by(self, field: Field, value: str) -> list[Field]:
        """The questions that stand under one choice of a radio question, whether it is chosen or not."""
        return [part for part in self.form.fields if self.form.revealed.get(part.key) == (field.key, value)]

    def errors(self, path: str) -> list[str]:
        """What is said about a field or a list."""
        return self._messages.get(path, [])

    def refused(self, path: str) -> bool:
        """Whether what is said stands in the way of sending."""
        return any(problem.path == path for problem in self.problems)

    def choices(self, field: Field) -> list[tuple[str, str]]:
        """(value, words) of a question with choices."""
        return [(option.value, option.label[self.language]) for option in choices(field, self.options)]

    def offers(self, field: Field, path: str) -> bool:
        """Whether there is anything to show of it: what may stay empty and has no choices today is not asked."""
        chosen_of_list = field.kind in ("radio", "checklist")
        return not chosen_of_list or field.required or bool(self.choices(field) or self.errors(path))

    def typed(self, field: Field, answers: Row) -> Any:
        """What stands in a field, so that sending the page unchanged gives the same answer."""
        value = answers.get(field.key)
        if field.kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
            return typed_number(value)
        return "" if value is None else value

    def longest(self, field: Field) -> int | None:
        """The most characters a text takes, where the form fixes it."""
        longest = field.limits.longest
        return longest if isinstance(longest, int) else None

    def lines(self, field: Field) -> int:
        """The height of a text field."""
        return 6 if (self.longest(field) or 0) > LONG_TEXT else 3

    def read(self, field: Field, answers: Row) -> str:
        """An answer in words; empty where there is none."""
        listed = self.choices(field) if field.options or field.source else []
        return shown_answer(field, answers.get(field.key), listed, self.language)

    def rows(self, part: RowList) -> list[Row]:
        """The rows of a list."""
        return list(rows_of(part, self.answers.get(part.key)))

    def row_name(self, part: RowList, index: int) -> str:
        """What a row is called, counted from 1."""
        return f"{part.row[self.language]} {index + 1}"

    def row_title(self, part: RowList, row: Row) -> str:
        """What stands after its name on its line: the beginning of its main text."""
        named = next((field for field in part.fields if field.key == part.title), None)
        text = " ".join(self.read(named, row).split()) if named else ""
        return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"

    def row_line(self, part: RowList, row: Row) -> str:
        """What stands beside a row's tag."""
        fields = {field.key: field for field in part.fields}
        return " · ".join(self._in_line(fields[key], row) for key in part.line)

    def _in_line(self, field: Field, row: Row) -> str:
        written = self.read(field, row)
        if not written:
            chosen = field.kind in (*ONE_OF, "checklist")
            label = lower_first(field.label[self.language])
            return self.phrase("not_chosen" if chosen else "not_written", label=label)
        return written.replace(" ", NO_BREAK_SPACE) if field.kind == "number" else written

    def row_state(self, part: RowList, index: int, row: Row) -> str:
        """error, warned, complete, empty or incomplete. Only a complete row is closed."""
        inside = f"{part.key}.{index}."
        if any(problem.path.startswith(inside) for problem in self.problems):
            return "error"
        if any(problem.path.startswith(inside) for problem in self.warnings):
            return "warned"
        if is_empty_row(part, row):
            return "empty"
        return "complete" if self._is_complete(part, row) else "incomplete"

    def _is_complete(self, part: RowList, row: Row) -> bool:
        inner = row_scope(self.scope, row)
        return all(
            first_wrong(field, row.get(field.key, field.blank), inner, self.options) is None
            for field in self.asked_in(part, row)
        )

    def to_correct(self, part: RowList, index: int) -> str:
        """How many places of a row stand in the way."""
        inside = f"{part.key}.{index}."
        count = len({problem.path for problem in self.problems if problem.path.startswith(inside)})
        return PHRASES["to_correct"][self.language].format(count=count)
