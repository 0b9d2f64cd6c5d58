"""Two versions of a DMN file: which cell of which row says something else, in words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from feel.decisions.elements import (
    Element,
    child,
    children,
    description_of,
    name_of,
    own_name,
    tag,
    text_of,
    type_reference,
)
from feel.decisions.matching import match, moved_among
from feel.errors import Words, words
from feel.side_by_side import shown_beside

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
LONGEST, LONGEST_CELL = 80, 160
Said = Mapping[str, Mapping[str, Words]]
"""What people call the texts that an input may have, by its expression: {"level": {"commune": ...}}."""
_TEXT = re.compile(r'"([^"]*)"')
_BETWEEN_TEXTS = re.compile(r'"\s*,\s*"')
ELEMENTS = ("decision", "inputData", "businessKnowledgeModel", "decisionService", "knowledgeSource")
KINDS: Mapping[str, Words] = {
    "decision": words("quyết định", "decision"),
    "inputData": words("dữ liệu vào", "input data"),
    "businessKnowledgeModel": words("mô hình tri thức", "knowledge model"),
    "decisionService": words("dịch vụ quyết định", "decision service"),
    "knowledgeSource": words("nguồn căn cứ", "knowledge source"),
}


@dataclass(frozen=True)
class TableChange:
    """One thing that differs: a cell, a row, a column, or a setting of a decision.

    `row` and `was` count from 1, in the new and in the old table; `about` is what the row is for: its conditions.
    `texts` are people's words for texts of the cell.
    """

    kind: str
    decision: str
    place: Words
    about: Words | None = None
    row: int | None = None
    was: int | None = None
    before: str = ""
    after: str = ""
    texts: Mapping[str, Words] = field(default_factory=dict)

    def sentence(self, language: str) -> str:
        """The whole change in one sentence, beginning with the name of the decision."""
        where = f"{self.decision}: {self._row(language)}{self.place[language]}"
        if self.kind in (ADDED, REMOVED):
            shown = self.after or self.before
            return f"{where}: {_DONE[self.kind][language]}" + (f" ({shown})" if shown else "")
        if self.kind == MOVED:
            return f"{where}: {_MOVED[language].format(was=self.was, row=self.row)}"
        before, after = (_in_words(text, self.texts, language) for text in (self.before, self.after))
        return f"{where}: {_beside(before, after)} → {_beside(after, before)}"

    def _row(self, language: str) -> str:
        number = self.row or self.was
        if number is None:
            return ""
        told = f"{_ROW[language]} {number}" + (f" ({self.about[language]})" if self.about else "")
        return f"{told}, " if self.place[language] else told


_ROW = words("dòng", "row")
_DONE = {ADDED: words("thêm", "added"), REMOVED: words("bỏ", "removed")}
_MOVED = words("từ chỗ thứ {was} sang chỗ thứ {row}", "from place {was} to place {row}")
_WHOLE_ROW = words("", "")
NAME, GUIDE = words("tên", "name"), words("lời giải thích", "explanation")
NEEDS, LOGIC = words("cần biết", "needs"), words("cách quyết định", "logic")
POLICY, REMARK = (
    words("cách chọn dòng (hit policy)", "hit policy"),
    words("lời ghi của dòng", "remark of the row"),
)
OTHER, TYPES = words("thiết lập khác", "other settings"), words("kiểu dữ liệu", "data types")


def compare_tables(before: Element, after: Element, said: Said | None = None) -> list[TableChange]:
    """What differs between two parsed DMN files, by decision and row; empty where they decide alike.

    Where things stand in the drawing, and what the file says of the tool that wrote it, counts for nothing.
    """
    return [*_file(before, after), *_elements(before, after, said or {}), *_types(before, after)]


def _file(before: Element, after: Element) -> Iterator[TableChange]:
    name = str(after.get("name") or "")
    for place, old, new in (
        (NAME, str(before.get("name") or ""), name),
        (GUIDE, description_of(before), description_of(after)),
    ):
        if old != new:
            yield TableChange(CHANGED, name, place, before=old, after=new)


def _elements(before: Element, after: Element, said: Said) -> Iterator[TableChange]:
    was = {_key(part): part for part in children(before, *ELEMENTS)}
    now = {_key(part): part for part in children(after, *ELEMENTS)}
    for key, part in now.items():
        if key not in was:
            yield TableChange(ADDED, name_of(part), KINDS[tag(part)])
        else:
            yield from _element(was[key], part, said)
    for key, part in was.items():
        if key not in now:
            yield TableChange(REMOVED, name_of(part), KINDS[tag(part)])


def _element(was: Element, now: Element, said: Said) -> Iterator[TableChange]:
    name = name_of(now)
    for place, old, new in (
        (NAME, str(was.get("name") or ""), str(now.get("name") or "")),
        (GUIDE, description_of(was), description_of(now)),
        (NEEDS, ", ".join(_needs(was)), ", ".join(_needs(now))),
        (OTHER, _rest(was), _rest(now)),
    ):
        if old != new:
            yield TableChange(CHANGED, name, place, before=old, after=new)
    old_table, new_table = child(was, "decisionTable"), child(now, "decisionTable")
    if old_table is not None and new_table is not None:
        yield from _Tables(name, old_table, new_table, said).changes()
    elif (old := _logic(was)) != (new := _logic(now)):
        yield TableChange(CHANGED, name, LOGIC, before=old, after=new)


def _key(part: Element) -> str:
    return str(part.get("id") or own_name(part))


def _needs(part: Element) -> list[str]:
    return [
        str(inner.get("href") or "").removeprefix("#")
        for outer in children(part)
        for inner in (outer, *children(outer))
        if inner.get("href")
    ]


_BOXED = frozenset(
    {
        *("context", "invocation", "list", "relation", "functionDefinition", "encapsulatedLogic"),
        *("conditional", "for", "every", "some", "filter"),
    }
)
_TOLD = _BOXED | {"description", "decisionTable", "literalExpression"}


def _rest(part: Element) -> str:
    """What is told nowhere else, in one spelling."""
    rest = (
        inner
        for inner in children(part)
        if tag(inner) not in _TOLD and not tag(inner).endswith("Requirement")
    )
    return " ".join(_spelled(inner) for inner in rest)


def _logic(part: Element) -> str:
    literal = child(part, "literalExpression")
    if literal is not None:
        return text_of(literal)
    boxed = children(part, "decisionTable", *_BOXED)
    return " ".join(_spelled(inner) for inner in boxed)


def _spelled(part: Element) -> str:
    attributes = " ".join(f'{name}="{part.get(name)}"' for name in sorted(part.keys()) if name != "id")
    inner = "".join(_spelled(each) for each in children(part))
    return f"<{tag(part)} {attributes}>{' '.join((part.text or '').split())}{inner}</>"


@dataclass(frozen=True)
class _Where:
    about: Words | None
    row: int | None
    was: int | None


class _Tables:
    """Two versions of one decision table."""

    def __init__(self, decision: str, was: Element, now: Element, said: Said) -> None:
        self.decision, self.said = decision, said
        self.was, self.now = was, now
        self.old_columns, self.new_columns = _columns(was), _columns(now)

    def changes(self) -> Iterator[TableChange]:
        old, new = _policy(self.was), _policy(self.now)
        if old != new:
            yield TableChange(CHANGED, self.decision, POLICY, before=old, after=new)
        yield from self._column_changes()
        yield from self._row_changes()

    def _column_changes(self) -> Iterator[TableChange]:
        for key, column in self.new_columns.items():
            old = self.old_columns.get(key)
            place = words(f"cột “{_label(column)}”", f"column “{_label(column)}”")
            if old is None:
                yield TableChange(ADDED, self.decision, place)
            elif (before := _heading(old)) != (after := _heading(column)):
                yield TableChange(CHANGED, self.decision, place, before=before, after=after)
        for key, column in self.old_columns.items():
            if key not in self.new_columns:
                place = words(f"cột “{_label(column)}”", f"column “{_label(column)}”")
                yield TableChange(REMOVED, self.decision, place)

    def _row_changes(self) -> Iterator[TableChange]:
        before, after = children(self.was, "rule"), children(self.now, "rule")
        pairs = match([_row_key(row) for row in before], [_row_key(row) for row in after])
        both = [(was, now) for was, now in pairs if was is not None and now is not None]
        moved = moved_among(both)
        for was, now in pairs:
            row = after[now] if now is not None else before[was or 0]
            about = _about(row, self.new_columns if now is not None else self.old_columns, self.said)
            numbers = _Where(about, _from_one(now), _from_one(was))
            if was is None or now is None:
                kind = ADDED if was is None else REMOVED
                shown = _results(row, self.new_columns if now is not None else self.old_columns)
                yield TableChange(kind, self.decision, _WHOLE_ROW, after=shown, **asdict(numbers))
                continue
            yield from self._cells(before[was], after[now], numbers)
            if (was, now) in moved:
                yield TableChange(MOVED, self.decision, _WHOLE_ROW, **asdict(numbers))

    def _cells(self, was: Element, now: Element, numbers: _Where) -> Iterator[TableChange]:
        old, new = _cells_of(was, self.old_columns), _cells_of(now, self.new_columns)
        for key, column in self.new_columns.items():
            before, after = old.get(key, ""), new.get(key, "")
            if key in self.old_columns and before != after:
                label = words(f"“{_label(column)}”", f"“{_label(column)}”")
                texts = _texts_of(column, self.said)
                yield TableChange(
                    CHANGED, self.decision, label, before=before, after=after, texts=texts, **asdict(numbers)
                )
        before, after = description_of(was), description_of(now)
        if before != after:
            yield TableChange(CHANGED, self.decision, REMARK, before=before, after=after, **asdict(numbers))


def _columns(table: Element) -> dict[str, Element]:
    """The columns in order, inputs first; one without an id is known by its place."""
    found = [*children(table, "input"), *children(table, "output")]
    return {str(column.get("id") or count): column for count, column in enumerate(found)}


def _row_key(row: Element) -> tuple[str, str, str]:
    """What finds the same row again: its id, else all it says, else when it holds."""
    conditions = " | ".join(text_of(cell) for cell in children(row, "inputEntry"))
    results = " | ".join(text_of(cell) for cell in children(row, "outputEntry"))
    return str(row.get("id") or ""), f"{conditions} || {results}", conditions


def _cells_of(row: Element, columns: Mapping[str, Element]) -> dict[str, str]:
    texts = [text_of(cell) for cell in (*children(row, "inputEntry"), *children(row, "outputEntry"))]
    return dict(zip(columns, texts, strict=False))


def _about(row: Element, columns: Mapping[str, Element], said: Said) -> Words | None:
    cells = zip(_texts(row, columns, "input"), _of_kind(columns, "input"), strict=False)
    holds = [(text, _texts_of(column, said)) for text, column in cells if text not in ("", "-")]

    def told(language: str) -> str:
        return "; ".join(_in_words(text, texts, language).replace('"', "") for text, texts in holds)

    return words(_shown(told("vi")), _shown(told("en"))) if holds else None


def _texts_of(column: Element, said: Said) -> Mapping[str, Words]:
    return said.get(text_of(child(column, "inputExpression")), {})


def _in_words(text: str, texts: Mapping[str, Words], language: str) -> str:
    """What a cell says, with people's words for the texts in it that have some."""

    def one(found: re.Match[str]) -> str:
        return texts[found[1]][language] if found[1] in texts else found[0]

    return _TEXT.sub(one, _BETWEEN_TEXTS.sub('", "', text))


def _results(row: Element, columns: Mapping[str, Element]) -> str:
    texts = zip(_texts(row, columns, "output"), _of_kind(columns, "output"), strict=False)
    told = (f"{_label(column)}: {text}" for text, column in texts if text not in ("", "null"))
    return _shown("; ".join(told))


def _texts(row: Element, columns: Mapping[str, Element], kind: str) -> list[str]:
    cells = _cells_of(row, columns)
    return [cells.get(key, "") for key, column in columns.items() if tag(column) == kind]


def _of_kind(columns: Mapping[str, Element], kind: str) -> Sequence[Element]:
    return [column for column in columns.values() if tag(column) == kind]


def _label(column: Element) -> str:
    expression = child(column, "inputExpression")
    return str(column.get("label") or text_of(expression) or column.get("name") or "")


def _heading(column: Element) -> str:
    """All that a column says of itself."""
    expression = child(column, "inputExpression")
    allowed = text_of(child(column, "inputValues")) or text_of(child(column, "outputValues"))
    default = text_of(child(column, "defaultOutputEntry"))
    parts = (
        _label(column),
        str(column.get("name") or ""),
        text_of(expression),
        type_reference(expression) or type_reference(column),
        allowed,
        default,
    )
    return " · ".join(part for part in parts if part)


def _policy(table: Element) -> str:
    return f"{table.get('hitPolicy') or 'UNIQUE'} {table.get('aggregation') or ''}".strip()


def _types(before: Element, after: Element) -> Iterator[TableChange]:
    old, new = (
        " ".join(map(_spelled, children(root, "itemDefinition", "import"))) for root in (before, after)
    )
    if old != new:
        yield TableChange(CHANGED, name_of(after), TYPES, before=old, after=new)


def _from_one(place: int | None) -> int | None:
    return None if place is None else place + 1


def _beside(text: str, other: str) -> str:
    return shown_beside(text, other, LONGEST_CELL) or "–"


def _shown(text: str) -> str:
    if not text:
        return "–"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
