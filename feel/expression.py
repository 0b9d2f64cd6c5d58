"""The front of the room: a text compiled once, evaluated often."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any

import feel.compile.calls
import feel.compile.loops
import feel.compile.makers
import feel.compile.names
import feel.compile.operators
import feel.compile.unary
import feel.functions.contexts
import feel.functions.conversion
import feel.functions.lists
import feel.functions.numeric
import feel.functions.range_text
import feel.functions.ranges
import feel.functions.statistics
import feel.functions.strings
import feel.functions.temporal  # noqa: F401 importing registers the compilers and the built-ins
from feel.budget import DEFAULT, Budget
from feel.compile.dispatch import Closure, compile_node
from feel.compile.scope import Scope, Slots
from feel.convert import from_feel, to_feel
from feel.errors import FeelError, words
from feel.functions.registry import BUILTINS
from feel.nodes import Node
from feel.parser import parse_expression, parse_unary_tests
from feel.run import Run, Warned
from feel.types import FeelType
from feel.vocabulary import Vocabulary

_KNOWN = Vocabulary(BUILTINS)
_NO_FUNCTIONS: Mapping[str, Callable[..., Any]] = {}

Functions = Mapping[str, Callable[..., Any]]


class Compiled:
    """What expressions and unary tests have in common.

    `names` are the variables it certainly asks for; `possible_names` those asked inside a filter, where they
    may also be entries of the items; `functions` the called ones that are not built in.
    """

    def __init__(self, source: str, closure: Closure, scope: Scope) -> None:
        self.source = source
        self.closure = closure
        self.names = frozenset(scope.names) - {"?"}
        self.possible_names = frozenset(scope.possible_names) - self.names
        self.functions = frozenset(scope.functions)

    def _run(self, run: Run, frame: Any) -> Any:
        try:
            return self.closure(run, frame)
        except FeelError as error:
            raise error.within(self.source) from None
        except RecursionError:
            raise too_deep().within(self.source) from None


class Expression(Compiled):
    """A compiled expression; safe to share between threads."""

    def evaluate(
        self,
        context: Mapping[str, Any],
        functions: Functions = _NO_FUNCTIONS,
        *,
        now: datetime | None = None,
        budget: Budget = DEFAULT,
        warnings: list[Warned] | None = None,
    ) -> Any:
        """The value as Python's (numbers are Decimal). Unknown variables are null.

        `now` answers now() and today(); without it they are null. Why parts became null is appended to
        `warnings`. Raises FeelError for an unknown function and for a budget used up; what a function passed
        in raises goes through.
        """
        run = Run(context, functions, budget, now)
        try:
            return from_feel(self.closure(run, None), run)
        except FeelError as error:
            raise error.within(self.source) from None
        except RecursionError:
            raise too_deep().within(self.source) from None
        finally:
            if warnings is not None:
                warnings.extend(run.warnings)

    def value(self, run: Run) -> Any:
        """The FEEL value inside a larger evaluation, which pays for it."""
        return self._run(run, None)


class UnaryTests(Compiled):
    """A compiled cell of a decision table, such as `< 10`, `"a", "b"` or `not(null)`."""

    def evaluate(
        self,
        value: Any,
        context: Mapping[str, Any],
        functions: Functions = _NO_FUNCTIONS,
        *,
        now: datetime | None = None,
        budget: Budget = DEFAULT,
    ) -> bool:
        """Whether the input value passes; it is `?` inside the tests."""
        run = Run(context, functions, budget, now)
        try:
            return self.accepts(run, to_feel(value))
        except FeelError as error:
            raise error.within(self.source) from None

    def accepts(self, run: Run, value: Any) -> bool:
        """The same for a FEEL value inside a larger evaluation."""
        return self._run(run, ((value,), None)) is True


def compile_expression(
    text: str,
    names: Collection[str] | None = None,
    *,
    known: Collection[str] = (),
    types: Mapping[str, FeelType] | None = None,
) -> Expression:
    """Reads and compiles an expression (without a leading "=").

    `names`, where given, are all variables there are: names with spaces or signs are read by them, and any
    other name is a FeelError that offers the nearest. `known` only helps to read names and forbids nothing.
    """
    scope = Scope(names, types)
    return Expression(text, _compile(text, parse_expression, scope, (*(names or ()), *known)), scope)


def compile_unary_tests(
    text: str,
    names: Collection[str] | None = None,
    *,
    known: Collection[str] = (),
    types: Mapping[str, FeelType] | None = None,
) -> UnaryTests:
    """Reads and compiles a cell; an empty text accepts everything, as `-` does."""
    scope = Scope(names, types)
    inner = Slots(("?",), scope)
    cell = text if text.strip() else "-"
    closure = _compile(cell, parse_unary_tests, inner, (*(names or ()), *known))
    return UnaryTests(text, closure, scope)


def _compile(
    text: str,
    parse: Callable[[str, Vocabulary], Node],
    scope: Scope,
    names: Collection[str],
) -> Closure:
    try:
        return compile_node(parse(text, Vocabulary(names, _KNOWN) if names else _KNOWN), scope)
    except FeelError as error:
        raise error.within(text) from None
    except RecursionError:
        raise too_deep().within(text) from None


def known_names() -> Vocabulary:
    """The names of all built-ins, for parsers outside this file."""
    return _KNOWN


def too_deep() -> FeelError:
    """The error for values or expressions nested past Python's own limit."""
    return FeelError(
        words(
            "Biểu thức hoặc dữ liệu lồng nhau quá sâu.",
            "The expression or its data is nested too deeply.",
        )
    )
