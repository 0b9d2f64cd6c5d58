"""Forms and answers as HTML in the markup of govuk-frontend: no script, no style attribute, any width.

The templates are in `forms/templates`. Everything that is decided (open or closed, which tag, which words) is
decided here; the templates only place it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from forms.answer import Options
from forms.check import Problem
from forms.form import Component, Field, Form, Group, Note, RowList
from forms.numbers import shown_number
from forms.shape import is_empty_row
from forms.shown import shown_answer
from forms.visible import Scope, is_hidden, row_scope, scope_of
from forms.words import PHRASES, phrase

TEMPLATES = Path(__file__).parent / "templates"
NOTHING: Mapping[str, Any] = {}


def render_form(
    form: Form,
    answers: Mapping[str, Any],
    *,
    language: str,
    problems: Sequence[Problem] = (),
    warnings: Sequence[Problem] = (),
    options: Options = NOTHING,
    context: Mapping[str, Any] = NOTHING,
) -> Markup:
    """The fields of a form, to be placed inside a page's own <form>.

    Names are dotted paths, rows counted from 0; buttons named `do` carry `add:LIST` and `remove:LIST.N`.
    """
    sheet = Sheet(form, answers, language, [*problems, *warnings], options, context)
    return Markup(_template("form.html").render(sheet=sheet, parts=form.components))  # noqa: S704 - autoescaped


def render_answers(
    form: Form,
    answers: Mapping[str, Any],
    *,
    language: str,
    options: Options = NOTHING,
    context: Mapping[str, Any] = NOTHING,
) -> Markup:
    """The answers to read: every visible question with what was written."""
    sheet = Sheet(form, answers, language, (), options, context)
    return Markup(_template("answers.html").render(sheet=sheet, parts=form.components))  # noqa: S704 - autoescaped


def error_summary(problems: Sequence[Problem], *, language: str, draft: bool = False) -> Markup:
    """The box on top: how many places, and a link to each. It takes the focus when the page is shown."""
    key = "warned" if draft else "not_sent"
    facts = {
        "title": phrase(key, count=len(problems))[language],
        "kept": PHRASES["kept"][language],
        "lines": [(field_id(problem.path), problem.summary[language]) for problem in problems],
    }
    return Markup(_template("summary.html").render(facts))  # noqa: S704 - autoescaped


def field_id(path: str) -> str:
    """The id of a field or list on the page: `issues.1.place` -> `f-issues-1-place`."""
    return "f-" + path.replace(".", "-")


class Sheet:
    """One form being shown: what the templates ask."""

    def __init__(
        self,
        form: Form,
        answers: Mapping[str, Any],
        language: str,
        problems: Iterable[Problem],
        options: Options,
        context: Mapping[str, Any],
    ) -> None:
        self.form, self.answers, self.language, self.options = form, answers, language, options
        self.scope: Scope = scope_of(form, answers, context)
        self.problems: dict[str, list[str]] = {}
        for problem in problems:
            self.problems.setdefault(problem.path, []).append(problem.message[language])

    def say(self, words: Mapping[str, str] | None) -> str:
        """Words in the reader's language."""
        return "" if words is None else words[self.language]

    def phrase(self, key: str, **facts: object) -> str:
        """One of the fixed phrases."""
        return phrase(key, **facts)[self.language]

    def kind(self, part: Component) -> str:
        """Which template a component takes."""
        return {Note: "note", Group: "group", RowList: "list", Field: "field"}[type(part)]

    def visible(self, part: Component, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a component stands on the page; what a radio answer brings up stands under that answer."""
        if isinstance(part, Field) and row is None and part.key in self.form.revealed:
            return False
        return not is_hidden(part, self.scope if row is None else row_scope(self.scope, row))

    def shown(self, part: Component, row: Mapping[str, Any] | None = None) -> bool:
        """Whether a question is asked at all, given the answers."""
        return not is_hidden(part, self.scope if row is None else row_scope(self.scope, row))

    def brought_up_by(self, field: Field, value: str) -> list[Field]:
        """The questions that stand under one choice of a radio question."""
        return [part for part in self.form.fields if self.form.revealed.get(part.key) == (field.key, value)]

    def errors(self, path: str) -> list[str]:
        """What is wrong with a field."""
        return self.problems.get(path, [])

    def errors_below(self, path: str) -> int:
        """How much is wrong inside a row."""
        return sum(len(found) for where, found in self.problems.items() if where.startswith(path + "."))

    def choices(self, field: Field) -> list[tuple[str, str]]:
        """(value, words) of a question with choices."""
        found = field.options if field.source is None else self.options.get(field.source, ())
        return [(option.value, option.label[self.language]) for option in found]

    def value(self, field: Field, answers: Mapping[str, Any]) -> Any:
        """What stands in a field."""
        value = answers.get(field.key)
        if field.kind == "number" and isinstance(value, int | float) and not isinstance(value, bool):
            return shown_number(value, self.language)
        return "" if value is None else value

    def longest(self, field: Field) -> int | None:
        """The most characters a text takes, where the form fixes it."""
        longest = field.limits.longest
        return longest if isinstance(longest, int) else None

    def rows(self, part: RowList) -> list[Mapping[str, Any]]:
        """The rows of a list."""
        return list(self.answers.get(part.key) or [])

    def row_title(self, part: RowList, row: Mapping[str, Any]) -> str:
        """What names a row on its line: the beginning of its main text."""
        text = " ".join(str(row.get(part.title) or "").split())
        return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rstrip() + "…"

    def row_line(self, part: RowList, row: Mapping[str, Any]) -> str:
        """What stands beside a row's tag."""
        fields = {field.key: field for field in part.fields}
        return " · ".join(self._in_line(fields[key], row) for key in part.line)

    def _in_line(self, field: Field, row: Mapping[str, Any]) -> str:
        written = self.read(field, row)
        if not written:
            return self.phrase("not_chosen", label=_lower(field.label[self.language]))
        return written

    def row_state(self, part: RowList, index: int, row: Mapping[str, Any]) -> str:
        """error, complete, empty or incomplete."""
        if self.errors_below(f"{part.key}.{index}"):
            return "error"
        if is_empty_row(part, row):
            return "empty"
        missing = any(
            field.required and row.get(field.key) in (None, "", []) and self.shown(field, row)
            for field in part.fields
        )
        return "incomplete" if missing else "complete"

    def read(self, field: Field, answers: Mapping[str, Any]) -> str:
        """An answer in words; empty where there is none."""
        return shown_answer(field, answers.get(field.key), self.choices(field), self.language)


LONGEST_TITLE = 90


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["field_id"] = field_id
    return made


def _template(name: str) -> Any:
    return _environment().get_template(name)
