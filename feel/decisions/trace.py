"""How a decision was reached: the inputs its table saw and the rules that matched. Kept for those who ask."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """A value of one column: an input as it was tested, or an output of a rule. FEEL values."""

    key: str
    name: str
    value: Any


@dataclass(frozen=True, slots=True)
class Matched:
    """A rule that matched: its number from 1, its id in the file, and what it gives."""

    number: int
    key: str
    outputs: tuple[Seen, ...]


@dataclass(slots=True)
class Decided:
    """One decision: its id, name and FEEL value; the inputs and matches only where its logic is a table."""

    key: str
    name: str
    value: Any = None
    is_table: bool = False
    inputs: tuple[Seen, ...] = ()
    matches: list[Matched] = field(default_factory=list)
