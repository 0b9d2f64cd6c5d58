"""`range(from)`: a range read from its text, whose ends must be literals (10.3.4.1)."""

from typing import Any

from feel.compile.dispatch import compile_node
from feel.compile.scope import Scope
from feel.errors import FeelError
from feel.functions.registry import BUILTINS, builtin
from feel.nodes import AtLiteral, Call, Literal, Name, Negation, Node, RangeLiteral
from feel.parser import parse_expression
from feel.run import Run
from feel.vocabulary import Vocabulary

_MAX_TEXT = 500
_STEPS_OF_READING = 50
_MAKERS = frozenset({"date", "time", "date and time", "duration"})


@builtin("range(from: string)")
def _range(run: Run, text: str) -> Any:
    """Both ends, or one end that is open: `[1..3]`, `(>= @"2026-11-14")`."""
    if len(text) > _MAX_TEXT:
        return None
    run.spend(_STEPS_OF_READING + len(text))
    try:
        node = parse_expression(text, Vocabulary(BUILTINS))
    except FeelError:
        return None
    if not isinstance(node, RangeLiteral) or not (_is_literal(node.low) and _is_literal(node.high)):
        return None
    return compile_node(node, Scope())(run, None)


def _is_literal(node: Node | None) -> bool:
    """A literal written out, or a date, time or duration made of one string."""
    if isinstance(node, Call):
        made_of = node.arguments[0] if len(node.arguments) == 1 else None
        maker = node.function.name if isinstance(node.function, Name) else ""
        return maker in _MAKERS and isinstance(made_of, Literal) and isinstance(made_of.value, str)
    if isinstance(node, Negation):
        return isinstance(node.operand, Literal)
    return (
        node is None or isinstance(node, AtLiteral) or (isinstance(node, Literal) and node.value is not None)
    )
