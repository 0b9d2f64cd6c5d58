"""Compiling the texts of a model, each in the names it may use, with its place kept for errors."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from feel.compile.dispatch import Closure, Frame, compile_node
from feel.compile.makers import constant
from feel.compile.scope import Entries, Item, Scope, Slots
from feel.decisions.item_types import ItemTypes
from feel.errors import FeelError, Words
from feel.expression import known_names
from feel.nodes import Node
from feel.parser import parse_expression, parse_unary_tests
from feel.run import Run
from feel.types import FeelType, coerce
from feel.vocabulary import Vocabulary


class CellCompiler:
    """Compiles texts of one boxed expression.

    At run time the first frame is the context of the names around it (required inputs, decisions, functions,
    earlier entries); `inside` adds a frame for the parameters of a function.
    """

    def __init__(
        self, types: ItemTypes, names: Collection[str], scope: Scope, vocabulary: Vocabulary
    ) -> None:
        self.types = types
        self.scope = scope
        self.vocabulary = vocabulary
        # tables say the same texts again and again
        self._made: dict[str, Closure] = {}
        self._tests: dict[str, Closure] = {}
        if isinstance(scope, Entries):
            scope.known.update(names)

    def entries(self) -> "CellCompiler":
        """For a boxed context: a frame whose names become known one by one."""
        return self.within(Entries(self.scope))

    def parameters(self, names: tuple[str, ...]) -> "CellCompiler":
        """For the body of a function."""
        return self.within(Slots(names, self.scope))

    def item(self) -> "CellCompiler":
        """For the test of a boxed filter."""
        return self.within(Item(self.scope))

    def within(self, scope: Scope) -> "CellCompiler":
        """For what sees one frame more."""
        return CellCompiler(self.types, (), scope, self.vocabulary)

    def know(self, name: str) -> None:
        """An entry of the boxed context that the following entries may use."""
        if isinstance(self.scope, Entries):
            self.scope.known.add(name)
            self._made.clear()
            self._tests.clear()

    def type(self, name: str) -> FeelType:
        """A type by the name a model gives it."""
        return self.types.named(name)

    def expression(self, text: str, place: Words, type_name: str = "") -> Closure:
        """The closure of an expression, its value coerced to a type; an empty text is null."""
        if not text:
            return _nothing
        closure = self._made.get(text) or _plain_string(text)
        if closure is None:
            closure = self._made[text] = self._compile(text, parse_expression, self.scope, place)
        return coerced(closure, self.type(type_name)) if type_name else closure

    def tests(self, text: str, place: Words) -> Closure | None:
        """The closure of a cell, run in a frame that holds the input; None for a cell that fits all."""
        if text in ("", "-"):
            return None
        closure = self._tests.get(text)
        if closure is None:
            scope = Slots(("?",), self.scope)
            closure = self._tests[text] = self._compile(text, parse_unary_tests, scope, place)
        return closure

    def _compile(
        self, text: str, parse: Callable[[str, Vocabulary], Node], scope: Scope, place: Words
    ) -> Closure:
        try:
            return compile_node(parse(text, self.vocabulary), scope)
        except FeelError as error:
            raise error.within(text).placed(place) from None


def root_compiler(
    types: ItemTypes, names: Collection[str], all_names: Collection[str], models: Mapping[str, FeelType]
) -> CellCompiler:
    """The compiler for one decision or function of a model."""
    return CellCompiler(types, names, Entries(Scope(types=models)), Vocabulary(all_names, known_names()))


def coerced(closure: Closure, kind: FeelType) -> Closure:
    """The closure with its value fitted to a type."""

    def fitted(run: Run, frame: Frame) -> Any:
        return coerce(run, closure(run, frame), kind)

    return fitted


def _plain_string(text: str) -> Closure | None:
    """The closure of a string without escapes, most cells of most tables, without reading it as an expression."""
    if text[0] == '"' and text.find('"', 1) == len(text) - 1 and "\\" not in text:
        return constant(text[1:-1])
    return None


def _nothing(run: Run, frame: Frame) -> None:  # noqa: ARG001 every closure takes both
    return None
