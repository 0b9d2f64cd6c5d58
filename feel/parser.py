"""Tokens to a syntax tree: an operator-precedence parser for the grammar of DMN 1.5, 10.3.1.2.

From loose to tight: or; and; comparison, between, in, instance of; + -; * /; **; unary minus;
path, filter and call. Operators of one strength bind to the left, `**` too (the standard has it so).
"""

from feel.budget import MAX_CHAIN
from feel.lexer import tokenize
from feel.nodes import (
    Between,
    Binary,
    Call,
    Filter,
    In,
    InstanceOf,
    Junction,
    Negation,
    Node,
    Path,
    RangeLiteral,
    Test,
    Tests,
)
from feel.parse_primary import PrimaryParser
from feel.vocabulary import Vocabulary

OR, AND, COMPARISON, SUM, PRODUCT, POWER, UNARY = range(1, 8)
_COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
_ARITHMETIC = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}
_STRENGTH = {
    **_ARITHMETIC,
    **dict.fromkeys(_COMPARISONS, COMPARISON),
    **dict.fromkeys(("between", "in", "instance"), COMPARISON),
    "or": OR,
    "and": AND,
}


def parse_expression(source: str, vocabulary: Vocabulary) -> Node:
    """The tree of one expression; FeelError at the first thing that cannot be read."""
    parser = Parser(source, vocabulary)
    node = parser.expression()
    parser.finish()
    return node


def parse_unary_tests(source: str, vocabulary: Vocabulary) -> Tests:
    """The tree of a decision table's cell (grammar rule 15: `-`, tests, or `not(tests)`)."""
    parser = Parser(source, vocabulary)
    node = parser.unary_tests()
    parser.finish()
    return node


class Parser(PrimaryParser):
    """Expressions with operators; what stands between the operators is in PrimaryParser."""

    def __init__(self, source: str, vocabulary: Vocabulary) -> None:
        super().__init__(source, tokenize(source), Vocabulary(parent=vocabulary))

    def expression(self, above: int = 0) -> Node:
        """An expression whose operators all bind tighter than `above`."""
        self.deeper()
        left = self._unary()
        rounds = 0
        while True:
            strength = _STRENGTH.get(self.token.text, 0) if self.token.kind in ("sign", "word") else 0
            if strength <= above or (self.token.text == "instance" and self.peek().text != "of"):
                break
            left = self._operator(left, strength)
            rounds += 1
            if rounds > MAX_CHAIN:
                raise self.too_complex()
        self.depth -= 1
        return left

    def additive(self) -> Node:
        """An operand of a comparison, an end of a range."""
        return self.expression(COMPARISON)

    def unary_tests(self) -> Tests:
        """A whole cell."""
        start = self.token.start
        if self.at("-") and self.peek().kind == "end":
            self.advance()
            return Tests(start, self.before, (), anything=True)
        if self.at("not") and self.peek().text == "(":
            self.advance()
            self.advance()
            tests = self._test_list()
            self.expect(")")
            return Tests(start, self.before, tests, negated=True)
        return Tests(start, self.token.start, self._test_list())

    def _unary(self) -> Node:
        if not self.at("-"):
            return self._postfix(self.primary())
        start = self.token.start
        self.advance()
        self.deeper()
        operand = self._unary()
        self.depth -= 1
        return Negation(start, operand.end, operand)

    def _operator(self, left: Node, strength: int) -> Node:
        word = self.token.text
        self.advance()
        if strength in (OR, AND):
            return self._junction(word, left, strength)
        if word == "between":
            return self._between(left)
        if word == "in":
            return self._in(left)
        if word == "instance":
            self.advance()
            type_name = self.type_name()
            return InstanceOf(left.start, type_name.end, left, type_name)
        right = self.expression(strength)
        return Binary(left.start, right.end, word, left, right)

    def _junction(self, word: str, left: Node, strength: int) -> Node:
        operands = [left, self.expression(strength)]
        while self.accept(word):
            operands.append(self.expression(strength))
        return Junction(left.start, operands[-1].end, word, tuple(operands))

    def _between(self, left: Node) -> Node:
        low = self.additive()
        self.expect("and")
        high = self.additive()
        return Between(left.start, high.end, left, low, high)

    def _in(self, left: Node) -> Node:
        if not self.at("("):
            test = self._test(tight=True)
            return In(left.start, test.end, left, (test,))
        start = self.token.start
        self.advance()
        tests = self._test_list()
        if len(tests) == 1 and not tests[0].sign and self.at(".."):
            low = tests[0].operand
            interval = self._postfix(self.range_after(start, low, included=False))
            tests = (Test(start, self.before, "", interval),)
        else:
            self.expect(")")
        return In(left.start, self.before, left, tests)

    def _test_list(self) -> tuple[Test, ...]:
        tests = [self._test(tight=False)]
        while self.accept(","):
            tests.append(self._test(tight=False))
        return tuple(tests)

    def _test(self, *, tight: bool) -> Test:
        start = self.token.start
        sign = ""
        if self.token.kind == "sign" and self.token.text in _COMPARISONS:
            sign = self.token.text
            self.advance()
        operand = self.additive() if tight or sign else self.expression()
        return Test(start, operand.end, sign, operand)

    def _postfix(self, node: Node) -> Node:
        rounds = 0
        while self.token.kind == "sign":
            if self.token.text == ".":
                self.advance()
                name = self.member_name()
                node = Path(node.start, self.before, node, name)
            elif self.token.text == "[" and not self.closes_range():
                node = self._filter(node)
            elif self.token.text == "(" and not isinstance(node, RangeLiteral):
                node = self._call(node)
            else:
                break
            rounds += 1
            if rounds > MAX_CHAIN:
                raise self.too_complex()
        return node

    def _filter(self, source: Node) -> Node:
        self.advance()
        outer, self.open_ranges = self.open_ranges, 0
        test = self.expression()
        self.open_ranges = outer
        self.expect("]")
        return Filter(source.start, self.before, source, test)

    def _call(self, function: Node) -> Node:
        self.advance()
        outer, self.open_ranges = self.open_ranges, 0
        names: list[str] = []
        arguments: list[Node] = []
        named = self.named_argument_ahead()
        more = not self.at(")")
        while more:
            if named:
                names.append(self.entry_name())
                self.expect(":")
            arguments.append(self.expression())
            more = self.accept(",")
        self.open_ranges = outer
        self.expect(")")
        return Call(function.start, self.before, function, tuple(arguments), tuple(names))

    def named_argument_ahead(self) -> bool:
        """Whether the call's arguments are written `name: value`."""
        if self.token.kind == "string":
            return self.peek().text == ":" and self.peek().kind == "sign"
        distance = 0
        while self.peek(distance).kind == "word" or self.peek(distance).text in ("-", "+", "*", "/", "."):
            distance += 1
        return distance > 0 and self.peek(distance).kind == "sign" and self.peek(distance).text == ":"
