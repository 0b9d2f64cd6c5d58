"""Regular expressions of XPath (10.3.4.3 refers to them) on RE2, which never takes more than linear time.

What XPath has and RE2 has not is rewritten (class subtraction, the flag x, names of blocks) or refused with
null (back-references, look-around).
"""

import re
from functools import lru_cache
from typing import Any

import re2

_FLAGS = frozenset("smixq")
_MAX_PATTERN = 1_000
_BLOCKS = {
    "IsBasicLatin": r"\x00-\x7f",
    "IsLatin-1Supplement": r"\x80-\xff",
    "IsLatinExtended-A": r"\x{100}-\x{17f}",
    "IsLatinExtended-B": r"\x{180}-\x{24f}",
    "IsGreek": r"\x{370}-\x{3ff}",
    "IsCyrillic": r"\x{400}-\x{4ff}",
    "IsLatinExtendedAdditional": r"\x{1e00}-\x{1eff}",
}
_NAME_START = r"\p{L}_:"
_NAME_PART = r"\p{L}\p{N}_:.\-\x{b7}"


class Refused(ValueError):
    """The pattern is none, or needs what linear time cannot give."""


@lru_cache(maxsize=256)
def compiled_pattern(pattern: str, flags: str) -> Any:
    """The compiled pattern, or None when it or its flags are wrong."""
    if len(pattern) > _MAX_PATTERN or set(flags) - _FLAGS:
        return None
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 4 << 20
    options.case_sensitive = "i" not in flags
    inline = "".join(flag for flag in "sm" if flag in flags)
    try:
        text = (
            re.escape(pattern)
            if "q" in flags
            else translate(pattern, spaced="x" in flags, dot_all="s" in flags)
        )
        return re2.compile(f"(?{inline}){text}" if inline else text, options)
    except (re2.error, Refused):
        return None


def replacement_text(match: Any, replacement: str) -> str | None:
    r"""The text for one match: `$1` is a group, `\$` and `\\` the signs themselves; None when wrong."""
    pieces = []
    for piece in re.findall(r"\\[\\$]|\$\d|[^\\$]+|.", replacement, re.DOTALL):
        if piece.startswith("\\"):
            if len(piece) == 1:
                return None
            pieces.append(piece[1])
        elif piece.startswith("$"):
            if len(piece) == 1:
                return None
            group = int(piece[1])
            pieces.append(match.group(group) or "" if group <= match.re.groups else "")
        else:
            pieces.append(piece)
    return "".join(pieces)


def translate(pattern: str, *, spaced: bool, dot_all: bool = False) -> str:
    """The pattern in RE2's spelling; with `spaced`, blanks outside classes mean nothing."""
    out: list[str] = []
    place = 0
    while place < len(pattern):
        character = pattern[place]
        if character == "[":
            text, place = _class(pattern, place, spaced=spaced)
            out.append(text)
        elif character == "\\":
            text, place = _escape(pattern, place, spaced=spaced)
            out.append(text if not text.startswith("-") else f"[{text[1:]}]")
        elif pattern.startswith("(?", place) and not pattern.startswith("(?:", place):
            raise Refused
        else:
            if character == ".":
                # XPath's dot stops at a carriage return too.
                out.append("." if dot_all else r"[^\n\r]")
            elif not (spaced and character.isspace()):
                out.append(character)
            place += 1
    return "".join(out)


def _escape(pattern: str, place: int, *, spaced: bool) -> tuple[str, int]:
    """One escape; a text that starts with "-" only has a meaning inside a class."""
    letter = pattern[place + 1 : place + 2]
    if not letter or letter.isdigit():
        raise Refused
    if letter in "pP":
        return _property(pattern, place, spaced=spaced)
    if letter in "ic":
        return "-" + (_NAME_START if letter == "i" else _NAME_PART), place + 2
    if letter in "IC":
        return f"[^{_NAME_START if letter == 'I' else _NAME_PART}]", place + 2
    if letter in "nrtdDsSwW" or not letter.isalnum():
        return pattern[place : place + 2], place + 2
    raise Refused


def _property(pattern: str, place: int, *, spaced: bool) -> tuple[str, int]:
    end = pattern.find("}", place)
    if end < 0 or pattern[place + 2 : place + 3] != "{":
        raise Refused
    name = pattern[place + 3 : end]
    name = "".join(name.split()) if spaced else name
    if name.startswith("Is"):
        if name not in _BLOCKS:
            raise Refused
        text = "-" + _BLOCKS[name] if pattern[place + 1] == "p" else f"[^{_BLOCKS[name]}]"
        return text, end + 1
    return f"\\{pattern[place + 1]}{{{name}}}", end + 1


def _class(pattern: str, place: int, *, spaced: bool) -> tuple[str, int]:
    """A character class; a subtracted class becomes the list of characters that stay."""
    out = ["["]
    place += 1
    if pattern.startswith("^", place):
        out.append("^")
        place += 1
    while place < len(pattern) and pattern[place] != "]":
        if pattern.startswith("-[", place):
            less, place = _class(pattern, place + 1, spaced=spaced)
            if not pattern.startswith("]", place):
                raise Refused
            return _without("".join(out) + "]", less), place + 1
        if pattern[place] == "[":
            raise Refused
        if pattern[place] == "\\":
            text, place = _escape(pattern, place, spaced=spaced)
            out.append(text.removeprefix("-"))
        else:
            out.append(pattern[place])
            place += 1
    if place >= len(pattern) or out[-1] in ("[", "^"):
        raise Refused
    return "".join(out) + "]", place + 1


def _without(kept: str, less: str) -> str:
    """`kept` minus `less`, worked out over the basic plane's first part, where classes are written."""
    try:
        first, second = re2.compile(kept), re2.compile(less)
    except re2.error:
        raise Refused from None
    points = [
        point
        for point in range(1, 0x2000)
        if first.fullmatch(chr(point)) and not second.fullmatch(chr(point))
    ]
    if not points:
        return r"[^\x00-\x{10ffff}]"
    return "[" + "".join(f"\\x{{{point:x}}}" for point in points) + "]"
