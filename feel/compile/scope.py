"""Where names are looked up. All that can be known before running is settled here, once.

At run time local values live in frames: pairs of (values, outer frame). A scope knows, for each frame around
an expression, which names it holds; so a name becomes "two frames out, slot 0" while compiling. Only the
entries of filtered items are unknown before running (`orders[total > 5]`), and are asked first.
"""

from collections.abc import Collection, Mapping
from typing import Any

from feel.nodes import Node


class Scope:
    """The names around an expression. The base class is the outermost: variables, built-ins, functions."""

    parent: "Scope | None" = None

    def __init__(
        self, declared: Collection[str] | None = None, types: Mapping[str, Any] | None = None
    ) -> None:
        self.declared = declared
        self.types = types or {}
        self.names: dict[str, Node] = {}
        self.possible_names: dict[str, Node] = {}
        self.functions: dict[str, Node] = {}

    @property
    def root(self) -> "Scope":
        """The outermost scope."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def slot(self, name: str) -> Any:
        """Where this scope's frame holds the name; None when it does not."""
        del name


class Slots(Scope):
    """A frame of values by position: parameters, the variable of a loop."""

    def __init__(self, names: tuple[str, ...], parent: Scope) -> None:
        self.parent = parent
        self.slots = {name: index for index, name in enumerate(names)}
        self.used: set[str] = set()

    def slot(self, name: str) -> Any:
        """The position."""
        self.used.add(name)
        return self.slots.get(name)


class Entries(Scope):
    """The frame of a context literal: each entry sees those before it."""

    def __init__(self, parent: Scope) -> None:
        self.parent = parent
        self.known: set[str] = set()

    def slot(self, name: str) -> Any:
        """The entry's own name."""
        return name if name in self.known else None


class Item(Scope):
    """The frame of a filter: the item, whose entries count as names if it is a context."""

    def __init__(self, parent: Scope) -> None:
        self.parent = parent
