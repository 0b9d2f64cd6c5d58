"""What was raised at sittings, with who does it and by when: as it was decided, and as it stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.tables import unit
from workflows.direction.tables import direction
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue
from workflows.reception.tables import reception_issue
from workflows.set_days import evening_of

_RAISED = issue.alias("raised")
STANDING = issue.alias("standing")
"""The issue that counts: itself, or the one that it joined."""
_CHARGE, _NAMED = unit.alias("charge"), unit.alias("named")
JOINED = reception_issue.join(_RAISED, _RAISED.c.key == reception_issue.c.issue_key).join(
    STANDING, STANDING.c.key == sa.func.coalesce(_RAISED.c.merged_into, _RAISED.c.key)
)
_LINES = sa.select(
    reception_issue,
    *(_RAISED.c[name] for name in ("number", "year", "summary", "merged_into")),
    *(STANDING.c[name] for name in ("state", "due_at", "instance_key")),
    _CHARGE.c.name.label("charge_name"),
    _NAMED.c.name.label("named_name"),
    direction.c.state.label("direction_state"),
    direction.c.to_name,
    direction.c.withdrawn_at,
    direction.c.due_at.label("direction_due_at"),
).select_from(
    JOINED.join(_CHARGE, _CHARGE.c.key == STANDING.c.charge_unit_key)
    .outerjoin(_NAMED, _NAMED.c.key == reception_issue.c.named_unit_key)
    .outerjoin(direction, direction.c.key == reception_issue.c.direction_key)
)


@dataclass(frozen=True)
class Line:
    """An issue of a sitting. `owner` does it by `due`; both are empty as long as nothing was decided about it."""

    row: Any
    owner: str
    due: datetime | None

    @property
    def owed(self) -> bool:
        """Whether an answer is still to come."""
        return self.row.state in TO_ANSWER

    @property
    def decided(self) -> bool:
        """Whether it has an owner and a date, or needs none any more."""
        return self.row.way is not None and (self.due is not None or not self.owed)

    @property
    def given(self) -> bool:
        """Whether it was given as a direction that nobody took back."""
        return self.row.direction_key is not None and self.row.withdrawn_at is None

    @property
    def to_confirm(self) -> bool:
        """Whether somebody wrote down what the head named, and the head's office is still to give it."""
        return _to_give(self.row)

    def late(self, now: datetime) -> bool:
        """Whether it is owed, and its date has passed."""
        return self.owed and self.due is not None and self.due < now


def lines_of(session: Session, *where: sa.ColumnElement[bool], limit: int | None = None) -> Sequence[Line]:
    """What was raised, in the order in which it was written down."""
    query = _LINES.where(*where).order_by(reception_issue.c.reception_key, reception_issue.c.position)
    return [as_line(row) for row in session.execute(query if limit is None else query.limit(limit))]


def line_of(session: Session, reception_key: int, issue_key: int) -> Line | None:
    """One of them; None where it was not raised at that sitting."""
    table = reception_issue.c
    found = lines_of(session, table.issue_key == issue_key, table.reception_key == reception_key)
    return found[0] if found else None


def as_line(row: Any) -> Line:
    """A direction counts until it is closed; then whoever has charge of the issue, with the date of the answer."""
    if row.way is None:
        return Line(row, "", None)
    if row.direction_state in ("open", "reported"):
        return Line(row, row.to_name, row.direction_due_at)
    if _to_give(row):
        return Line(row, row.named_name, evening_of(row.named_due))
    return Line(row, row.charge_name, row.due_at)


def _to_give(row: Any) -> bool:
    """Of what was answered meanwhile nobody is to do anything any more."""
    return bool(row.way == "named" and row.direction_key is None and row.state in TO_ANSWER)
