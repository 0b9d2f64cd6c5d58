"""What is still open of what was raised at former sittings of a unit: looked at before the next one."""

from collections.abc import Sequence

import sqlalchemy as sa

from database.session import Session
from workflows.issues.parties import RAISED
from workflows.issues.tables import NOT_ANSWERED, issue_party
from workflows.reception.rows import Line, lines_of
from workflows.reception.tables import reception_issue

MOST = 40


def still_open(session: Session, unit_key: int) -> Sequence[Line]:
    """The issues that wait for an answer, what is due first at the top, a bounded part of them.

    Cost: the open issues that the unit raised, as it does those of its sittings, however many of these there were.
    """
    party = issue_party.c
    keys = (
        sa.select(party.issue_key)
        .join(reception_issue, reception_issue.c.issue_key == party.issue_key)
        .where(
            party.unit_key == unit_key,
            party.scope == RAISED,
            NOT_ANSWERED,
            reception_issue.c.unit_key == unit_key,
        )
        .order_by(party.ordered_at, party.issue_key)
        .limit(MOST)
    )
    place = {key: number for number, key in enumerate(session.scalars(keys))}
    found = lines_of(session, reception_issue.c.issue_key.in_(list(place)))
    return sorted(found, key=lambda line: place[line.row.issue_key])
