"""What the page of an issue says of its monthly control and of oversight."""

from dataclasses import dataclass
from typing import Any

from database.session import Session
from web.oversight.words import state_tag
from web.visit import Visit
from workflows.follow_up.finding import answers_about, red_months
from workflows.follow_up.words import SAID, month_words
from workflows.oversight.by_hand import may_send
from workflows.oversight.rows import cases_about


@dataclass(frozen=True)
class Followed:
    """Rows to show: what was said of it month by month, newest first; its cases; whether it may be sent now."""

    months: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    may_send: bool


def followed(session: Session, visit: Visit, key: int) -> Followed:
    """A few rows of this one issue, by its indexes."""
    said = {one.month: one for one in answers_about(session, key)}
    months = sorted({*said, *red_months(session, key)}, reverse=True)
    return Followed(
        months=[
            {
                "month": visit.pick(month_words(month)),
                "said": visit.pick(SAID[said[month].said]) if month in said else "",
                "row": said.get(month),
            }
            for month in months
        ],
        cases=[{"row": row, "tag": state_tag(visit, row)} for row in cases_about(session, key)],
        may_send=may_send(session, visit.viewer, key, visit.now),
    )
