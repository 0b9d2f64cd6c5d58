"""The shipped tables of deadlines, and the same with cells changed."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from periods import Rule
from workflows.deployment import shipped_files
from workflows.designer.deadline_tables import rule_in


@lru_cache(maxsize=1)
def shipped_rule() -> Rule:
    """As they come with the product."""
    return rule_in(shipped_files())


def changed(decision: str, *, level: str | None = None, **cells: object) -> Rule:
    """The shipped tables with cells changed in the rows of one: for one level, or for all of them."""

    def answer(asked: str, inputs: Mapping[str, Any]) -> Mapping[str, Any] | None:
        row = shipped_rule()(asked, inputs)
        touched = row and asked == decision and level in (None, inputs.get("level"))
        return {**row, **cells} if row and touched else row

    return answer
