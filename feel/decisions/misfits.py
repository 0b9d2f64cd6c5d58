"""Cells of decision tables that can be read and still cannot be meant.

A text where a number belongs, a value that is not among those of its column, nothing at all. Only what is written out
is judged; what an expression comes to is known when it is decided.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from feel.decisions.elements import Element, child, children, text_of, type_reference
from feel.errors import Words, words

_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_TEXTS = re.compile(rf"{_TEXT.pattern}(?:\s*,\s*{_TEXT.pattern})*")
_NUMBER = re.compile(r"-?\s*(?:\d+(?:\.\d+)?|\.\d+)")
_KINDS: dict[str, Words] = {
    "string": words("chữ trong ngoặc kép", "a text in double quotes"),
    "number": words("một con số", "a number"),
    "boolean": words("true hoặc false", "true or false"),
}


@dataclass(frozen=True)
class Misfit:
    """One cell: the id of its element, what is wrong, what to write. `grave` where it cannot be meant."""

    element: str
    message: Words
    remedy: Words
    grave: bool = True


def misfits(root: Element) -> Iterator[Misfit]:
    """Every such cell of every table in a file, row by row."""
    for table in root.iter("{*}decisionTable"):
        inputs, outputs = children(table, "input"), children(table, "output")
        for number, rule in enumerate(children(table, "rule"), 1):
            for column, entry in zip(inputs, children(rule, "inputEntry"), strict=False):
                yield from _tested(number, column, entry)
            for column, entry in zip(outputs, children(rule, "outputEntry"), strict=False):
                yield from _given(number, column, entry)


def _tested(number: int, column: Element, entry: Element) -> Iterator[Misfit]:
    text, allowed = text_of(entry), _values(child(column, "inputValues"))
    unknown = [one for one in _texts(text) if allowed and one not in allowed]
    if unknown:
        yield _not_listed(number, column, entry, unknown[0], allowed)


def _given(number: int, column: Element, entry: Element) -> Iterator[Misfit]:
    text, kind, allowed = text_of(entry), type_reference(column), _values(child(column, "outputValues"))
    written = _kind(text)
    if not text and child(column, "defaultOutputEntry") is None:
        said = words("ô trống, nên không cho kết quả nào", "the cell is empty, so that nothing comes of it")
        remedy = words(
            "Ghi giá trị; ghi null nếu đúng là không có.", "Write a value, or null if none is meant."
        )
        yield Misfit(entry.get("id") or "", _at(number, column, said), remedy, grave=False)
    elif written and kind in _KINDS and written != kind:
        said = words(f"{text} không phải {_KINDS[kind]['vi']}", f"{text} is not {_KINDS[kind]['en']}")
        remedy = words(f"Ghi {_KINDS[kind]['vi']}.", f"Write {_KINDS[kind]['en']}.")
        yield Misfit(entry.get("id") or "", _at(number, column, said), remedy)
    elif written == "string" and allowed and text not in allowed:
        yield _not_listed(number, column, entry, text, allowed)


def _not_listed(number: int, column: Element, entry: Element, text: str, allowed: list[str]) -> Misfit:
    listed = ", ".join(allowed)
    said = words(
        f"{text} không có trong các giá trị của cột", f"{text} is not among the values of the column"
    )
    remedy = words(f"Ghi một trong: {listed}.", f"Write one of: {listed}.")
    return Misfit(entry.get("id") or "", _at(number, column, said), remedy)


def _at(number: int, column: Element, said: Words) -> Words:
    heading = column.get("label") or column.get("name") or ""
    return words(
        f"Dòng {number}, cột “{heading}”: {said['vi']}.", f"Row {number}, column “{heading}”: {said['en']}."
    )


def _kind(text: str) -> str | None:
    """The type of what is written out; None for any other expression."""
    if text in ("true", "false"):
        return "boolean"
    return "number" if _NUMBER.fullmatch(text) else "string" if _TEXT.fullmatch(text) else None


def _texts(text: str) -> list[str]:
    """The texts that a cell lists; none where it holds anything else."""
    return _TEXT.findall(text) if _TEXTS.fullmatch(text) else []


def _values(element: Element | None) -> list[str]:
    """The texts a column may hold; none where it says nothing of them, or says it otherwise."""
    return _texts(text_of(element))
