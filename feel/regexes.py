"""Patterns of `matches`, `replace` and `split`: compiled once, searched without ever holding up the process.

Almost all run on RE2, which takes linear time whatever the pattern. Back-references are beyond it: those run
on a backtracking engine that is stopped after a fraction of a second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2
import regex

from feel.errors import FeelError, words
from feel.regex_translation import Refused, has_back_reference, translate

_FLAGS = frozenset("smixq")
_MAX_PATTERN = 1_000
_MAX_BACKTRACKED_TEXT = 10_000
_SECONDS = 0.2
"""What one search with back-references may take, on the clock: the engine knows no other."""
_CODE_POINT = re.compile(r"\\x\{([0-9a-f]+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern; `literal` where its flags say that nothing in it or in replacements is a sign."""

    engine: Any
    literal: bool
    backtracks: bool

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches anywhere."""
        return next(self.matches(text), None) is not None

    def matches(self, text: str) -> Iterator[Any]:
        """Every match from left to right. FeelError where back-references take too long."""
        if not self.backtracks:
            try:
                yield from self.engine.finditer(text)
            except UnicodeEncodeError:
                raise _half_characters() from None
            return
        if len(text) > _MAX_BACKTRACKED_TEXT:
            raise _too_slow()
        try:
            yield from self.engine.finditer(text, timeout=_SECONDS)
        except TimeoutError:
            raise _too_slow() from None


@lru_cache(maxsize=256)
def compiled_pattern(pattern: str, flags: str) -> Pattern | None:
    """The compiled pattern, or None when it or its flags are wrong."""
    if len(pattern) > _MAX_PATTERN or set(flags) - _FLAGS:
        return None
    literal, inline = "q" in flags, "".join(flag for flag in "sm" if flag in flags)
    try:
        text = (
            re.escape(pattern) if literal else translate(pattern, spaced="x" in flags, dot_all="s" in flags)
        )
        backtracks = not literal and has_back_reference(text)
        text = f"(?{inline}){text}" if inline else text
        engine = _backtracking(text, flags) if backtracks else _linear(text, flags)
    except (re2.error, regex.error, Refused, UnicodeEncodeError):
        return None
    return Pattern(engine, literal, backtracks)


def replacement_text(match: Any, replacement: str) -> str | None:
    r"""The text for one match: `$1` is a group, `\$` and `\\` the signs themselves; None when wrong."""
    pieces = []
    for piece in re.findall(r"\\[\\$]|\$[0-9]+|[^\\$]+|.", replacement, re.DOTALL):
        if piece in ("\\", "$"):
            return None
        if piece.startswith("\\"):
            pieces.append(piece[1])
        elif piece.startswith("$"):
            pieces.append(_group(match, piece[1:]))
        else:
            pieces.append(piece)
    return "".join(pieces)


def _group(match: Any, digits: str) -> str:
    """The longest number that is a group counts; digits after it stand for themselves."""
    groups = match.re.groups
    length = next((size for size in range(len(digits), 1, -1) if int(digits[:size]) <= groups), 1)
    number = int(digits[:length])
    return (match.group(number) or "" if number <= groups else "") + digits[length:]


def _linear(text: str, flags: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 4 << 20
    options.case_sensitive = "i" not in flags
    return re2.compile(text, options)


def _backtracking(text: str, flags: str) -> Any:
    spelled = _CODE_POINT.sub(lambda found: f"\\U{int(found[1], 16):08x}", text)
    return regex.compile(spelled, regex.V0 | (regex.IGNORECASE if "i" in flags else 0))


def _half_characters() -> FeelError:
    return FeelError(
        words(
            "Chuỗi có nửa ký tự (surrogate), không tìm mẫu trong đó được.",
            "The string holds half characters (surrogates), where no pattern can be searched.",
        )
    )


def _too_slow() -> FeelError:
    return FeelError(
        words(
            "Mẫu có tham chiếu ngược tìm quá lâu. Hãy viết mẫu đơn giản hơn.",
            "The pattern with back-references takes too long. Write a simpler one.",
        )
    )
