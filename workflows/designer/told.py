"""What differs between two contents of a file, told the same way for diagrams, tables and forms."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bpmn.difference import Change, compare
from bpmn.difference_words import summary
from bpmn.errors import DiagramError, Words, words
from bpmn.facts import Names
from bpmn.phrases import PHRASES
from bpmn.xml import parse_xml
from feel.decisions.difference import Said, TableChange, compare_tables
from forms.redrawing import QuestionChange, compare_forms
from forms.refused import FormError
from periods.labels import KINDS
from periods.profile import VIETNAM
from periods.words import LEVELS

LANGUAGES = ("vi", "en")
ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
TEXTS: Said = {
    "report_kind": {
        VIETNAM.windows[kind].report_kind: words(named["vi"].lower(), named["en"].lower())
        for kind, named in KINDS.items()
    },
    "level": LEVELS,
}
"""What people call the kinds of reports and the levels that tables decide by."""


@dataclass(frozen=True)
class Altered:
    """One fact that was and is; None where it was not said, or is not said now."""

    title: Words
    before: Words | None
    after: Words | None


@dataclass(frozen=True)
class Told:
    """One thing that differs. `number` stands on its badge in the picture, too."""

    kind: str
    number: int
    element: str
    sentence: Words
    """What differs, and all about it where nothing stands below."""
    altered: tuple[Altered, ...] = ()


@dataclass(frozen=True)
class FileDifference:
    """All that differs in one file.

    `is_new`: there was none before. `moved` only stands elsewhere in the drawing. `problem` says why it could not be
    compared.
    """

    name: str
    kind: str
    is_new: bool = False
    summary: tuple[Words, ...] = ()
    told: tuple[Told, ...] = ()
    moved: tuple[Told, ...] = field(default=())
    problem: Words | None = None

    def __bool__(self) -> bool:
        return bool(self.is_new or self.told or self.moved or self.problem)


def tell_difference(name: str, kind: str, before: bytes | None, after: bytes, names: Names) -> FileDifference:
    """What differs in a file of a kind (bpmn, dmn, form); `before` is None for a file that is new."""
    if before is None:
        return FileDifference(name, kind, is_new=True, summary=(_NEW,))
    if before == after:
        return FileDifference(name, kind)
    try:
        return _diagram(name, before, after, names) if kind == "bpmn" else _TELLERS[kind](name, before, after)
    except (DiagramError, FormError) as error:
        return FileDifference(name, kind, problem=error.message)


_NEW = words("tệp mới", "a new file")


def _diagram(name: str, before: bytes, after: bytes, names: Names) -> FileDifference:
    found = compare(before, after, PHRASES, names)
    told = tuple(_part(change, number) for number, change in enumerate(found.told, start=1))
    moved = tuple(_part(change, 0) for change in found.moved)
    return FileDifference(name, "bpmn", summary=summary(found), told=told, moved=moved)


def _part(change: Change, number: int) -> Told:
    kind, name = change.kind_words, change.name
    sentence = words(f"{kind['vi']} “{name['vi']}”", f"{kind['en']} “{name['en']}”")
    if change.what == "sequenceFlow":
        sentence = words(f"{kind['vi']} {name['vi']}", f"{kind['en']} {name['en']}")
    altered = tuple(Altered(one.title, one.before, one.after) for one in change.alterations)
    return Told(change.kind, number, change.element, sentence, altered)


def _table(name: str, before: bytes, after: bytes) -> FileDifference:
    found = compare_tables(parse_xml(before), parse_xml(after), TEXTS)
    told = tuple(_sentence(change, number) for number, change in enumerate(found, start=1))
    return FileDifference(name, "dmn", summary=tuple(_counted_rows(found)), told=told)


def _form(name: str, before: bytes, after: bytes) -> FileDifference:
    found = compare_forms(before, after)
    told = tuple(_sentence(change, number) for number, change in enumerate(found, start=1))
    return FileDifference(name, "form", summary=tuple(_counted_questions(found)), told=told)


def _sentence(change: TableChange | QuestionChange, number: int) -> Told:
    element = change.key if isinstance(change, QuestionChange) else ""
    return Told(change.kind, number, element, {language: change.sentence(language) for language in LANGUAGES})


def _counted_rows(found: Sequence[TableChange]) -> Iterator[Words]:
    rows = Counter(
        change.kind if change.kind != CHANGED else f"{CHANGED} {bool(change.row)}" for change in found
    )
    yield from _counted(
        rows,
        {
            f"{CHANGED} True": ("{} ô thay đổi", "{} cell differs", "{} cells differ"),
            ADDED: (
                "thêm {} dòng, cột hoặc bảng",
                "{} row, column or table is added",
                "{} rows, columns or tables are added",
            ),
            REMOVED: (
                "bỏ {} dòng, cột hoặc bảng",
                "{} row, column or table is removed",
                "{} rows, columns or tables are removed",
            ),
            MOVED: ("{} dòng đổi chỗ", "{} row stands elsewhere", "{} rows stand elsewhere"),
            f"{CHANGED} False": (
                "{} thiết lập của bảng thay đổi",
                "{} setting differs",
                "{} settings differ",
            ),
        },
    )


def _counted_questions(found: Sequence[QuestionChange]) -> Iterator[Words]:
    whole = Counter(change.kind for change in found if change.kind != CHANGED)
    changed = len({change.key for change in found if change.kind == CHANGED})
    yield from _counted(
        {**whole, CHANGED: changed},
        {
            ADDED: ("thêm {} câu hỏi", "{} question is added", "{} questions are added"),
            REMOVED: ("bỏ {} câu hỏi", "{} question is removed", "{} questions are removed"),
            CHANGED: ("{} câu hỏi thay đổi", "{} question differs", "{} questions differ"),
            MOVED: ("{} câu hỏi đổi chỗ", "{} question stands elsewhere", "{} questions stand elsewhere"),
        },
    )


def _counted(counts: Mapping[str, int], sentences: Mapping[str, tuple[str, str, str]]) -> Iterator[Words]:
    for kind, (vi, one, many) in sentences.items():
        if number := counts.get(kind, 0):
            yield words(vi.format(number), (one if number == 1 else many).format(number))


_TELLERS = {"dmn": _table, "form": _form}
