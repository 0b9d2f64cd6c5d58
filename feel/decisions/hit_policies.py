"""What a decision table answers when several rules match (DMN 1.5, 8.2.10 and 8.2.11)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from feel.calling import call_function
from feel.equality import same
from feel.errors import FeelError, words
from feel.functions.registry import BUILTINS
from feel.run import Run

POLICIES = frozenset(
    {"UNIQUE", "ANY", "PRIORITY", "FIRST", "RULE ORDER", "OUTPUT ORDER", "COLLECT"},
)
AGGREGATIONS = {"SUM": "sum", "MIN": "min", "MAX": "max", "COUNT": "count"}


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that matched: its number from 1, and its outputs in the order of the columns."""

    rule: int
    outputs: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class HitPolicy:
    """The policy of one table. `ranks` orders outputs for PRIORITY and OUTPUT ORDER: lower comes first."""

    name: str
    aggregation: str
    ranks: Callable[[Run, tuple[Any, ...]], tuple[int, ...]]

    @property
    def stops_at_first(self) -> bool:
        """Whether later rules need not be looked at."""
        return self.name == "FIRST"

    def decide(self, run: Run, matches: Sequence[Match], value: Callable[[Match], Any]) -> Any:
        """The table's value for at least one match; FeelError where the policy forbids what matched."""
        if self.name == "UNIQUE" and len(matches) > 1:
            raise _not_unique(matches)
        if self.name == "ANY":
            self._check_any(run, matches)
        if self.name in ("UNIQUE", "ANY", "FIRST"):
            return value(matches[0])
        if self.name == "PRIORITY":
            return value(min(matches, key=lambda match: self.ranks(run, match.outputs)))
        if self.name == "OUTPUT ORDER":
            return [
                value(match) for match in sorted(matches, key=lambda match: self.ranks(run, match.outputs))
            ]
        found = [value(match) for match in matches]
        if self.aggregation:
            return call_function(run, BUILTINS[AGGREGATIONS[self.aggregation]], [found])
        return found

    def _check_any(self, run: Run, matches: Sequence[Match]) -> None:
        first = matches[0]
        for other in matches[1:]:
            if not all(
                (a is None and b is None) or same(run, a, b)
                for a, b in zip(first.outputs, other.outputs, strict=True)
            ):
                rules = f"{first.rule}, {other.rule}"
                raise FeelError(
                    words(
                        f"Các dòng {rules} cùng khớp nhưng cho kết quả khác nhau (ANY).",
                        f"Rules {rules} all match but give different results (ANY).",
                    )
                )


def _not_unique(matches: Sequence[Match]) -> FeelError:
    rules = ", ".join(str(match.rule) for match in matches)
    return FeelError(
        words(
            f"Các dòng {rules} cùng khớp, trong khi bảng chỉ cho phép một dòng (UNIQUE).",
            f"Rules {rules} match at once, but the table allows one only (UNIQUE).",
        )
    )
