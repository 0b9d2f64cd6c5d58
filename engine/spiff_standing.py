"""Where an instance stands, read from its frozen state without making anything run: scopes, tokens, their states."""

from collections.abc import Container, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import orjson
from SpiffWorkflow import TaskState

ACTIVE = TaskState.WAITING | TaskState.READY | TaskState.STARTED
FINISHED = TaskState.FINISHED_MASK


@dataclass(eq=False)
class Node:
    """One token or trace of one. `changed` and `removed` are the variables it differs in from its parent."""

    token: str
    parent: "Node | None"
    name: str
    state: int
    triggered: int = 0
    changed_at: float = 0
    internal: dict[str, Any] = field(default_factory=dict)
    changed: dict[str, Any] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        """It waits for something, or something is being done for it."""
        return bool(self.state & ACTIVE)

    @property
    def is_finished(self) -> bool:
        """It is a trace only."""
        return bool(self.state & FINISHED)

    def absorb(self, above: "Node") -> None:
        """Take over what the node above has changed, so that this one may hang on that one's parent."""
        self.removed = [name for name in {*above.removed, *self.removed} if name not in self.changed]
        kept = {name: value for name, value in above.changed.items() if name not in self.removed}
        self.changed = {**kept, **self.changed}

    def row(self, places: "dict[Node, int]") -> list[Any]:
        """As the codec keeps it."""
        place = places[self.parent] if self.parent else -1
        return [
            *(self.token, place, self.name, self.state, self.triggered, self.changed_at),
            *(self.internal or 0, self.changed or 0, self.removed or 0),
        ]


def waiting_node(parent: Node, name: str) -> Node:
    """An event that is to be armed."""
    return Node(uuid4().hex, parent, name, TaskState.WAITING)


def passed_node(parent: Node | None, name: str) -> Node:
    """A step that has been passed without changing anything."""
    return Node(uuid4().hex, parent, name, TaskState.COMPLETED)


@dataclass
class Scope:
    """A process or a sub-process that runs. `outer` is the token of a sub-process, "" for the process itself."""

    outer: str
    name: str
    nodes: list[Node]
    last: Node | None
    rest: dict[str, Any]

    def children(self, node: Node) -> list[Node]:
        """What hangs right below a node."""
        return [other for other in self.nodes if other.parent is node]

    def drop(self, node: Node, *, past: Container[str] = ()) -> None:
        """Forget a node. What hangs below it goes to the next above not named in `past`, and keeps its data."""
        for child in self.children(node):
            child.absorb(node)
            child.parent = node.parent
            while child.parent is not None and child.parent.name in past:
                child.absorb(child.parent)
                child.parent = child.parent.parent
        self.nodes.remove(node)
        if self.last is node:
            self.last = node.parent

    def put_above(self, node: Node, fresh: Node) -> None:
        """Put a passed step between a node and what it hangs on."""
        fresh.parent, node.parent = node.parent, fresh
        self.nodes.insert(self.nodes.index(node), fresh)

    def frozen(self) -> dict[str, Any]:
        """As the codec keeps it."""
        places = {node: place for place, node in enumerate(self.nodes)}
        last = places[self.last] if self.last is not None else None
        return {**self.rest, "t": [node.row(places) for node in self.nodes], "l": last}


@dataclass
class Standing:
    """All scopes of an instance, the process itself first."""

    version: int
    scopes: list[Scope]

    def frozen(self) -> bytes:
        """The state as the codec thaws it."""
        top, *inner = self.scopes
        state = {"v": self.version, **top.frozen()}
        if inner:
            state["sub"] = [[scope.outer, scope.name, scope.frozen()] for scope in inner]
        return orjson.dumps(state)

    def shape(self) -> Hashable:
        """Equal for instances that stand alike, whatever their variables and moments are."""
        return tuple(_shape(scope) for scope in self.scopes)


def read_standing(state: bytes) -> Standing:
    """Where an instance stands. Only states of instances that run can be read."""
    stored = orjson.loads(state)
    return Standing(stored["v"], list(_scopes(stored)))


def _scopes(stored: dict[str, Any]) -> Iterator[Scope]:
    yield _scope("", "", stored)
    for outer, name, tasks in stored.get("sub", ()):
        yield _scope(outer, name, tasks)


def _scope(outer: str, name: str, tasks: dict[str, Any]) -> Scope:
    nodes: list[Node] = []
    for row in tasks["t"]:
        nodes.append(_node(row, nodes))
    last = nodes[tasks["l"]] if tasks["l"] is not None else None
    rest = {letter: value for letter, value in tasks.items() if letter in ("d", "c")}
    return Scope(outer, name, nodes, last, rest)


def _node(row: Sequence[Any], nodes: Sequence[Node]) -> Node:
    token, place, name, state = row[:4]
    triggered, changed_at, internal, changed, removed = [*row[4:], 0, 0, 0, 0, 0][:5]
    return Node(
        token=token,
        parent=nodes[place] if place >= 0 else None,
        name=name,
        state=state,
        triggered=triggered,
        changed_at=changed_at,
        internal=internal or {},
        changed=changed or {},
        removed=list(removed or ()),
    )


def _shape(scope: Scope) -> Hashable:
    places = {node: place for place, node in enumerate(scope.nodes)}
    tokens = tuple((node.name, node.state, places.get(node.parent, -1)) for node in scope.nodes)  # type: ignore[arg-type]
    return scope.name, tokens
