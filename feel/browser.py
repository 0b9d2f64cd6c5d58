"""What the FEEL of the browser answers otherwise: feelin 6.1, which form-js 1.23 evaluates expressions with.

A form's expressions are evaluated twice, in the browser while people type and here when they send; these
constructs can make the two disagree. Each was measured against the real packages (tests/feel/test_browser.py).
What only differs for odd values (a string where a number should stand) cannot be seen in a text and is not told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from feel.compile.unary import walk
from feel.errors import Words, words
from feel.expression import known_names
from feel.nodes import Binary, Call, If, InstanceOf, Literal, Name, Node
from feel.parser import parse_expression

_EXACT_IN_BROWSER = Decimal(2**53)
_PATTERNS = frozenset({"matches", "replace", "split"})
_UNICODE = ("\\w", "\\W", "\\d", "\\D", "\\i", "\\c")


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of an expression, from `position` to `end`, that the browser may answer otherwise."""

    position: int
    end: int
    message: Words


def browser_differences(text: str) -> list[Difference]:
    """The differing parts of an expression (without its "="), in the order of the text. FeelError if unreadable."""
    found = [
        Difference(node.start, node.end, message)
        for node in walk(parse_expression(text, known_names()))
        for tell in _TELLERS
        for message in tell(node)
    ]
    return sorted(found, key=lambda difference: (difference.position, difference.end))


def _types(node: Node) -> Iterator[Words]:
    if isinstance(node, InstanceOf):
        yield words(
            "Trong trình duyệt “instance of” cho kết quả khác hoặc lỗi.",
            "In the browser “instance of” answers otherwise, or fails.",
        )


def _missing(node: Node) -> Iterator[Words]:
    if _calls(node, frozenset({"range"})):
        yield words("Trình duyệt không có hàm “range”.", "The browser has no function “range”.")


def _strings(node: Node) -> Iterator[Words]:
    if isinstance(node, Call) and _calls(node, frozenset({"min", "max"})):
        values = (part for argument in node.arguments for part in walk(argument))
        if any(isinstance(part, Literal) and isinstance(part.value, str) for part in values):
            yield words(
                "Trình duyệt chỉ tìm được số nhỏ nhất, lớn nhất, không tìm được chuỗi.",
                "The browser finds the least and greatest of numbers only, not of strings.",
            )


def _large(node: Node) -> Iterator[Words]:
    if isinstance(node, Literal) and isinstance(node.value, Decimal) and abs(node.value) > _EXACT_IN_BROWSER:
        yield words(
            "Trình duyệt làm tròn số có hơn 15 chữ số.", "The browser rounds numbers of more than 15 digits."
        )


def _exactness(node: Node) -> Iterator[Words]:
    """Binary floating point shows where sums of decimals, or quotients, are compared for equality."""
    if isinstance(node, Binary) and node.sign in ("=", "!="):
        parts = [part for part in walk((node.left, node.right)) if part is not node]
        divides = any(isinstance(part, Binary) and part.sign in ("/", "**") for part in parts)
        counts = any(isinstance(part, Binary) and part.sign in ("+", "-", "*") for part in parts)
        fractions = any(
            isinstance(part, Literal) and isinstance(part.value, Decimal) and part.value != int(part.value)
            for part in parts
        )
        if divides or (counts and fractions):
            yield words(
                "Trình duyệt tính số lẻ không chính xác; phép so sánh bằng có thể cho kết quả khác.",
                "The browser's fractions are not exact; the comparison may come out otherwise.",
            )


def _conditions(node: Node) -> Iterator[Words]:
    if (
        isinstance(node, If)
        and isinstance(node.condition, Literal)
        and type(node.condition.value) is not bool
    ):
        yield words(
            "Điều kiện không phải đúng/sai: trình duyệt coi số và chuỗi là đúng.",
            "The condition is neither true nor false: the browser takes numbers and strings for true.",
        )


def _positions(node: Node) -> Iterator[Words]:
    if isinstance(node, Call) and _calls(node, frozenset({"substring"})):
        zero = [part for part in node.arguments[1:] if isinstance(part, Literal) and part.value == 0]
        if zero:
            yield words(
                "Vị trí 0: ở đây là null, trong trình duyệt là ký tự cuối.",
                "Position 0 is null here and the last character in the browser.",
            )


def _patterns(node: Node) -> Iterator[Words]:
    if isinstance(node, Call) and _calls(node, _PATTERNS):
        for part in node.arguments[1:2]:
            if isinstance(part, Literal) and isinstance(part.value, str) and _has_unicode_class(part.value):
                yield words(
                    "Trong trình duyệt \\w và \\d chỉ biết chữ không dấu; \\i và \\c không dùng được.",
                    "In the browser \\w and \\d know plain letters only; \\i and \\c do not work.",
                )


def _has_unicode_class(pattern: str) -> bool:
    return any(escape in pattern for escape in _UNICODE)


def _calls(node: Node, names: frozenset[str]) -> bool:
    return isinstance(node, Call) and isinstance(node.function, Name) and node.function.name in names


_TELLERS: tuple[Callable[[Node], Iterator[Words]], ...] = (
    _types,
    _missing,
    _strings,
    _large,
    _exactness,
    _conditions,
    _positions,
    _patterns,
)
