"""Text to tokens (DMN 1.5, 10.3.1.2). Names of several words are put together later, by the parser."""

import re
import sys
from typing import NamedTuple

from feel.budget import MAX_SOURCE
from feel.errors import FeelError, words


class Token(NamedTuple):
    """A piece of the text; `kind` is number, string, word, sign or end."""

    kind: str
    text: str
    start: int
    end: int


# The standard's name characters: letters, marks and everything above the basic plane may start a name.
_START = r"[^\W\d]|[\U00010000-\U000EFFFF]|\?"
_TOKEN = re.compile(
    rf"""(?P<space>(?:\s|[\u200b\ufeff\u180e])+|//[^\n]*|/\*.*?\*/)
    |(?P<number>(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?)
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<word>(?:{_START})(?:[\w'’]|{_START})*)
    |(?P<open>"|/\*)
    |(?P<sign>\.\.|\*\*|<=|>=|!=|->|[-+*/=<>()\[\]{{}},.:@])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\U[0-9a-fA-F]{6}|\\.", re.DOTALL)
_INSTEAD = {
    "&": words("“and”; nối chuỗi thì dùng “+”", "“and”; “+” joins strings"),
    "|": words("“or”", "“or”"),
    "!": words("“not(...)” hoặc “!=”", "“not(...)” or “!=”"),
    "'": words("ngoặc kép", "double quotes"),
    "%": words("“modulo(a, b)”", "“modulo(a, b)”"),
    "^": words("“**”", "“**”"),
    ";": words("“,”", "“,”"),
    **dict.fromkeys("“”„‘’", words('ngoặc kép thẳng (")', 'straight double quotes (")')),
}
"""What FEEL has for a sign of other languages."""
_SURROGATES = range(0xD800, 0xE000)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "'": "'", "\\": "\\"}


def tokenize(source: str) -> list[Token]:
    """All tokens of the text, closed by one of kind `end`.

    Raises FeelError at a character that cannot stand there, an open string or comment, or a text too long.
    """
    if len(source) > MAX_SOURCE:
        raise FeelError(
            words(
                f"Biểu thức dài quá {MAX_SOURCE} ký tự.", f"The expression exceeds {MAX_SOURCE} characters."
            )
        )
    tokens = []
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        kind = match.lastgroup if match else None
        if match is None or kind is None or kind == "open":
            raise _stray(source, place)
        if kind != "space":
            tokens.append(Token(kind, match.group(), place, match.end()))
        place = match.end()
    tokens.append(Token("end", "", len(source), len(source)))
    return tokens


def word_list(name: str) -> tuple[str, ...] | None:
    """The token texts of a name, or None when it cannot be a FEEL name."""
    try:
        tokens = tokenize(name)[:-1]
    except FeelError:
        return None
    if not tokens or tokens[0].kind != "word" or any(token.kind == "string" for token in tokens):
        return None
    return tuple(token.text for token in tokens)


def unquote(text: str) -> str:
    """The characters that a string literal, given with its quotes, stands for."""
    body = text[1:-1]
    return _ESCAPE.sub(_unescape, body) if "\\" in body else body


def _unescape(match: re.Match[str]) -> str:
    text = match.group()
    if text.startswith("\\U") and text != "\\U":
        point = int(text.removeprefix("\\U"), base=16)
        return _character(point) if point <= sys.maxunicode else text
    if text.startswith("\\u") and text != "\\u":
        # Two escapes may be the halves of one character above the basic plane.
        units = b"".join(int(half, 16).to_bytes(2, "big") for half in text.split("\\u")[1:])
        return units.decode("utf-16-be", "replace")
    return _SIMPLE.get(text[1], text)


def _character(point: int) -> str:
    """Half a character (a surrogate) stands for none."""
    return "\ufffd" if point in _SURROGATES else chr(point)


def _stray(source: str, place: int) -> FeelError:
    character = source[place]
    if character == '"':
        message = words("Chuỗi chưa đóng ngoặc kép.", "The string has no closing quote.")
        return FeelError(message, place, len(source)).within(source)
    if character == "/":
        message = words("Ghi chú chưa đóng bằng */.", "The comment has no closing */.")
        return FeelError(message, place, len(source)).within(source)
    message = words(f"Không đọc được ký tự “{character}”.", f"The character “{character}” cannot stand here.")
    return FeelError(message, place, expected=_INSTEAD.get(character)).within(source)
