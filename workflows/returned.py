"""Why a report came back, as far as the one who asks may know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from workflows.open_task import RECEIVE_FORM
from workflows.tables import report_return
from workflows.task_forms import choice_words, form_at

OWN_RETURN, RETURN_FROM_ABOVE, WITHDRAWN = "approve", "receive", "withdraw"
TOLD_ABOVE = frozenset({RETURN_FROM_ABOVE, WITHDRAWN})
"""What both units may know the reason of."""


@dataclass(frozen=True)
class Cause:
    """The return from further above that a return passed on: by which office, and when."""

    office: Mapping[str, str]
    at: datetime


@dataclass(frozen=True)
class Returned:
    """One way back. `stage` is OWN_RETURN, RETURN_FROM_ABOVE or WITHDRAWN (by the head who sent it).

    `kind` is the kind of reason that was chosen, in words.

    `cause` is the return to the unit above that this one passed on, if there was one.

    What a head tells his own office is the unit's business: for others such a return has no `reason`, only "".
    """

    stage: str
    office: Mapping[str, str]
    at: datetime
    version_number: int | None
    reason_code: str | None
    kind: Mapping[str, str] | None
    reason: str
    cause: Cause | None = None


def returns(session: Session, row: Any, viewer: Viewer) -> dict[int, Returned]:
    """The returns of a report by the task that ended in one, oldest first; `row` is that of case.find_report."""
    cause = report_return.alias("cause")
    found = session.execute(
        sa.select(report_return, cause.c.office.label("cause_office"), cause.c.at.label("cause_at"))
        .outerjoin(cause, cause.c.key == report_return.c.caused_by)
        .where(report_return.c.report_key == row.key)
        .order_by(report_return.c.at, report_return.c.key)
    ).all()
    kinds = _kinds(session, row.instance_key) if any(one.reason_code for one in found) else {}
    own = row.handle in viewer.units()
    return {
        one.task_key: Returned(
            stage=one.stage,
            office=one.office,
            at=one.at,
            version_number=one.version_number,
            reason_code=one.reason_code,
            kind=kinds.get(one.reason_code) if one.reason_code else None,
            reason=one.reason if own or one.stage in TOLD_ABOVE else "",
            cause=Cause(one.cause_office, one.cause_at) if one.cause_at else None,
        )
        for one in found
    }


def _kinds(session: Session, instance_key: int) -> Mapping[str, Mapping[str, str]]:
    """The kinds of reason as the form of the receiving desk names them, without their codes."""
    found = choice_words(form_at(session, instance_key, RECEIVE_FORM), "reason_code")
    return {
        code: {language: text.removeprefix(code).strip() for language, text in words.items()}
        for code, words in found.items()
    }
