"""The one place where proposals are written: with every change the counts of the units go along.

So the figures of a year cost the units and periods that they tell, however many proposals there are.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from database.session import Session
from workflows.numbering import Numbers
from workflows.proposal.tables import COUNTS, proposal, proposal_count, proposal_event, proposal_pass

WAITING, ACCEPTED, ASSIGNED, REFUSED = "waiting", "accepted", "assigned", "refused"
CARRIED_OUT, WITHDRAWN = "ended", "withdrawn"
_DECISIONS = {"accept": ACCEPTED, "assign": ASSIGNED, "refuse": REFUSED}
_NUMBERS = Numbers("proposals", proposal.c.number, unit=proposal.c.unit_key, year=proposal.c.year)


def proposal_row(session: Session, key: int) -> Any:
    """One proposal."""
    return session.execute(sa.select(proposal).where(proposal.c.key == key)).one()


def keep_proposal(session: Session, values: Mapping[str, Any], year: int) -> Any:
    """Put a waiting proposal down under the next number of its unit. Returns its row."""
    number = _NUMBERS.next(session, values["unit_key"], year)
    kept = {**values, "year": year, "number": number, "state": WAITING}
    row = session.execute(sa.insert(proposal).values(**kept).returning(proposal)).one()
    _count(session, {_cell(row): _counted(row)})
    return row


def change_proposal(session: Session, key: int, **values: Any) -> Any:
    """Change a proposal whose instance the caller holds. Returns it as it stands then."""
    before = proposal_row(session, key)
    changed = sa.update(proposal).where(proposal.c.key == key).values(**values).returning(proposal)
    after = session.execute(changed).one()
    change = {_cell(before): Counter(dict.fromkeys(COUNTS, 0))}
    change[_cell(before)].subtract(_counted(before))
    change.setdefault(_cell(after), Counter()).update(_counted(after))
    if (
        after.decider_key != before.decider_key
    ):  # it came to that unit and left it: counted there as passed up
        change[_cell(before)].update(total=1, passed=1)
    _count(session, change)
    return after


def note_pass(session: Session, key: int, unit_key: int, now: datetime) -> None:
    """Keep that a unit had a proposal to decide and passed it up."""
    session.execute(sa.insert(proposal_pass).values(proposal_key=key, unit_key=unit_key, at=now))


def note_event(
    session: Session, key: int, what: str, office: Mapping[str, str], now: datetime, **more: Any
) -> None:
    """Keep what happened to a proposal, in which office, and when."""
    facts = {"unit_name": None, "reason_code": None, "outcome": None, "text": "", "due_at": None, **more}
    session.execute(
        sa.insert(proposal_event).values(proposal_key=key, what=what, at=now, office=dict(office), **facts)
    )


def _cell(row: Any) -> tuple[int, int, str, int]:
    return row.decider_key, row.year, row.period, row.unit_key


def _counted(row: Any) -> Counter[str]:
    """What a proposal counts as at the unit that decides it."""
    counts = Counter({"total": 1})
    if row.state in (WAITING, WITHDRAWN):
        counts[row.state] = 1
    else:
        counts[_DECISIONS[row.decision]] = 1
    if row.outcome:
        counts[row.outcome] = 1
    return counts


def _count(session: Session, change: Mapping[tuple[int, int, str, int], Counter[str]]) -> None:
    names = ("decider_key", "year", "period", "unit_key")
    rows = [
        dict(zip(names, cell, strict=True)) | {name: counts[name] for name in COUNTS}
        for cell, counts in sorted(change.items())
        if any(counts.values())
    ]
    if rows:
        session.execute(_ADD[session.dialect.name], rows)


def _adding(insert: Any) -> Any:
    put = insert(proposal_count)
    return put.on_conflict_do_update(
        index_elements=["decider_key", "year", "period", "unit_key"],
        set_={name: proposal_count.c[name] + put.excluded[name] for name in COUNTS},
    )


_ADD = {"sqlite": _adding(sqlite.insert), "postgresql": _adding(postgresql.insert)}
