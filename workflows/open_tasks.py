"""The open tasks of a viewer in the order of lists, found branch by branch along an index.

A branch is a group and who holds its tasks: one range of an index that is in the order of the lists already. At most
one page is read of each, and the store merges them. Cost: branches times page, whatever else is open or done; a
search reads through what the branches hold. Counts stop at `MOST_COUNTED` + 1.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from engine.tables import OPEN_TASK, instance, task
from organisation.roles import HEAD, OFFICER, RECEIVER, REPORTER, split_group
from organisation.viewer import Viewer
from workflows.search import folded

SCOPES = ("mine", "taken", "unassigned", "unit")
"""What is the viewer's to do, and its two parts: what he has taken and what nobody has; then all of his units."""
KINDS = (REPORTER, HEAD, RECEIVER, OFFICER)
"""What a list may be narrowed to: writing, approving, receiving, handling. Each is one role's: whole branches."""
MOST_COUNTED = 1000
FREE, HELD, ANYBODY = "free", "held", "anybody"
BEGINNING, END = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 12, tzinfo=UTC)
BRANCHES_AT_ONCE = 100
"""SQLite merges at most 500 selects."""

Position = tuple[datetime, int]
"""Where a task stands in a list: its `sort_at` and its key."""


@dataclass(frozen=True)
class Branch:
    """The open tasks of a group that nobody holds, that an account holds, or all of them."""

    group: str
    holder: str
    account: str | None = None


def branches_of(viewer: Viewer, scope: str, kind: str = "") -> list[Branch]:
    """What one of SCOPES shows. One of KINDS leaves only what its role does.

    "mine" is "taken" and "unassigned" together, and shares no task between them.
    """
    groups = [
        group
        for group in sorted(viewer.unit_groups if scope == "unit" else viewer.groups)
        if not kind or split_group(group)[1] == kind
    ]
    if scope == "unit":
        return [Branch(group, ANYBODY) for group in groups]
    free = [Branch(group, FREE) for group in groups]
    accounts = [str(key) for key in sorted(viewer.accounts)]
    held = [Branch(group, HELD, account) for group in groups for account in accounts]
    return {"unassigned": free, "taken": held}.get(scope, free + held)


def first_tasks(
    session: Session, branches: Sequence[Branch], search: str, after: Position | None, limit: int
) -> list[Position]:
    """The first tasks after a position, in order."""
    words = _patterns(search)
    after_at, after_key = after or (BEGINNING, 0)
    given = {"after_at": after_at, "after_key": after_key, "most": limit, **words}
    found: list[Position] = []
    for some in _parts(branches):
        statement = _page(tuple(branch.holder for branch in some), len(words))
        found += [(row.sort_at, row.key) for row in statement.run(session, {**given, **_named(some)})]
    return sorted(found)[:limit]


@dataclass(frozen=True)
class Counting:
    """What is counted: tasks of branches with `sort_at` from one moment until before another."""

    branches: Sequence[Branch]
    search: str = ""
    since: datetime = BEGINNING
    until: datetime = END


def count_tasks(session: Session, *asked: Counting) -> list[int]:
    """How many there are of each, at most `MOST_COUNTED` + 1; one statement counts them all, where they are few."""
    if sum(len(one.branches) for one in asked) <= BRANCHES_AT_ONCE:
        return _counted(session, asked)
    parts = [[replace(one, branches=some) for some in _parts(one.branches)] for one in asked]
    sums = (sum(_counted(session, [part])[0] for part in some) for some in parts)
    return [min(counted, MOST_COUNTED + 1) for counted in sums]


def _counted(session: Session, asked: Sequence[Counting]) -> list[int]:
    given: dict[str, Any] = {"most": MOST_COUNTED + 1}
    shapes = []
    for place, one in enumerate(asked):
        words = _patterns(one.search)
        named = {"since": one.since, "until": one.until, **words, **_named(one.branches)}
        given |= {f"{place}_{name}": value for name, value in named.items()}
        shapes.append((tuple(branch.holder for branch in one.branches), len(words)))
    found = {row[0]: row[1] for row in _count(tuple(shapes)).run(session, given)}
    return [min(found[place], MOST_COUNTED + 1) for place in range(len(asked))]


def _parts(branches: Sequence[Branch]) -> Iterator[Sequence[Branch]]:
    for first in range(0, len(branches), BRANCHES_AT_ONCE):
        yield branches[first : first + BRANCHES_AT_ONCE]


def _patterns(search: str) -> dict[str, str]:
    words = (
        word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in folded(search).split()
    )
    return {f"word_{place}": f"%{word}%" for place, word in enumerate(words)}


def _named(branches: Sequence[Branch]) -> Mapping[str, str]:
    groups = {f"group_{place}": branch.group for place, branch in enumerate(branches)}
    accounts = {f"account_{place}": branch.account for place, branch in enumerate(branches) if branch.account}
    return groups | accounts


# A statement depends on how many branches of which holder there are, not on their names: few are ever made.
@lru_cache(maxsize=256)
def _page(holders: tuple[str, ...], words: int) -> Prepared:
    later = sa.tuple_(task.c.sort_at, task.c.key) > sa.tuple_(
        sa.bindparam("after_at", type_=task.c.sort_at.type), sa.bindparam("after_key", type_=task.c.key.type)
    )
    found = _merged(
        _branch(place, holder, words).where(later).order_by(task.c.sort_at, task.c.key)
        for place, holder in enumerate(holders)
    )
    return Prepared(sa.select(found).order_by(found.c.sort_at, found.c.key).limit(sa.bindparam("most")))


@lru_cache(maxsize=256)
def _count(shapes: tuple[tuple[tuple[str, ...], int], ...]) -> Prepared:
    """For each place how many: of so many branches of which holder, narrowed by so many words."""
    parts = [_count_one(place, holders, words) for place, (holders, words) in enumerate(shapes)]
    return Prepared(sa.union_all(*parts))


def _count_one(number: int, holders: tuple[str, ...], words: int) -> sa.Select[int, int]:
    since, until = (
        sa.bindparam(f"{number}_{name}", type_=task.c.sort_at.type) for name in ("since", "until")
    )
    within = sa.and_(task.c.sort_at >= since, task.c.sort_at < until)
    found = [
        _branch(place, holder, words, f"{number}_").where(within) for place, holder in enumerate(holders)
    ]
    counted = (
        sa.select(sa.func.count()).select_from(_merged(iter(found))) if found else sa.select(sa.literal(0))
    )
    place = sa.literal_column(str(number), sa.Integer)
    return sa.select(place, counted.scalar_subquery())


def _merged(branches: Iterator[sa.Select[Any]]) -> sa.Subquery:
    """The first `most` of every branch together."""
    limited = [sa.select(branch.limit(sa.bindparam("most")).subquery()) for branch in branches]
    return sa.union_all(*limited).subquery()


def _branch(place: int, holder: str, words: int, of: str = "") -> sa.Select[Any]:
    query = sa.select(task.c.key, task.c.sort_at).where(
        task.c.candidate_group == sa.bindparam(f"{of}group_{place}"), OPEN_TASK
    )
    if holder == FREE:
        query = query.where(task.c.assignee.is_(None))
    elif holder == HELD:
        query = query.where(task.c.assignee == sa.bindparam(f"{of}account_{place}"))
    if words:
        query = query.join(instance, instance.c.key == task.c.instance_key)
    for word in range(words):
        query = query.where(instance.c.search.like(sa.bindparam(f"{of}word_{word}"), escape="\\"))
    return query
