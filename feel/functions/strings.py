"""String functions (10.3.4.3)."""

from decimal import Decimal
from typing import Any

from feel.functions.registry import builtin
from feel.numbers import cut
from feel.regexes import Pattern, compiled_pattern, replacement_text
from feel.run import Run


@builtin("substring(string: string, start position: number, length: number?)")
def _substring(run: Run, text: str, start: Decimal, length: Decimal | None) -> Any:  # noqa: ARG001 every built-in takes the run
    """Counts from 1, or from the end when negative."""
    first = cut(start)
    count = cut(length) if length is not None else len(text)
    if first is None or count is None or first == 0 or abs(first) > len(text) or count < 1:
        return None
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin : begin + count]


@builtin("string length(string: string)")
def _string_length(run: Run, text: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return Decimal(len(text))


@builtin("upper case(string: string)")
def _upper_case(run: Run, text: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return text.upper()


@builtin("lower case(string: string)")
def _lower_case(run: Run, text: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return text.lower()


@builtin("substring before(string: string, match: string)")
def _substring_before(run: Run, text: str, match: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return text[: max(text.find(match), 0)]


@builtin("substring after(string: string, match: string)")
def _substring_after(run: Run, text: str, match: str) -> Any:  # noqa: ARG001 every built-in takes the run
    at = text.find(match)
    return text[at + len(match) :] if at >= 0 else ""


@builtin("contains(string: string, match: string)")
def _contains(run: Run, text: str, match: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return match in text


@builtin("starts with(string: string, match: string)")
def _starts_with(run: Run, text: str, match: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return text.startswith(match)


@builtin("ends with(string: string, match: string)")
def _ends_with(run: Run, text: str, match: str) -> Any:  # noqa: ARG001 every built-in takes the run
    return text.endswith(match)


def _compiled(run: Run, pattern: str, flags: str) -> Pattern | None:
    """A pattern that is new has to be compiled, which no step counts."""
    run.look_at_clock()
    return compiled_pattern(pattern, flags)


@builtin("matches(input: string, pattern: string, flags: string?)")
def _matches(run: Run, text: str, pattern: str, flags: str | None) -> Any:
    """Whether the pattern is found anywhere in the text."""
    run.spend(len(text) >> 4)
    compiled = _compiled(run, pattern, flags or "")
    return None if compiled is None else compiled.found_in(text)


@builtin("replace(input: string, pattern: string, replacement: string, flags: string?)")
def _replace(run: Run, text: str, pattern: str, replacement: str, flags: str | None) -> Any:
    """Every place the pattern is found; `$1` in the replacement is the first group.

    A pattern that matches no characters at all is an error, as in XPath.
    """
    run.spend(len(text) >> 4)
    compiled = _compiled(run, pattern, flags or "")
    if compiled is None or compiled.found_in(""):
        return None
    run.hold_text((len(text) + 1) * (len(replacement) + 1) // 8)
    pieces, end, size = [], 0, 0
    for match in compiled.matches(text):
        piece = replacement if compiled.literal else replacement_text(match, replacement)
        if piece is None:
            return None
        size += len(piece)
        run.hold_text(size) if size > run.budget.size else run.spend()
        pieces += [text[end : match.start()], piece]
        end = match.end()
    return "".join([*pieces, text[end:]])


@builtin("split(string: string, delimiter: string)")
def _split(run: Run, text: str, delimiter: str) -> Any:
    """The pieces between the places where the delimiter, a pattern, is found."""
    compiled = _compiled(run, delimiter, "")
    if compiled is None or compiled.found_in(""):
        return None
    pieces, end = [], 0
    for match in compiled.matches(text):
        run.spend()
        pieces.append(text[end : match.start()])
        end = match.end()
    return [*pieces, text[end:]]


@builtin("string join(list: list, delimiter: string?)")
def _string_join(run: Run, items: list[Any], delimiter: str | None) -> Any:
    """Nulls are passed over; anything else that is no string makes the result null."""
    texts = [item for item in items if item is not None]
    if not all(type(item) is str for item in texts):
        return None
    between = delimiter or ""
    run.hold_text(sum(len(text) + len(between) for text in texts))
    return between.join(texts)
