"""Which function compiles which node; the others register themselves here."""

from collections.abc import Callable
from typing import Any, TypeVar

from feel.compile.scope import Scope
from feel.nodes import Node
from feel.run import Run

Frame = Any
"""None, or a pair: the values of this frame, and the frame around it."""

Closure = Callable[[Run, Frame], Any]

Compiler = TypeVar("Compiler", bound=Callable[[Any, Scope], Closure])

_COMPILERS: dict[type[Node], Callable[[Any, Scope], Closure]] = {}


def compiles(kind: type[Node]) -> Callable[[Compiler], Compiler]:
    """Marks the function that compiles nodes of this kind."""

    def register(compiler: Compiler) -> Compiler:
        _COMPILERS[kind] = compiler
        return compiler

    return register


def compile_node(node: Node, scope: Scope) -> Closure:
    """The closure of a node; FeelError where the tree means nothing."""
    return _COMPILERS[type(node)](node, scope)
