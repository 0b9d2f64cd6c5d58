"""Two issues that are one: the other keeps its number and its sources and points to the one it joined.

From then on the joined one counts, with the mentions of both. Taking a merge back gives each its own again.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.issues.errors import NotMerged
from workflows.issues.parties import JOINED, admit, may_see
from workflows.issues.record import Change, Why, change_issue, issue_row
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue, issue_party


def merge_issues(session: Session, joining: int, into: int, why: Why) -> Any:
    """Let one issue join another. Returns the one that counts from now on. NotMerged says what stands against it.

    Whoever sees the joining issue sees the other from now on: its answer is theirs, too.
    """
    one_at_a_time(session, "merges")
    mine, other = issue_row(session, joining), issue_row(session, into)
    _require_mergeable(mine, other)
    change_issue(session, mine, Change("merged", became=str(into), values={"merged_into": into}), why)
    admit(session, other, _who_sees(session, joining), JOINED, why.at)
    more = {"mentions": other.mentions + mine.mentions}
    return change_issue(session, other, Change("joined", became=str(joining), values=more), why)


def part_issues(session: Session, joined: int, why: Why) -> Any:
    """Take a merge back: the issue stands for itself again. Returns it. NotMerged where it joined nothing."""
    one_at_a_time(session, "merges")
    mine = issue_row(session, joined)
    if mine.merged_into is None:
        raise NotMerged("Vấn đề này không gộp vào vấn đề nào.", "This issue was not merged into another one.")
    other = issue_row(session, mine.merged_into)
    less = {"mentions": other.mentions - mine.mentions}
    change_issue(session, other, Change("parted", became=str(joined), values=less), why)
    change = Change("unmerged", was=str(other.key), values={"merged_into": None})
    return change_issue(session, mine, change, why)


def together(which: sa.ColumnElement[bool], *only: sa.ColumnElement[bool]) -> sa.CTE:
    """Issues as `into`, each with the `key` of itself and of all merged into it, those merged into these included.

    With a condition only those of the merged ones that meet it, and through no others.
    """
    itself = sa.select(issue.c.key.label("into"), issue.c.key).where(which).cte("together", recursive=True)
    joined = sa.select(itself.c.into, issue.c.key).where(issue.c.merged_into == itself.c.key, *only)
    return itself.union(joined)


def with_joined(*only: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """The keys of one issue, bound as `into`, and of all that were merged into it (`together`)."""
    return sa.select(together(issue.c.key == sa.bindparam("into"), *only).c.key)


STILL_WAIT = with_joined(issue.c.state.in_(sorted(TO_ANSWER)))
"""The issues whose callers wait for an answer to one: what was answered before it joined has told its own."""
_WITH_JOINED = with_joined()
_JOINED = (
    sa.select(issue)
    .where(issue.c.key.in_(_WITH_JOINED), issue.c.key != sa.bindparam("into"))
    .order_by(issue.c.key)
)


def joined_issues(session: Session, key: int) -> Sequence[Any]:
    """All issues that were merged into one, those merged into them included, oldest first."""
    return session.execute(_JOINED, {"into": key}).all()


def require_seen(session: Session, viewer: Viewer, *keys: int) -> None:
    """NotYours unless the viewer may see all of these issues."""
    if not all(may_see(session, viewer, key) for key in keys):
        raise NotYours


def _who_sees(session: Session, key: int) -> list[int]:
    query = sa.select(issue_party.c.unit_key).where(issue_party.c.issue_key == key)
    return list(session.scalars(query.order_by(issue_party.c.unit_key)))


def _require_mergeable(mine: Any, other: Any) -> None:
    if mine.key == other.key:
        raise NotMerged("Không gộp vấn đề vào chính nó.", "An issue cannot be merged into itself.")
    if mine.merged_into is not None:
        raise NotMerged(
            "Vấn đề này đã gộp vào vấn đề khác rồi. Tách ra trước.",
            "This issue was merged into another one already. Part them first.",
        )
    if other.merged_into is not None:  # what is merged counts nowhere: it can take nobody in
        raise NotMerged(
            "Vấn đề được chọn đã gộp vào vấn đề khác. Hãy chọn vấn đề đó.",
            "The chosen issue was merged into another one. Choose that one instead.",
        )
