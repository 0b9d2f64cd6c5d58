"""What the calendar of a play opens next: the control of a month where issues are open, and planned reviews."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bpmn.errors import Words
from database.session import Session
from engine.pump import earliest_due
from periods.reviews import REVIEW_KINDS, opens_at
from workflows.deadlines import ZONE
from workflows.designer.playing.beginning.by_calendar import FOLLOW_UP
from workflows.follow_up.plan import planned_month
from workflows.issues.list_ranges import ENDED_STAGE
from workflows.issues.tables import issue_party
from workflows.review.opening import PROCESS as REVIEW
from workflows.review.plan import clocks, planned_review
from workflows.review.tables import legal_basis, review_plan


@dataclass(frozen=True)
class Opening:
    """Something that opens by itself, called by `name`."""

    at: datetime
    process: str
    name: Words


def openings(session: Session) -> list[Opening]:
    """What opens next of each, the first first."""
    return sorted([*_months(session), *_reviews(session)], key=lambda one: one.at)


def next_of_all(session: Session) -> datetime | None:
    """When something happens by itself next: a timer, a job, an opening."""
    found = [earliest_due(session), *(one.at for one in openings(session))]
    return min((one for one in found if one is not None), default=None)


def _months(session: Session) -> Iterator[Opening]:
    plan = planned_month(session)
    if plan is None or session.execute(_OPEN_ISSUE).first() is None:
        return  # without an open issue no list is made
    year, month = plan.month.split("-")
    name = {
        "vi": f"Mở kiểm soát vấn đề tháng {month}/{year}",
        "en": f"The control of issues of {month}/{year} opens",
    }
    yield Opening(plan.opens_at, FOLLOW_UP, name)


_OPEN_ISSUE = sa.select(issue_party.c.issue_key).where(issue_party.c.stage < ENDED_STAGE).limit(1)


def _reviews(session: Session) -> Iterator[Opening]:
    planned = session.execute(
        sa.select(review_plan.c.kind, review_plan.c.day, legal_basis).join(
            legal_basis, legal_basis.c.key == review_plan.c.basis_key
        )
    ).all()
    known = clocks(session) if planned else {}
    for row in planned:
        found = planned_review(row, row.kind, row.day)
        if found is not None:
            name = {
                "vi": f"Mở {REVIEW_KINDS[found.kind]['vi'].lower()}: {row.symbol}",
                "en": f"{REVIEW_KINDS[found.kind]['en']} opens: {row.symbol}",
            }
            yield Opening(opens_at(found, known[found.kind], ZONE), REVIEW, name)
