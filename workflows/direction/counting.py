"""The one place where directions are written: with every change the counts of both units go along.

So a board of directions costs the days on which any is due, however many directions there are.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.session import Session
from organisation.days import local_day
from workflows.direction.tables import COUNTS, direction, direction_count
from workflows.set_days import evening_of

Side = Literal["owed", "given"]
"""What the viewer's units owe, or what is owed to them."""
OWED: Side = "owed"
GIVEN: Side = "given"


@dataclass(frozen=True)
class Sums:
    """Directions counted. `done`, `partly`, `impossible` are accepted outcomes, `withdrawn` were taken back.

    `judged` are those of the others that are closed or whose date has passed: `on_time` were reported by then.
    `extended` had their date moved at least once.
    """

    total: int
    open: int
    overdue: int
    checking: int
    done: int
    partly: int
    impossible: int
    withdrawn: int
    judged: int
    on_time: int
    extended: int


def keep_direction(session: Session, values: Mapping[str, Any]) -> int:
    """Put a direction down. Returns its key."""
    row = session.execute(sa.insert(direction).values(**values).returning(direction)).one()
    _count(session, None, row)
    return int(row.key)


def change_direction(session: Session, key: int, **values: Any) -> Any:
    """Change a direction whose instance the caller holds. Returns it as it stands then; None where it is closed."""
    before = session.execute(sa.select(direction).where(direction.c.key == key)).one()
    changed = (
        sa.update(direction).where(direction.c.key == key, direction.c.state != "closed").values(**values)
    )
    after = session.execute(changed.returning(direction)).one_or_none()
    if after is not None:
        _count(session, before, after)
    return after


def sums(session: Session, unit_keys: Collection[int], side: Side, now: datetime) -> Sums:
    """How the directions stand that units owe, or gave. Cost: the days on which any of them is due."""
    table = direction_count.c
    found = Counter(dict.fromkeys(COUNTS, 0))
    passed: Counter[str] = Counter()
    rows = session.execute(
        sa.select(table.due_on, *(sa.func.sum(table[name]).label(name) for name in COUNTS))
        .where(table.unit_key.in_(sorted(unit_keys)), table.side == side)
        .group_by(table.due_on)
    )
    for row in rows:
        counts = {name: int(getattr(row, name)) for name in COUNTS}
        found.update(counts)
        if _has_passed(row.due_on, now):
            passed.update(counts)
    closed = found["total"] - found["unclosed"] - found["withdrawn"]
    return Sums(
        total=found["total"],
        open=found["unclosed"],
        overdue=passed["owing"],
        checking=found["unclosed"] - found["owing"],
        **{name: found[name] for name in ("done", "partly", "impossible", "withdrawn", "extended")},
        judged=closed + passed["unclosed"],
        on_time=found["on_time_closed"] + passed["on_time"] - passed["on_time_closed"],
    )


def _has_passed(day: date, now: datetime) -> bool:
    """Directions are due in the evening."""
    return evening_of(day) < now


def _count(session: Session, before: Any, after: Any) -> None:
    """Take away what was counted of a direction until now, and count it as it stands."""
    change: dict[tuple[int, str, date], Counter[str]] = {}
    for row, sign in ((before, -1), (after, 1)):
        for cell in _cells(row) if row is not None else ():
            counts = change.setdefault(cell, Counter())
            for name, number in _counted(row).items():
                counts[name] += sign * number
    rows = [
        {"unit_key": unit_key, "side": side, "due_on": day, **{name: counts[name] for name in COUNTS}}
        for (unit_key, side, day), counts in sorted(change.items())
        if any(counts.values())
    ]
    if rows:
        session.execute(_ADD[session.dialect.name], rows)


def _cells(row: Any) -> tuple[tuple[int, str, date], ...]:
    day = local_day(row.due_at)
    return (row.to_unit_key, OWED, day), (row.from_unit_key, GIVEN, day)


def _counted(row: Any) -> Mapping[str, int]:
    closed, withdrawn = row.state == "closed", row.withdrawn_at is not None
    reported = row.state != "open" and row.reported_at is not None and not withdrawn
    on_time = reported and row.reported_at <= row.due_at
    outcome = row.outcome if closed and not withdrawn else None
    return {
        "total": 1,
        "unclosed": int(not closed),
        "owing": int(row.state == "open"),
        **{name: int(outcome == name) for name in ("done", "partly", "impossible")},
        "withdrawn": int(withdrawn),
        "on_time": int(on_time),
        "on_time_closed": int(on_time and closed),
        "extended": int(row.extensions > 0),
    }


def _adding(insert: Any) -> Any:
    put = insert(direction_count)
    return put.on_conflict_do_update(
        index_elements=["unit_key", "side", "due_on"],
        set_={name: direction_count.c[name] + put.excluded[name] for name in COUNTS},
    )


_ADD = {"sqlite": _adding(sqlite.insert), "postgresql": _adding(postgresql.insert)}
