"""How long an answer may take to reach whoever waits for it, and how long his contact is kept: one table says it.

The decision `answer_return`, deployed from bpmn/models/answer_return.dmn. A store that has no such table keeps
contacts no longer than the usual days.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from database.session import Session
from engine.decisions import newest_decisions
from engine.errors import NotDeployed

TABLE = "answer_return"


@dataclass(frozen=True)
class Rule:
    """`deliver` and `give_up` are working days, `keep` days after the issue's end, `longest` days in all."""

    deliver: int = 2
    give_up: int = 5
    keep: int = 30
    longest: int = 400


USUAL = Rule()


def rule_for(session: Session, channel: str) -> Rule:
    """The row of the table for a channel."""
    try:
        row = newest_decisions(session, TABLE).evaluate(TABLE, {"channel": channel})
    except NotDeployed:
        return USUAL
    if not isinstance(row, Mapping):
        return USUAL
    return Rule(**{name: max(0, int(row[name])) for name in ("deliver", "give_up", "keep", "longest")})
