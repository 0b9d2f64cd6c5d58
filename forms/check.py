"""Answers against their form: what stands in the way of sending them, and where."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from forms.answer import Options, broken_rule, first_wrong, too_long
from forms.form import Component, Field, Form, Group, RowList
from forms.personal_data import personal_data, refusal, warning
from forms.refused import RuleBroken
from forms.shape import Answers, is_empty_row, rows_of, shaped
from forms.unprintable import Unprintable, nothing_unprintable, unprintable_words
from forms.visible import Scope, keep_visible, row_scope, scope_of
from forms.words import LANGUAGES, Words, both, lower_first

_NO_CONTEXT: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Problem:
    """Something to correct: `path` is the field (`issues.1.place`, rows from 0) or the list (`issues`).

    `message` stands above the field, `summary` in the list at the top of the page ("Vấn đề 2: chọn địa bàn").
    """

    path: str
    message: Words
    summary: Words


@dataclass(frozen=True)
class Checked:
    """The answers as they may be kept, and what was found. Paths count the rows of these `answers`."""

    answers: Answers
    problems: list[Problem]
    warnings: list[Problem]


def check_answers(
    form: Form,
    answers: Mapping[str, Any],
    *,
    options: Options,
    context: Mapping[str, Any] = _NO_CONTEXT,
    draft: bool,
    unprintable: Unprintable = nothing_unprintable,
) -> Checked:
    """Checks a draft or a submission.

    A draft keeps everything, has no problems, and is only warned of texts that are too long, of data about
    persons and of letters that are `unprintable`. A submission loses its empty rows and the answers of hidden
    questions, and has a problem for all that stands in its way; those three are among it. `options` are the
    named lists, `context` what FEEL may see of the case. Raises FormRefused for answers of a wrong shape,
    drafts included.
    """
    whole = shaped(form, answers)
    if draft:
        seen = [
            *_too_long(form, whole, scope_of(form, whole, context)),
            *_in_texts(form, whole, unprintable, submitted=False),
        ]
        return Checked(whole, [], in_page_order(form, seen))
    kept, scope = keep_visible(form, without_empty_rows(form, whole), context)
    wrong = [
        *_naming_empty_rows(form, whole, kept, [*_wrong(form.components, kept, scope, options)]),
        *_in_texts(form, kept, unprintable, submitted=True),
    ]
    return Checked(kept, in_page_order(form, wrong), [])


def in_page_order(form: Form, problems: Iterable[Problem]) -> list[Problem]:
    """Problems in the order in which their fields stand on the page."""
    problems = list(problems)
    if not problems:
        return problems
    keys = [part.key for part in form.everything() if isinstance(part, Field | RowList)]
    places = {key: place for place, key in enumerate(keys)}
    inner = {f"{rows.key}.{f.key}": place for rows in form.lists for place, f in enumerate(rows.fields)}

    def place(problem: Problem) -> tuple[int, int, int]:
        key, _, rest = problem.path.partition(".")
        row, _, name = rest.partition(".")
        return places.get(key, -1), int(row or -1), inner.get(f"{key}.{name}", -1)

    return sorted(problems, key=place)


def without_empty_rows(form: Form, answers: Answers) -> Answers:
    """The answers without the rows nobody wrote anything in."""
    if not form.lists:
        return answers
    kept = {
        rows.key: [row for row in rows_of(rows, answers.get(rows.key)) if not is_empty_row(rows, row)]
        for rows in form.lists
    }
    return {**answers, **kept}


def _naming_empty_rows(form: Form, whole: Answers, kept: Answers, problems: list[Problem]) -> list[Problem]:
    """Whoever added rows and left them all empty is told so, before he is asked to add one."""
    if not problems:
        return problems
    empty = {rows.key: rows.row for rows in form.lists if whole[rows.key] and not kept.get(rows.key)}
    return [
        _of_empty_row(problem, empty[problem.path]) if problem.path in empty else problem
        for problem in problems
    ]


def _of_empty_row(problem: Problem, row: Words) -> Problem:
    told = {"row": row, "words": problem.message}
    words = both("{row} 1 còn để trống. {words}", "{row} 1 is empty. {words}", **told)
    return Problem(problem.path, words, words)


def _wrong(parts: Iterable[Component], answers: Answers, scope: Scope, options: Options) -> Iterator[Problem]:
    for part in parts:
        if isinstance(part, Group):
            yield from _wrong(part.children, answers, scope, options)
        elif isinstance(part, RowList) and part.key in answers:
            yield from _wrong_rows(part, answers[part.key], scope, options)
        elif isinstance(part, Field) and part.key in answers:
            words = first_wrong(part, answers[part.key], scope, options)
            if words is not None:
                yield Problem(part.key, words, words)


def _wrong_rows(rows: RowList, found: list[Answers], scope: Scope, options: Options) -> Iterator[Problem]:
    words = broken_rule(rows.rules, scope)
    if words is not None:
        yield Problem(rows.key, words, words)
    for index, row in enumerate(found):
        inner = row_scope(scope, row)
        for field in rows.fields:
            wrong = first_wrong(field, row[field.key], inner, options) if field.key in row else None
            if wrong is not None:
                yield row_problem(rows, index, field, wrong)


def row_problem(rows: RowList, index: int, field: Field, words: Words) -> Problem:
    """A problem inside a row, whose summary names the row as the page does, from 1."""
    summary = {
        language: f"{rows.row[language]} {index + 1}: {lower_first(words[language])}"
        for language in LANGUAGES
    }
    return Problem(f"{rows.key}.{index}.{field.key}", words, summary)


_Making = Callable[[Field, Words], Problem]


def _too_long(form: Form, answers: Answers, scope: Scope) -> Iterator[Problem]:
    """A draft holds more than a report may. A bound that cannot be worked out yet is told when it is sent."""
    for field, value, row, problem in _texts(form, answers):
        with suppress(RuleBroken):
            words = too_long(field, value, scope if row is None else row_scope(scope, row))
            if words is not None:
                yield Problem(field.key, words, words) if row is None else problem(field, words)


def _in_texts(
    form: Form, answers: Answers, unprintable: Unprintable, *, submitted: bool
) -> Iterator[Problem]:
    """What the texts hold that a report may not."""
    for field, value, _row, problem in _texts(form, answers):
        spans = personal_data(value)
        if spans:
            yield problem(field, refusal(value, spans) if submitted else warning(value, spans))
        elif letters := unprintable(value):
            yield problem(field, unprintable_words(letters, submitted=submitted))


def _texts(form: Form, answers: Answers) -> Iterator[tuple[Field, str, Answers | None, _Making]]:
    """Every text that was written, with the row it stands in and what makes a problem of it."""
    for field in form.texts:
        if isinstance(answers.get(field.key), str):
            yield field, answers[field.key], None, _field_problem
    for rows in form.lists:
        for index, row in enumerate(answers.get(rows.key, [])):
            for field in rows.texts:
                if isinstance(row.get(field.key), str):
                    yield field, row[field.key], row, partial(row_problem, rows, index)


def _field_problem(field: Field, words: Words) -> Problem:
    summary = {language: f"{field.label[language]}: {lower_first(words[language])}" for language in LANGUAGES}
    return Problem(field.key, words, summary)
