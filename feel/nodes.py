"""The syntax tree. Every node knows the characters it came from: `start` up to, not including, `end`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of an expression."""

    start: int
    end: int


NOWHERE = Node(0, 0)
"""For what was not written as text."""


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number, string, boolean or null written out."""

    value: Decimal | str | bool | None


@dataclass(frozen=True, slots=True)
class AtLiteral(Node):
    """`@"2026-11-14"`: a date, time, date and time or duration."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable, or a function by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Path(Node):
    """`source.name`."""

    source: Node
    name: str


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`source[test]`, which also is the index."""

    source: Node
    test: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    """`function(a, b)` or `function(name: a)`; `names` is empty for the first form."""

    function: Node
    arguments: tuple[Node, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Negation(Node):
    """`-operand`."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """Arithmetic or comparison; `sign` is one of + - * / ** = != < <= > >=."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Junction(Node):
    """`a and b and c`, or the same with `or`."""

    word: str
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Between(Node):
    """`operand between low and high`."""

    operand: Node
    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Test(Node):
    """One unary test: `sign operand`, or just an operand when the sign is empty."""

    sign: str
    operand: Node


@dataclass(frozen=True, slots=True)
class In(Node):
    """`operand in (tests)`."""

    operand: Node
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Tests(Node):
    """The cell of a decision table: `-`, tests, or `not(tests)`."""

    tests: tuple[Test, ...]
    negated: bool = False
    anything: bool = False


@dataclass(frozen=True, slots=True)
class TypeName(Node):
    """A type as written: `list<number>` has one part; a context's parts have `names`."""

    name: str
    parts: tuple["TypeName", ...] = ()
    names: tuple[str, ...] = ()
    result: Any = None


@dataclass(frozen=True, slots=True)
class InstanceOf(Node):
    """`operand instance of type`."""

    operand: Node
    type: TypeName


@dataclass(frozen=True, slots=True)
class If(Node):
    """`if condition then yes else no`."""

    condition: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Iteration(Node):
    """`name in source`, or `name in source..until`."""

    name: str
    source: Node
    until: Node | None


@dataclass(frozen=True, slots=True)
class Loop(Node):
    """`for`, `some` or `every` over iterations, with its body."""

    word: str
    iterations: tuple[Iteration, ...]
    body: Node


@dataclass(frozen=True, slots=True)
class ListLiteral(Node):
    """`[a, b]`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class ContextLiteral(Node):
    """`{name: value}`."""

    entries: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class RangeLiteral(Node):
    """`[low..high]`, or `(> low)` with one end missing."""

    low: Node | None
    high: Node | None
    low_included: bool
    high_included: bool
    form: str = ""


@dataclass(frozen=True, slots=True)
class FunctionLiteral(Node):
    """`function(a: number, b) body`; the body is None for an external function."""

    parameters: tuple[str, ...]
    types: tuple[TypeName | None, ...]
    body: Node | None
