"""Names of one or several words, where they are used and where they are made; and types."""

from feel.errors import words
from feel.lexer import Token, unquote
from feel.nodes import TypeName
from feel.token_stream import KEYWORDS, TokenStream
from feel.vocabulary import Vocabulary

TYPE_NAMES = Vocabulary(("date and time", "days and time duration", "years and months duration"))
"""Types whose names hold a keyword."""

_IN_NAMES = frozenset({"-", "+", "*", "/", ".", "..", "**"})


class NameParser(TokenStream):
    """Reads names against a vocabulary.

    The longest known name wins. Where none is known, words that follow each other are one name: two
    names side by side mean nothing else in FEEL.
    """

    def __init__(self, source: str, tokens: list[Token], vocabulary: Vocabulary) -> None:
        super().__init__(source, tokens)
        self.vocabulary = vocabulary

    def used_name(self) -> str:
        """The name of a variable or function that stands here."""
        name, taken = self.vocabulary.match(self.tokens, self.index)
        joined = self._words_ahead()
        if joined > taken:
            name = " ".join(token.text for token in self.tokens[self.index : self.index + joined])
            taken = joined
        if not taken:
            raise self.unexpected(words("một tên", "a name"))
        self.advance(taken)
        return name

    def member_name(self) -> str:
        """The name after a dot; keywords may stand there too."""
        if self.token.kind == "word" and not self.at_name():
            name = self.token.text
            self.advance()
            return name
        return self.used_name()

    def entry_name(self) -> str:
        """A context entry's, parameter's or argument's name, up to its colon; known from here on."""
        if self.token.kind == "string":
            name = unquote(self.token.text)
            self.advance()
        else:
            name = self._spelled(stop=(":", ",", ")"))
        self.vocabulary.add(name)
        return name

    def loop_name(self) -> str:
        """The variable of `for`, `some` or `every`, up to its `in`; known from here on."""
        name = self._spelled(stop=("in",))
        self.vocabulary.add(name)
        return name

    def type_name(self) -> TypeName:
        """A type: `number`, `list<string>`, `context<a: number>`, `function<number> -> string`."""
        self.deeper()
        start = self.token.start
        name = "function" if self.accept("function") else self._type_word()
        parts: list[TypeName] = []
        names: list[str] = []
        if self.accept("<"):
            more = not self.at(">")
            while more:
                if name == "context":
                    names.append(self.entry_name())
                    self.expect(":")
                parts.append(self.type_name())
                more = self.accept(",")
            self.expect(">")
        result = self.type_name() if name == "function" and self.accept("->") else None
        self.depth -= 1
        return TypeName(start, self.before, name, tuple(parts), tuple(names), result)

    def _type_word(self) -> str:
        if self.token.text == "null":
            self.advance()
            return "Null"
        name, taken = TYPE_NAMES.match(self.tokens, self.index)
        if taken > 1:
            self.advance(taken)
            return name
        name = self.used_name()
        while self.at("."):
            self.advance()
            name += "." + self.used_name()
        return name

    def _words_ahead(self) -> int:
        if not self.at_name():
            return 0
        count = 1
        while self.peek(count).kind == "word" and self.peek(count).text not in KEYWORDS:
            count += 1
        return count

    def _spelled(self, stop: tuple[str, ...]) -> str:
        """Words, numbers and name signs as written, one space where there was any."""
        first = self.token
        if not (first.kind == "word" and (first.text not in stop)):
            raise self.unexpected(words("một tên", "a name"))
        while self.token.kind in ("word", "number") or self.token.text in _IN_NAMES:
            if self.token.kind == "end" or self.token.text in stop:
                break
            self.advance()
        return " ".join(self.source[first.start : self.before].split())
