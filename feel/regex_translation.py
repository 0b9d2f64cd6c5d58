r"""XPath's regular expressions (XPath Functions 3.1, 5.6; DMN 1.5, 10.3.4.3 refers to them) in RE2's spelling.

The classes of XML Schema know all of Unicode where RE2's know ASCII: `\w` finds “ế”, `\d` finds “٣”. Class
subtraction, the flag x and names of blocks are rewritten; look-around, which XPath has not, is refused.
"""

import re

import re2

_BLOCKS = {
    "BasicLatin": r"\x00-\x7f",
    "Latin-1Supplement": r"\x80-\xff",
    "LatinExtended-A": r"\x{100}-\x{17f}",
    "LatinExtended-B": r"\x{180}-\x{24f}",
    "IPAExtensions": r"\x{250}-\x{2af}",
    "SpacingModifierLetters": r"\x{2b0}-\x{2ff}",
    "CombiningDiacriticalMarks": r"\x{300}-\x{36f}",
    "Greek": r"\x{370}-\x{3ff}",
    "GreekandCoptic": r"\x{370}-\x{3ff}",
    "Cyrillic": r"\x{400}-\x{4ff}",
    "Armenian": r"\x{530}-\x{58f}",
    "Hebrew": r"\x{590}-\x{5ff}",
    "Arabic": r"\x{600}-\x{6ff}",
    "Devanagari": r"\x{900}-\x{97f}",
    "Thai": r"\x{e00}-\x{e7f}",
    "Lao": r"\x{e80}-\x{eff}",
    "Khmer": r"\x{1780}-\x{17ff}",
    "LatinExtendedAdditional": r"\x{1e00}-\x{1eff}",
    "GreekExtended": r"\x{1f00}-\x{1fff}",
    "GeneralPunctuation": r"\x{2000}-\x{206f}",
    "SuperscriptsandSubscripts": r"\x{2070}-\x{209f}",
    "CurrencySymbols": r"\x{20a0}-\x{20cf}",
    "LetterlikeSymbols": r"\x{2100}-\x{214f}",
    "NumberForms": r"\x{2150}-\x{218f}",
    "Arrows": r"\x{2190}-\x{21ff}",
    "MathematicalOperators": r"\x{2200}-\x{22ff}",
    "BoxDrawing": r"\x{2500}-\x{257f}",
    "GeometricShapes": r"\x{25a0}-\x{25ff}",
    "Hiragana": r"\x{3040}-\x{309f}",
    "Katakana": r"\x{30a0}-\x{30ff}",
    "CJKUnifiedIdeographs": r"\x{4e00}-\x{9fff}",
    "HangulSyllables": r"\x{ac00}-\x{d7af}",
    "PrivateUse": r"\x{e000}-\x{f8ff}",
}
_LETTERS = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "s": r" \t\n\r",
    "S": r"\x00-\x08\x0b\x0c\x0e-\x1f\x21-\x{10ffff}",
    "w": r"\p{L}\p{M}\p{N}\p{S}",
    "W": r"\p{P}\p{Z}\p{C}",
    "i": r"\p{L}_:",
    "c": r"\p{L}\p{N}_:.\-\x{b7}",
}
"""What stands inside a class for the escapes of one letter."""
_REFERENCE = re.compile(r"\\[1-9]")
_SUBTRACTABLE = "".join(map(chr, (*range(1, 0xD800), *range(0xE000, 0x10000))))
"""Class subtraction is worked out over these: the basic plane in order, where classes are written."""


class Refused(ValueError):
    """The pattern is none of XPath's."""


def has_back_reference(translated: str) -> bool:
    r"""Whether a translated pattern needs what RE2 has not: `\1`."""
    return any(_REFERENCE.match(escape) for escape in re.findall(r"\\.", translated, re.DOTALL))


def translate(pattern: str, *, spaced: bool, dot_all: bool = False) -> str:
    """The pattern in RE2's spelling; with `spaced`, blanks outside classes mean nothing."""
    return _Translation(pattern, spaced=spaced, dot_all=dot_all).text()


class _Translation:
    def __init__(self, pattern: str, *, spaced: bool, dot_all: bool) -> None:
        self.pattern, self.spaced, self.dot_all = pattern, spaced, dot_all
        self.place = 0
        self.opened: list[int] = []
        self.groups = 0
        self.closed: set[int] = set()

    def text(self) -> str:
        out: list[str] = []
        while self.place < len(self.pattern):
            out.append(self._piece())
        return "".join(out)

    def _piece(self) -> str:
        character = self.pattern[self.place]
        if character == "[":
            return self._class()
        if character == "\\":
            return self._outside()
        if character in "()":
            self._bracket(character)
        self.place += 1
        if character == ".":
            # XPath's dot stops at a carriage return too.
            return "." if self.dot_all else r"[^\n\r]"
        return "" if self.spaced and character.isspace() else character

    def _bracket(self, character: str) -> None:
        """Counts groups: a back-reference may only name one that is closed."""
        if character == ")":
            if self.opened:
                self.closed.add(self.opened.pop())
        elif self.pattern.startswith("(?:", self.place):
            self.opened.append(0)
        elif self.pattern.startswith("(?", self.place):
            raise Refused
        else:
            self.groups += 1
            self.opened.append(self.groups)

    def _outside(self) -> str:
        letter = self.pattern[self.place + 1 : self.place + 2]
        if letter and letter in "123456789":
            return self._reference()
        text = self._escape()
        return f"[{text[1:]}]" if text.startswith("-") else text

    def _reference(self) -> str:
        r"""`\12` is group 12 where there are as many before it, else group 1 and the character 2."""
        digits = self.pattern[self.place + 1 :]
        end = 1
        while digits[end : end + 1].isdecimal() and int(digits[: end + 1]) <= self.groups:
            end += 1
        if int(digits[:end]) not in self.closed:
            raise Refused
        self.place += 1 + end
        return f"(?:\\{digits[:end]})"

    def _escape(self) -> str:
        """One escape; a text that starts with "-" only has a meaning inside a class."""
        letter = self.pattern[self.place + 1 : self.place + 2]
        if not letter or letter.isdigit():
            raise Refused
        if letter in "pP":
            return self._property()
        self.place += 2
        if letter in _LETTERS:
            return "-" + _LETTERS[letter]
        if letter in "IC":
            return f"[^{_LETTERS[letter.lower()]}]"
        if letter in "nrt" or not letter.isalnum():
            return "\\" + letter
        raise Refused

    def _property(self) -> str:
        end = self.pattern.find("}", self.place)
        if end < 0 or self.pattern[self.place + 2 : self.place + 3] != "{":
            raise Refused
        sign, name = self.pattern[self.place + 1], self.pattern[self.place + 3 : end]
        name = "".join(name.split()) if self.spaced else name
        self.place = end + 1
        if not name.startswith("Is"):
            return f"\\{sign}{{{name}}}"
        block = _BLOCKS.get(name.removeprefix("Is"))
        if block is None:
            raise Refused
        return f"-{block}" if sign == "p" else f"[^{block}]"

    def _class(self) -> str:
        """A character class; a subtracted class becomes the list of characters that stay."""
        out = ["["]
        self.place += 1
        if self.pattern.startswith("^", self.place):
            out.append("^")
            self.place += 1
        while self.place < len(self.pattern) and self.pattern[self.place] != "]":
            if self.pattern.startswith("-[", self.place):
                return self._subtraction("".join(out) + "]")
            out.append(self._member())
        if self.place >= len(self.pattern) or out[-1] in ("[", "^"):
            raise Refused
        self.place += 1
        return "".join(out) + "]"

    def _member(self) -> str:
        character = self.pattern[self.place]
        if character == "[":
            raise Refused
        if character == "\\":
            text = self._escape()
            if text.startswith("[") and text != "\\[":
                raise Refused  # a complement inside a class: RE2 has no way to write it
            return text.removeprefix("-")
        self.place += 1
        return character

    def _subtraction(self, kept: str) -> str:
        self.place += 1
        less = self._class()
        if not self.pattern.startswith("]", self.place):
            raise Refused
        self.place += 1
        return _without(kept, less)


def _without(kept: str, less: str) -> str:
    try:
        first, second = re2.compile(kept + "+"), re2.compile(less + "+")
    except re2.error:
        raise Refused from None
    runs = [rest for run in first.findall(_SUBTRACTABLE) for rest in second.split(run) if rest]
    if not runs:
        return r"[^\x00-\x{10ffff}]"
    # A run may reach over the gap of the surrogates, which match nothing anyway.
    return "[" + "".join(f"\\x{{{ord(run[0]):x}}}-\\x{{{ord(run[-1]):x}}}" for run in runs) + "]"
