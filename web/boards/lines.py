"""Rows of boards in words: what is owed, from whom to whom, how late it is, and who holds it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from web.distances import Distances
from web.visit import Visit
from workflows.boards.owed import Owed
from workflows.holder import COLLECTING_STEP, Holder, holders
from workflows.subject import REPORT


@dataclass(frozen=True)
class Line:
    """One row. `holder` is the office that has it now, `since` when it came there; empty where nobody must act."""

    owed: Owed
    title: str
    distance: str
    holder: str
    since: datetime | None


def lines(session: Session, visit: Visit, rows: Sequence[Owed]) -> list[Line]:
    """Rows in their order."""
    return lines_of_lists(session, visit, rows)[0]


def lines_of_lists(session: Session, visit: Visit, *lists: Sequence[Owed]) -> list[list[Line]]:
    """Several lists of rows, each in its order; who holds them is asked once for all."""
    keys = {row.instance_key for rows in lists for row in rows if row.instance_key is not None}
    holding = holders(session, sorted(keys))
    distances = Distances(session, visit)
    return [
        [_line(visit, row, holding.get(row.instance_key or 0), distances) for row in rows] for rows in lists
    ]


def _line(visit: Visit, row: Owed, holder: Holder | None, distances: Distances) -> Line:
    office = visit.pick(holder.office) if holder else ""
    if holder and holder.step == COLLECTING_STEP and not row.subject.startswith(REPORT):
        office = visit.gettext("Those who were asked")
    return Line(
        owed=row,
        title=visit.pick(row.title),
        distance=distances.words(row.due_at),
        holder=office,
        since=holder.since if holder else None,
    )
