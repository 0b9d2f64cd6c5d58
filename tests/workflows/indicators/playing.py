"""A small country in which issues are raised and changed at random, the same way every time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from database.session import Session
from organisation.units import find_unit
from tests.workflows.cycle import at
from tests.workflows.indicators.raising import raise_issue
from workflows.issues.merging import merge_issues, part_issues
from workflows.issues.record import Change, Why, change_issue, issue_row, move_issue
from workflows.issues.states import FOLLOWS

FIRST, LAST = date(2025, 3, 1), date(2025, 6, 30)
FIELDS = ("infrastructure", "land", "environment")
PROGRAMMES = ("roads", "water")
WHATS = (
    *("state", "state", "state", "tag", "field", "directed", "extended", "charge", "merge"),
    *("answer_written", "answer_returned"),
)
UNITS = {
    "C003": ("C003",),
    "D001": ("C003", "C004", "D001"),
    "P01": ("C003", "C004", "C005", "D001", "D002", "P01"),
}


class Game:
    """Issues are raised, moved, tagged, directed, postponed, handed on, answered, sent back, merged and parted."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 -- the same game every time
        self.keys: list[int] = []

    def day(self, session: Session, now: datetime) -> None:
        """What happens on one day."""
        for _ in range(self.random.randint(0, 2)):
            code = self.random.choice(("C003", "C004", "C005", "D001"))
            self.keys.append(raise_issue(session, code, now, self.random.choice(FIELDS)).key)
        for key in self.random.sample(self.keys, min(3, len(self.keys))):
            self._change(session, key, Why(now, reason="Đã xem xét.", evidence="Biên bản."))

    def _change(self, session: Session, key: int, why: Why) -> None:
        row = issue_row(session, key)
        what = self.random.choice(WHATS)
        if what == "merge":
            self._merge(session, row, why)
        elif what == "state":
            move_issue(session, row, self.random.choice(sorted(FOLLOWS[row.state])), why)
        elif what == "answer_returned":
            back = replace(why, reason_code=self.random.choice(("off_topic", "no_proof")))
            change_issue(session, row, Change(what), back)
        else:
            change_issue(session, row, Change(what, values=self._values(session, what, row, why.at)), why)

    def _values(self, session: Session, what: str, row: Any, now: datetime) -> dict[str, Any]:
        random = self.random
        known: dict[str, dict[str, Any]] = {
            "tag": {"programmes": sorted(random.sample(PROGRAMMES, random.randint(0, 2)))},
            "field": dict.fromkeys(("field", "category"), random.choice(FIELDS)),
            "directed": {"directed_at": row.directed_at or now},
            "extended": {"due_at": row.due_at + timedelta(days=random.randint(1, 9))},
            "charge": {"charge_unit_key": find_unit(session, random.choice(("C003", "D001")), FIRST).key},
        }
        return known.get(what, {})

    def _merge(self, session: Session, row: Any, why: Why) -> None:
        other = issue_row(session, self.random.choice(self.keys))
        if row.merged_into is not None:
            part_issues(session, row.key, why)
        elif other.key != row.key and other.merged_into is None:
            merge_issues(session, row.key, other.key, why)


def play(session: Session, days: int, seed: int) -> None:
    """Some days from 3 March 2025 on."""
    game = Game(seed)
    for day in range(days):
        game.day(session, at(3, 9, month=3) + timedelta(days=day))
