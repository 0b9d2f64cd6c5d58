"""The ledgers of units: the first rows of each, and how many there are.

So a board costs, for each unit of its reader, one look into the ranges of all its ledgers, and one page of those that
have anything, however much is open or settled elsewhere.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database.prepared import Prepared
from database.session import Session
from database.types import text_key, text_time, time_text
from workflows.boards.asking import Asked, Statements, count_of_all, statements_of
from workflows.boards.owed import COUNTED, Ledger, Owed, Side
from workflows.matter import Words
from workflows.subject import Subject

Due = tuple[datetime | None, datetime | None]
"""Due dates from one moment until before another; None where there is no end."""
ANY: Due = (None, None)
LONGEST_CURSOR = 80
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """One ledger of one side: what is due first at the top. `total` and `late` count to COUNTED + 1.

    `next_cursor` leads on to more of it, None at the end.
    """

    name: str
    words: Words
    rows: Sequence[Owed]
    total: int
    late: int
    next_cursor: str | None
    subjects: frozenset[str] | None = None
    """What was counted, one by one; None where a single unit has more than a page of it."""


def together(accounts: Iterable[Account]) -> int:
    """How many debts some accounts of the same units come to, each once, as far as is counted.

    A single unit never meets a debt in two of them; several do, where one of them owes it to another.
    """
    found = list(accounts)
    shared = {subject for one in found for subject in one.subjects or ()}
    alone = sum(one.total for one in found if one.subjects is None)
    return min(len(shared) + alone, COUNTED + 1)


def account(
    session: Session,
    ledger: Ledger,
    side: Side,
    unit_keys: Iterable[int],
    now: datetime,
    *,
    limit: int,
    cursor: str = "",
) -> Account:
    """One page of what units owe, or are owed, in one ledger. A cursor that nobody made begins at the top."""
    ask = Ask(now, limit, after=_after(cursor))
    return next(iter(_accounts(session, [(ledger, side)], unit_keys, ask)))


def accounts(
    session: Session,
    asked: Asked,
    unit_keys: Iterable[int],
    now: datetime,
    *,
    limit: int,
    due: Due = ANY,
    came_back: bool = False,
) -> list[Account]:
    """What units owe, or are owed, in several ledgers: the first rows of each. A limit of 0 only counts.

    `due` narrows it to due dates from one moment until before another, `came_back` to what is to be done again.
    One statement a unit counts them all, so that a ledger with nothing in it costs next to nothing.
    """
    return list(_accounts(session, asked, unit_keys, Ask(now, limit, due, came_back)))


@dataclass(frozen=True)
class Ask:
    """How ledgers are looked at."""

    now: datetime
    limit: int
    due: Due = ANY
    came_back: bool = False
    after: tuple[datetime, int] | None = None

    @property
    def narrowed(self) -> tuple[bool, ...]:
        """What a statement depends on."""
        return (self.came_back, self.due[0] is not None, self.due[1] is not None, self.after is not None)

    def facts(self) -> dict[str, Any]:
        """What a statement is given beside the unit."""
        facts = {"now": self.now, "since": self.due[0], "until": self.due[1], "most": self.limit + 1}
        return facts | ({"after_at": self.after[0], "after_key": self.after[1]} if self.after else {})


def _accounts(session: Session, asked: Asked, unit_keys: Iterable[int], ask: Ask) -> Iterator[Account]:
    made = [statements_of(ledger, side, *ask.narrowed) for ledger, side in asked]
    count = count_of_all(asked, ask.narrowed)
    given = [ask.facts() | {"unit_key": key} for key in sorted(set(unit_keys))]
    counted = [_counted(session, count, facts) for facts in given]
    for place, ((ledger, _side), statements) in enumerate(zip(asked, made, strict=True)):
        here = [(facts, *found[place]) for facts, found in zip(given, counted, strict=True) if place in found]
        yield _one(session, ledger, statements, here, ask, alone=len(given) == 1)


def _one(
    session: Session,
    ledger: Ledger,
    statements: Statements | None,
    here: Sequence[tuple[Given, int, int]],
    ask: Ask,
    *,
    alone: bool,
) -> Account:
    """The account of one ledger. `here`: the units that have anything in it, and how much; `alone`: of one unit."""
    if statements is None or not here:
        return Account(ledger.name, ledger.words, (), 0, 0, None, frozenset())
    given = [facts for facts, _total, _late in here]
    found = _first(session, statements.page, given, ask.limit + 1) if ask.limit else []
    page = found[: ask.limit]
    whole = bool(ask.limit) and ask.after is None and len(found) <= ask.limit
    if alone and not whole:
        ((_facts, total, late),) = here
        subjects = None
    else:
        some = found if whole else _first(session, statements.some, given, COUNTED + 1)
        total, late = len(some), sum(row.due_at < ask.now for row in some)
        subjects = frozenset(str(Subject(ledger.kind, row.key)) for row in some)
    return Account(
        name=ledger.name,
        words=ledger.words,
        rows=[ledger.line(row, ask.now) for row in page],
        total=total,
        late=late,
        next_cursor=_cursor(page[-1]) if len(found) > ask.limit > 0 else None,
        subjects=subjects,
    )


def _counted(session: Session, count: Prepared | None, facts: Given) -> dict[int, tuple[int, int]]:
    """Of one unit: how much there is in each ledger that has anything, and how much of it is late."""
    if count is None:
        return {}
    return {row.place: (row.total, row.late) for row in count.run(session, facts) if row.total}


def _first(session: Session, query: Prepared, given: Sequence[Given], most: int) -> list[Any]:
    """The first rows of several units together, once each: two units of one reader may share a debt."""
    found: dict[int, Any] = {}
    for facts in given:
        found |= {row.key: row for row in query.run(session, facts)}
    return sorted(found.values(), key=lambda row: (row.due_at, row.key))[:most]


def _after(cursor: str) -> tuple[datetime, int] | None:
    at, _, key = cursor.partition("~") if len(cursor) <= LONGEST_CURSOR else ("", "", "")
    try:
        return text_time(at), text_key(key)
    except ValueError:
        return None


def _cursor(row: Any) -> str:
    return f"{time_text(row.due_at)}~{row.key}"
