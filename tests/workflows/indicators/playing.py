"""A small country in which issues are raised and changed at random, the same way every time."""

from datetime import date, timedelta
from random import Random
from typing import Any

from database.session import Session
from tests.workflows.cycle import at
from tests.workflows.indicators.raising import raise_issue
from workflows.issues.merging import merge_issues, part_issues
from workflows.issues.record import Change, Why, change_issue, issue_row, move_issue
from workflows.issues.states import FOLLOWS

FIRST, LAST = date(2025, 3, 1), date(2025, 6, 30)
FIELDS = ("infrastructure", "land", "environment")
PROGRAMMES = ("roads", "water")
UNITS = {
    "C003": ("C003",),
    "D001": ("C003", "C004", "D001"),
    "P01": ("C003", "C004", "C005", "D001", "D002", "P01"),
}


def play(session: Session, days: int, seed: int) -> None:
    """Some months of a small country: issues are raised, moved, tagged, directed, postponed, merged and parted."""
    random = Random(seed)  # noqa: S311 -- the same game every time
    keys: list[int] = []
    for day in range(days):
        now = at(3, 9, month=3) + timedelta(days=day)
        for _ in range(random.randint(0, 2)):
            code = random.choice(("C003", "C004", "C005", "D001"))
            keys.append(raise_issue(session, code, now, random.choice(FIELDS)).key)
        for key in random.sample(keys, min(3, len(keys))):
            change_somehow(session, random, key, keys, Why(now, reason="Đã xem xét.", evidence="Biên bản."))


def change_somehow(session: Session, random: Random, key: int, keys: list[int], why: Why) -> None:
    row = issue_row(session, key)
    what = random.choice(("state", "state", "state", "tag", "field", "direct", "due", "merge"))
    if what == "merge":
        other = issue_row(session, random.choice(keys))
        if row.merged_into is not None:
            part_issues(session, key, why)
        elif other.key != key and other.merged_into is None:
            merge_issues(session, key, other.key, why)
    elif what == "state":
        move_issue(session, row, random.choice(sorted(FOLLOWS[row.state])), why)
    else:
        known: dict[str, dict[str, Any]] = {
            "tag": {"programmes": sorted(random.sample(PROGRAMMES, random.randint(0, 2)))},
            "field": dict.fromkeys(("field", "category"), random.choice(FIELDS)),
            "direct": {"directed_at": row.directed_at or why.at},
            "due": {"due_at": row.due_at + timedelta(days=random.randint(1, 9))},
        }
        change_issue(session, row, Change(what, values=known[what]), why)
