"""The letters of Vietnamese, and text as the page can print it."""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from functools import lru_cache

# Twelve vowels, each plain and with five tone marks, and the letter with a stroke.
VOWELS = "aăâeêioôơuưy"
TONE_MARKS = (
    "",
    "\u0300",
    "\u0309",
    "\u0303",
    "\u0301",
    "\u0323",
)  # level, grave, hook, tilde, acute, dot below
UNKNOWN = "\u25a1"
"""Printed in place of a letter the font does not have, so that the reader sees something was there."""

_KEPT_CONTROLS = frozenset("\n\t")


def _vietnamese_letters() -> str:
    """Every vowel with every mark and đ, without the six plain vowels that Latin has anyway; both cases."""
    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONE_MARKS] + ["đ"]
    accented = [letter for letter in small if not letter.isascii()]
    return "".join(accented + [letter.upper() for letter in accented])


VIETNAMESE_LETTERS = _vietnamese_letters()
"""The 134 letters outside plain Latin, composed (NFC): 67 small and 67 capital."""


def composed(text: str) -> str:
    """The text in composed form (NFC): phones and Macs may send letters and their marks apart."""
    return unicodedata.normalize("NFC", text)


def capitals(name: str) -> str:
    """A name in capitals, as heads of documents are written: `ỦY BAN NHÂN DÂN PHƯỜNG BỒ ĐỀ`."""
    return composed(composed(name).upper())


def balanced(text: str, letters_per_line: int) -> str:
    """The text with line breaks so that its lines are about equally long, as titles and heads are set.

    `ỦY BAN NHÂN DÂN PHƯỜNG BỒ ĐỀ` in lines of 26 letters breaks before `PHƯỜNG`.
    """
    lines = -(-len(text) // letters_per_line)
    gaps = [index for index, letter in enumerate(text) if letter == " "]
    breaks = {_nearest(gaps, len(text) * line / lines) for line in range(1, lines) if gaps}
    return "".join("\n" if index in breaks else letter for index, letter in enumerate(text))


def _nearest(gaps: list[int], wanted: float) -> int:
    return min(gaps, key=lambda gap: abs(gap - wanted))


def printable(text: str, codepoints: AbstractSet[int]) -> str:
    """The text as the font can print it: composed, without control characters, gaps shown as `□`.

    PDF/A forbids a reference to a glyph that is not there, so a letter the font lacks never reaches the page.
    """
    return "".join(_printable_letter(letter, codepoints) for letter in composed(text))


def unprintable(text: str, codepoints: frozenset[int]) -> str:
    """Each letter that would leave a gap in print, once, in the order of the text."""
    whole = composed(text)
    if _all_of(codepoints).fullmatch(whole):  # as nearly all texts are
        return ""
    return "".join(
        letter
        for letter in dict.fromkeys(whole)
        if letter != UNKNOWN and _printable_letter(letter, codepoints) == UNKNOWN
    )


@lru_cache(maxsize=8)
def _all_of(codepoints: frozenset[int]) -> re.Pattern[str]:
    """What texts are made of that the font has whole."""
    known = sorted({*codepoints, *map(ord, _KEPT_CONTROLS)})
    return re.compile("[" + "".join(f"\\U{code:08x}" for code in known) + "]*")


@lru_cache(maxsize=4096)
def _printable_letter(letter: str, codepoints: AbstractSet[int]) -> str:
    if letter in _KEPT_CONTROLS:
        return letter
    kind = unicodedata.category(letter)
    # Controls, invisible joiners and direction marks could make a line read backwards, whatever the font has.
    if kind in {"Cc", "Cf", "Cs"}:
        return ""
    if ord(letter) in codepoints:
        return letter
    return {"Zs": " ", "Mn": ""}.get(kind, UNKNOWN)
