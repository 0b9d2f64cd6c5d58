"""What was written into a form as the sections of a document: every answer, under the form's own words, in its order.

A section whose heading the form fixes is there even when it is empty; any other only when it was answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from documents.facts import Head, Part
from forms.answer import Options
from forms.form import Component, Field, Form, Group, Note, RowList
from forms.sheet import Row, Sheet
from workflows.submission import ISSUE_FIELDS, SALIENT, SALIENT_FIELDS

LANGUAGE = "vi"
ISSUES = "issues"
PROPOSALS = "proposals"
NIL = "nil_report"


@dataclass(frozen=True)
class Written:
    """What the document of a report says, in order.

    The sections, the consolidated numbers that stand in one of them, and of the list of issues the heads of its
    columns and what each issue says beside them.
    """

    parts: tuple[Part, ...]
    numbers: tuple[Field, ...]
    heads: tuple[Head, ...]
    more: tuple[tuple[str, ...], ...]


def written_parts(form: Form, answers: Mapping[str, Any], options: Options) -> Written:
    """A form's answers as sections. `options` are the named lists of choices."""
    sheet = Sheet(form, answers, LANGUAGE, (), (), options, {}, {})
    parts = tuple(_numbers_once(_of_all(sheet, form.components)))
    numbers = _numbers(sheet, form.components)
    listed = _issue_list(sheet)
    if listed is None:
        return Written(parts, numbers, (), ())
    heads = (Head(column=one.key, text=_heading(one)) for one in listed.fields if one.key in ISSUE_FIELDS)
    return Written(
        parts, numbers, tuple(heads), tuple(_more(sheet, listed, row) for row in sheet.rows(listed))
    )


def _of_all(sheet: Sheet, components: tuple[Component, ...]) -> Iterator[Part]:
    for part in components:
        if not sheet.asked(part) or isinstance(part, Note):
            continue
        if isinstance(part, Group):
            yield from _of_group(sheet, part)
        elif isinstance(part, RowList):
            yield from _of_list(sheet, part)
        elif not _is_said_by_the_list(sheet, part):
            yield from _of_field(sheet, part)


def _of_field(sheet: Sheet, field: Field) -> Iterator[Part]:
    if field.prefill is not None:
        yield Part(title=_heading(field), kind="numbers")
        return
    text = sheet.read(field, sheet.answers)
    if text or field.heading:
        yield Part(title=_heading(field), paragraphs=(text,))


def _of_group(sheet: Sheet, group: Group) -> Iterator[Part]:
    """A group is one section, its short answers lines of it; a list of issues inside is a section of its own."""
    lines = tuple(_lines(sheet, group))
    title = (group.heading or group.label)[LANGUAGE]
    if _numbers(sheet, group.children):
        yield Part(title=title, paragraphs=lines, kind="numbers")
    elif lines or group.heading:
        yield Part(title=title, paragraphs=lines)
    listed = _issue_list(sheet)
    if listed is not None and listed in _asked(sheet, group.children):
        yield from _of_list(sheet, listed)


def _lines(sheet: Sheet, group: Group) -> Iterator[str]:
    for child in group.children:
        if not sheet.asked(child):
            continue
        if isinstance(child, Group):
            lines = tuple(_lines(sheet, child))
            yield from ((child.heading or child.label)[LANGUAGE], *lines) if lines else ()
        elif isinstance(child, RowList) and child.key != ISSUES:
            yield from _row_lines(sheet, child)
        elif isinstance(child, Field) and child.prefill is None and not _is_said_by_the_list(sheet, child):
            yield from _line(sheet, child, sheet.answers)


def _line(sheet: Sheet, field: Field, answers: Row) -> Iterator[str]:
    text = sheet.read(field, answers)
    if text:
        yield f"{_heading(field)}: {text}"


def _of_list(sheet: Sheet, listed: RowList) -> Iterator[Part]:
    title = (listed.heading or listed.label or listed.row)[LANGUAGE]
    if listed.key == ISSUES:
        nothing = _nothing(sheet)
        if sheet.rows(listed) or nothing or listed.heading:
            yield Part(title=title, paragraphs=nothing, kind="issues")
        return
    lines = tuple(_numbered(sheet, listed) if listed.key == PROPOSALS else _row_lines(sheet, listed))
    if lines or listed.heading:
        yield Part(title=title, paragraphs=lines)


def _numbered(sheet: Sheet, listed: RowList) -> Iterator[str]:
    """Each row: its number, what it says, the rest in brackets."""
    for index, row in enumerate(sheet.rows(listed), start=1):
        beside = [
            line
            for one in sheet.asked_in(listed, row)
            if one.key != listed.title
            for line in _line(sheet, one, row)
        ]
        title = next(one for one in listed.fields if one.key == listed.title)
        more = f" ({'; '.join(beside)})" if beside else ""
        yield f"{index}. {sheet.read(title, row)}{more}"


def _row_lines(sheet: Sheet, listed: RowList) -> Iterator[str]:
    for index, row in enumerate(sheet.rows(listed)):
        yield f"{sheet.row_name(listed, index)}."
        for field in sheet.asked_in(listed, row):
            yield from _line(sheet, field, row)


def _nothing(sheet: Sheet) -> tuple[str, ...]:
    """That there is nothing to report, in the words of the box that was ticked."""
    ticked = (one for one in sheet.form.fields if one.key == NIL and sheet.answers.get(NIL) is True)
    return tuple(f"{_heading(one)}." for one in ticked)


def _more(sheet: Sheet, listed: RowList, row: Row) -> tuple[str, ...]:
    elsewhere = {*ISSUE_FIELDS, SALIENT, *(SALIENT_FIELDS if row.get(SALIENT) is True else ())}
    others = (one for one in sheet.asked_in(listed, row) if one.key not in elsewhere)
    return tuple(line for one in others for line in _line(sheet, one, row))


def _issue_list(sheet: Sheet) -> RowList | None:
    lists = (part for part in _asked(sheet, sheet.form.components) if isinstance(part, RowList))
    return next((one for one in lists if one.key == ISSUES), None)


def _is_said_by_the_list(sheet: Sheet, field: Field) -> bool:
    """That there is nothing to report stands in the place of the list of issues."""
    return field.key == NIL and _issue_list(sheet) is not None


def _numbers(sheet: Sheet, components: tuple[Component, ...]) -> tuple[Field, ...]:
    """The consolidated numbers among them."""
    found = (part for part in _asked(sheet, components) if isinstance(part, Field))
    return tuple(field for field in found if field.prefill is not None)


def _asked(sheet: Sheet, components: tuple[Component, ...]) -> Iterator[Component]:
    """All that is asked, in groups, too."""
    for part in filter(sheet.asked, components):
        yield part
        if isinstance(part, Group):
            yield from _asked(sheet, part.children)


def _heading(field: Field) -> str:
    return (field.heading or field.label)[LANGUAGE]


def _numbers_once(parts: Iterator[Part]) -> Iterator[Part]:
    """All consolidated numbers stand together, in the first place where the form has one."""
    met = False
    for part in parts:
        if part.kind != "numbers" or not met:
            yield part
        elif part.paragraphs:
            yield replace(part, kind="text")
        met = met or part.kind == "numbers"
