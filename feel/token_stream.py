"""Walking over tokens, and the errors a reader gets when the wrong one stands there."""

from feel.budget import MAX_NESTING
from feel.errors import FeelError, Words, words
from feel.lexer import Token

KEYWORDS = frozenset(
    {"and", "between", "else", "every", "false", "for", "function", "if", "in", "instance", "null", "or"}
    | {"return", "satisfies", "some", "then", "true", "of", "external"}
)
"""Words that end a name of several words. `of` and `external` may still stand alone as names."""

_INSTEAD = {"==": words("“=”", "“=”"), "<>": words("“!=”", "“!=”")}
"""What FEEL has for two signs of other languages."""

_SOFT = frozenset({"of", "external", "instance"})


class TokenStream:
    """A position in the tokens of one source."""

    def __init__(self, source: str, tokens: list[Token]) -> None:
        self.source = source
        self.tokens = tokens
        self.index = 0
        self.token = tokens[0]
        self.before = 0
        self.depth = 0

    def peek(self, distance: int = 1) -> Token:
        """A token further on; the end repeats itself."""
        return self.tokens[min(self.index + distance, len(self.tokens) - 1)]

    def advance(self, count: int = 1) -> None:
        """Step over tokens."""
        if count:
            self.before = self.peek(count - 1).end
            self.index = min(self.index + count, len(self.tokens) - 1)
            self.token = self.tokens[self.index]

    def at(self, text: str) -> bool:
        """Whether this sign or word stands here (a string of that text does not count)."""
        return self.token.text == text and self.token.kind != "string"

    def accept(self, text: str) -> bool:
        """Step over this sign or word if it stands here."""
        if self.at(text):
            self.advance()
            return True
        return False

    def expect(self, text: str) -> None:
        """Step over this sign or word, which must stand here."""
        if not self.accept(text):
            raise self.unexpected(words(f"“{text}”", f"“{text}”"))

    def at_name(self) -> bool:
        """Whether a name may start here."""
        return self.token.kind == "word" and (self.token.text not in KEYWORDS or self.token.text in _SOFT)

    def finish(self) -> None:
        """Everything must have been read."""
        if self.token.kind == "word" and (small := self.token.text.lower()) in KEYWORDS - {self.token.text}:
            raise self.unexpected(words(f"“{small}”", f"“{small}”"))
        if self.token.kind != "end":
            raise self.unexpected(words("hết biểu thức hoặc một phép toán", "the end or an operator"))

    def deeper(self) -> None:
        """One nesting more; the caller takes it back from `depth`."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.too_complex()

    def unexpected(self, expected: Words) -> FeelError:
        """The error for the token that stands here."""
        start, written = self.token.start, self.token.text
        earlier = self.tokens[self.index - 1] if self.index else self.token
        if earlier.end == start and earlier.text + written in _INSTEAD:
            start, written = earlier.start, earlier.text + written
            expected = _INSTEAD[written]
        if self.token.kind == "end":
            message = words("Biểu thức kết thúc quá sớm.", "The expression ends too early.")
        else:
            message = words(f"Không chờ “{written}” ở đây.", f"“{written}” cannot stand here.")
        return FeelError(message, start, self.token.end, expected=expected).within(self.source)

    def too_complex(self) -> FeelError:
        """The error for an expression that is nested too deep or too long in one chain."""
        message = words(
            "Biểu thức lồng nhau quá sâu hoặc quá dài. Hãy chia thành nhiều bước.",
            "The expression is nested too deeply or chained too long. Split it into steps.",
        )
        return FeelError(message, self.token.start, self.token.end).within(self.source)
