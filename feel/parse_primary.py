"""What stands between operators: literals, names, brackets of every kind, if, for, some, every, function."""

from abc import ABC, abstractmethod

from feel.errors import words
from feel.lexer import unquote
from feel.nodes import (
    AtLiteral,
    ContextLiteral,
    FunctionLiteral,
    If,
    Iteration,
    ListLiteral,
    Literal,
    Loop,
    Name,
    Node,
    RangeLiteral,
    TypeName,
)
from feel.numbers import written_number
from feel.parse_names import NameParser
from feel.token_stream import KEYWORDS

_CONSTANTS = {"true": True, "false": False, "null": None}
_RANGE_SIGNS = frozenset({"=", "!=", "<", "<=", ">", ">="})


class PrimaryParser(NameParser, ABC):
    """Operands. `expression` and `additive` come from the parser of operators."""

    open_ranges = 0
    """How many ranges wait for their end: there a `[` may close."""

    @abstractmethod
    def expression(self, above: int = 0) -> Node:
        """Given by Parser."""

    @abstractmethod
    def additive(self) -> Node:
        """Given by Parser."""

    def primary(self) -> Node:
        """One operand, without what follows it."""
        token = self.token
        if token.kind == "number":
            self.advance()
            return Literal(token.start, token.end, written_number(token))
        if token.kind == "string":
            self.advance()
            return Literal(token.start, token.end, unquote(token.text))
        if token.kind == "word":
            return self._word()
        opened = {"(": self._round, "[": self._square, "]": self._square, "{": self._context, "@": self._at}
        if token.text not in opened or token.kind != "sign":
            raise self.unexpected(words("một giá trị", "a value"))
        outer, self.open_ranges = self.open_ranges, 0
        node = opened[token.text]()
        self.open_ranges = outer
        return node

    def _word(self) -> Node:
        token = self.token
        if token.text in _CONSTANTS:
            self.advance()
            return Literal(token.start, token.end, _CONSTANTS[token.text])
        if token.text == "if":
            return self._if()
        if token.text in ("for", "some", "every"):
            return self._loop()
        if token.text == "function" and self.peek().text == "(":
            return self._function()
        if not self.at_name():
            raise self.unexpected(words("một giá trị", "a value"))
        name = self.used_name()
        return Name(token.start, self.before, name)

    def _if(self) -> Node:
        start = self.token.start
        self.advance()
        condition = self.expression()
        self.expect("then")
        yes = self.expression()
        self.expect("else")
        no = self.expression()
        return If(start, no.end, condition, yes, no)

    def _loop(self) -> Node:
        start, word = self.token.start, self.token.text
        self.advance()
        iterations = [self._iteration()]
        while self.accept(","):
            iterations.append(self._iteration())
        self.expect("return" if word == "for" else "satisfies")
        if word == "for":
            self.vocabulary.add("partial")
        body = self.expression()
        return Loop(start, body.end, word, tuple(iterations), body)

    def _iteration(self) -> Iteration:
        start = self.token.start
        name = self.loop_name()
        self.expect("in")
        source = self.expression()
        until = self.expression() if self.accept("..") else None
        return Iteration(start, self.before, name, source, until)

    def _function(self) -> Node:
        start = self.token.start
        self.advance(2)
        parameters: list[str] = []
        types: list[TypeName | None] = []
        more = not self.at(")")
        while more:
            parameters.append(self.entry_name())
            types.append(self.type_name() if self.accept(":") else None)
            more = self.accept(",")
        self.expect(")")
        if self.at("external") and self.peek().text == "{":
            self.advance()
            self.expression()
            return FunctionLiteral(start, self.before, tuple(parameters), tuple(types), None)
        body = self.expression()
        return FunctionLiteral(start, body.end, tuple(parameters), tuple(types), body)

    def _at(self) -> Node:
        start = self.token.start
        self.advance()
        if self.token.kind != "string":
            raise self.unexpected(words("một chuỗi ngày giờ trong ngoặc kép", "a date or time in quotes"))
        text = unquote(self.token.text)
        self.advance()
        return AtLiteral(start, self.before, text)

    def _round(self) -> Node:
        start = self.token.start
        self.advance()
        if self.token.kind == "sign" and self.token.text in _RANGE_SIGNS:
            return self._one_ended(start)
        inner = self.expression()
        if self.at(".."):
            return self.range_after(start, inner, included=False)
        self.expect(")")
        return inner

    def _one_ended(self, start: int) -> Node:
        sign = self.token.text
        self.advance()
        end = self.additive()
        self.expect(")")
        low, high = (None if sign in ("<", "<=") else end), (None if sign in (">", ">=") else end)
        return RangeLiteral(start, self.before, low, high, sign in (">=", "="), sign in ("<=", "="), sign)

    def _square(self) -> Node:
        start, opening = self.token.start, self.token.text
        self.advance()
        if opening == "[" and self.accept("]"):
            return ListLiteral(start, self.before, ())
        items = [self.expression()]
        if self.at(".."):
            return self.range_after(start, items[0], included=opening == "[")
        if opening == "]":
            self.expect("..")
        while self.accept(","):
            items.append(self.expression())
        self.expect("]")
        return ListLiteral(start, self.before, tuple(items))

    def range_after(self, start: int, low: Node, *, included: bool) -> Node:
        """The rest of a range whose lower end has been read, from its two dots."""
        self.expect("..")
        self.open_ranges += 1
        high = self.expression()
        self.open_ranges -= 1
        closing = self.token.text
        if self.token.kind != "sign" or closing not in ("]", ")", "["):
            raise self.unexpected(words("“]” hoặc “)”", "“]” or “)”"))
        self.advance()
        return RangeLiteral(start, self.before, low, high, included, closing == "]")

    def closes_range(self) -> bool:
        """Whether the `[` here ends a range such as `]1..3[`: nothing that could be inside follows."""
        following = self.peek()
        if not self.open_ranges:
            return False
        if following.kind == "word":
            return following.text in KEYWORDS - {"true", "false", "null", "if", "for", "some", "every"}
        return following.kind == "end" or (
            following.kind == "sign" and following.text not in ("-", "(", "[", "{", "@")
        )

    def _context(self) -> Node:
        start = self.token.start
        self.advance()
        entries: list[tuple[str, Node]] = []
        more = not self.at("}")
        while more:
            name = self.entry_name()
            self.expect(":")
            entries.append((name, self.expression()))
            more = self.accept(",")
        self.expect("}")
        return ContextLiteral(start, self.before, tuple(entries))
