"""Correcting a report that was accepted: the unit above opens another attempt; the first one stays what it was."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.errors import EngineError
from engine.host import Host
from engine.start import start_correction
from notifications.outbox import notify
from organisation.roles import HEAD, REPORTER, group
from organisation.viewer import Viewer
from periods.windows import period
from workflows.attachments.tables import attachment
from workflows.attempts import OPENED_BY, may_correct, open_return
from workflows.case import hold_report
from workflows.correction import correction_dates
from workflows.errors import NotYours, StalePage
from workflows.issues.open_for_report import with_register_keys
from workflows.notice_facts import notice_facts
from workflows.offices import acting_office, office_of
from workflows.proposal.from_reports import with_proposal_keys
from workflows.subject import about_report
from workflows.submission import newest_version
from workflows.tables import correction, draft, report
from workflows.vocabulary import report_variables
from workflows.withdrawal import checked_reason


def open_correction(
    session: Session, host: Host, viewer: Viewer, report_key: int, reason: str, *, now: datetime
) -> int:
    """Ask a unit to correct what was accepted, with a date of its own. Returns the key of the new attempt.

    It begins with what was accepted; on time or late is not judged again. Raises NotYours, ReasonRefused, and
    StalePage where the report is not accepted, is being corrected already, or its cycle has closed.
    """
    row = hold_report(session, viewer, report_key, now)
    if row.superior_handle is None or row.superior_handle not in viewer.units():
        raise NotYours
    words = checked_reason(reason)
    if not may_correct(session, viewer, row, now):
        raise _not_now()
    due, variables = correction_dates(session, period(row.period), row.level, row.closes_at, now, "asked")
    key = _next_attempt(session, row, due)
    version = newest_version(session, row.key)
    _begin_with(session, key, row.key, version, viewer, now)
    _keep_why(session, viewer, row, key, version, words, now)
    facts = report_variables(session, row.cycle_key, row.unit_key)
    more = {"report": key, "attempt": row.attempt + 1, **variables}
    try:
        start_correction(session, host, row.instance_key, facts | more, actor=str(viewer.staff_key), now=now)
    except EngineError:  # somebody else got there first
        raise _not_now() from None
    _tell(session, row, key, words, now)
    return key


def _next_attempt(session: Session, row: Any, due: Any) -> int:
    return int(
        session.execute(
            sa.insert(report)
            .values(
                cycle_key=row.cycle_key,
                cycle_unit_key=row.cycle_unit_key,
                attempt=row.attempt + 1,
                due_at=due.at,
                due_words=due.to_json(),
            )
            .returning(report.c.key)
        ).scalar_one()
    )


def _begin_with(session: Session, key: int, before: int, version: Any, viewer: Viewer, now: datetime) -> None:
    """The draft and the files of the new attempt are those that were accepted."""
    session.execute(
        sa.insert(draft).values(
            place=about_report(key),
            answers=with_proposal_keys(
                session, before, with_register_keys(session, version.key, version.answers)
            ),
            revision=1,
            saved_at=now,
            saved_by=viewer.staff_key,
        )
    )
    same = [
        attachment.c[name] for name in ("sha256", "name", "media_type", "added_at", "added_by", "in_draft")
    ]
    session.execute(
        sa.insert(attachment).from_select(
            ["place", *(column.name for column in same)],
            sa.select(sa.literal(about_report(key)), *same).where(
                attachment.c.place == about_report(before), attachment.c.in_draft
            ),
        )
    )


def _keep_why(
    session: Session, viewer: Viewer, row: Any, key: int, version: Any, reason: str, now: datetime
) -> None:
    above = [group(row.superior_handle, role) for role in OPENED_BY]
    mine = next(one for one in above if one in viewer.groups)
    session.execute(
        sa.insert(correction).values(
            report_key=key,
            version_key=version.key,
            opened_at=now,
            opened_by=viewer.staff_key,
            office=dict(acting_office(viewer, mine, office_of(session, mine))),
            reason=reason,
            caused_by=open_return(session, row.cycle_key, row.superior_unit_key),
        )
    )


def _tell(session: Session, row: Any, key: int, reason: str, now: datetime) -> None:
    facts = notice_facts(session, key, "unit", "period", "superior", "due")
    notify(
        session,
        key=f"correction:{key}",
        recipients=[group(row.handle, REPORTER), group(row.handle, HEAD)],
        words="correction_opened",
        facts=facts | {"reason": reason},
        about=f"report:{key}",
        rule="correction_opened",
        now=now,
    )


def _not_now() -> StalePage:
    return StalePage(
        "Chưa mở được đính chính: báo cáo chưa được tiếp nhận, đang được đính chính, hoặc kỳ đã đóng. Mở lại hồ sơ.",
        "No correction was opened: the report is not accepted, is being corrected already, or its cycle has closed. "
        "Open the case again.",
    )
