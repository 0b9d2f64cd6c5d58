"""Two sets of answers side by side: what was added, taken out and changed, in the words of each one's own form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from forms.answer import Options
from forms.form import TEXTS, Field, Form, RowList
from forms.row_matching import match_rows
from forms.sheet import Row, Sheet

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
SAME = "same"
MOST_WORDS = 1_500
"""Longer texts are shown whole, before and after: comparing them word by word would take seconds."""

Piece = tuple[str, str]


@dataclass(frozen=True)
class Written:
    """Answers with the form they were written in, and the choices that its selects offered."""

    form: Form
    answers: Mapping[str, Any]
    options: Options


@dataclass(frozen=True)
class FieldChange:
    """One question answered otherwise. `pieces` is the new text with what was added and removed, where it is text."""

    key: str
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class RowChange:
    """One row that is ADDED, REMOVED or CHANGED; its places count from 0, `name` is where it stands now."""

    kind: str
    name: str
    title: str
    was: int | None
    place: int | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class ListChanges:
    """The rows of one list that differ."""

    key: str
    label: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class Difference:
    """All that differs; empty where both say the same."""

    fields: tuple[FieldChange, ...]
    lists: tuple[ListChanges, ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.lists)

    @property
    def count(self) -> int:
        """How many questions and rows differ."""
        return len(self.fields) + sum(len(one.rows) for one in self.lists)


def difference(before: Written, after: Written, language: str) -> Difference:
    """What differs between two sets of answers; a question that one form does not ask is blank there."""
    old, new = _sheet(before, language), _sheet(after, language)
    lists = tuple(changes for changes in _lists(old, new) if changes.rows)
    return Difference(tuple(_field_changes(old, new)), lists)


def _sheet(written: Written, language: str) -> Sheet:
    return Sheet(written.form, written.answers, language, (), (), written.options, {}, {})


def _field_changes(old: Sheet, new: Sheet) -> Iterator[FieldChange]:
    was = {field.key: field for field in old.form.fields}
    now = {field.key: field for field in new.form.fields}
    for key in [*now, *(key for key in was if key not in now)]:
        change = _change(
            key, _read(old, was.get(key)), _read(new, now.get(key)), now.get(key) or was[key], new
        )
        if change:
            yield change


def _read(sheet: Sheet, field: Field | None, row: Row | None = None) -> str:
    if field is None or field.carried or not sheet.asked(field, row):
        return ""
    return sheet.read(field, sheet.answers if row is None else row)


def _change(key: str, before: str, after: str, field: Field, sheet: Sheet) -> FieldChange | None:
    if before == after:
        return None
    pieces = text_pieces(before, after) if field.kind in TEXTS and before and after else ()
    return FieldChange(key, sheet.say(field.label), before, after, pieces)


def text_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as one: stretches that are SAME, REMOVED or ADDED. Nothing for texts that are too long."""
    old, new = before.split(" "), after.split(" ")
    if max(len(old), len(new)) > MOST_WORDS:
        return ()
    pieces: list[Piece] = []
    for kind, i, j, k, n in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append((SAME, " ".join(old[i:j])))
            continue
        pieces += [(REMOVED, " ".join(old[i:j]))] if j > i else []
        pieces += [(ADDED, " ".join(new[k:n]))] if n > k else []
    return tuple(pieces)


def _lists(old: Sheet, new: Sheet) -> Iterator[ListChanges]:
    was = {rows.key: rows for rows in old.form.lists}
    now = {rows.key: rows for rows in new.form.lists}
    for rows in [*now.values(), *(rows for key, rows in was.items() if key not in now)]:
        changes = _row_changes(_Side(old, was.get(rows.key)), _Side(new, now.get(rows.key)), rows)
        yield ListChanges(rows.key, new.say(rows.label or rows.row), tuple(changes))


@dataclass(frozen=True)
class _Side:
    """One list as one of the two has it; `part` is None where its form has no such list."""

    sheet: Sheet
    part: RowList | None

    @property
    def rows(self) -> list[Row]:
        asked = self.part is not None and self.sheet.asked(self.part)
        return self.sheet.rows(self.part) if asked and self.part else []

    @property
    def fields(self) -> Mapping[str, Field]:
        return {field.key: field for field in self.part.fields} if self.part else {}


def _row_changes(old: _Side, new: _Side, rows: RowList) -> Iterator[RowChange]:
    before, after = old.rows, new.rows
    for was, place in match_rows(rows, before, after):
        first = None if was is None else before[was]
        second = None if place is None else after[place]
        fields = tuple(_row_fields(old, new, first, second))
        if second is None:
            yield RowChange(REMOVED, *_named(old.sheet, rows, was or 0, first or {}), was, place, fields)
        elif first is None or fields:
            kind = ADDED if first is None else CHANGED
            yield RowChange(kind, *_named(new.sheet, rows, place or 0, second), was, place, fields)


def _named(sheet: Sheet, rows: RowList, place: int, row: Row) -> tuple[str, str]:
    return sheet.row_name(rows, place), sheet.row_title(rows, row)


def _row_fields(old: _Side, new: _Side, first: Row | None, second: Row | None) -> Iterator[FieldChange]:
    was, now = old.fields, new.fields
    for key in [*now, *(key for key in was if key not in now)]:
        before = "" if first is None else _read(old.sheet, was.get(key), first)
        after = "" if second is None else _read(new.sheet, now.get(key), second)
        change = _change(key, before, after, now.get(key) or was[key], new.sheet)
        if change:
            yield change
