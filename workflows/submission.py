"""Drafting, approving, receiving: what a completed task of the periodic report does to its report.

A submission is the head's approval. Its time decides whether the report is late; the document follows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.session import Session
from workflows.addressees import RECEIVER
from workflows.attachments.keeping import send_along
from workflows.deadlines import ZONE
from workflows.issue_origins import keep_origins
from workflows.register import next_document_number
from workflows.subject import about_report
from workflows.tables import (
    cycle_unit,
    draft,
    receipt,
    report,
    report_issue,
    report_return,
    report_version,
)

ISSUE_FIELDS = ("field", "place", "summary", "source", "mentions", "urgency", "handler", "status")
SALIENT = "salient"
SALIENT_FIELDS = (SALIENT, "salient_why")
"""Whether an issue stands out, and why."""
NOT_ASKED: Mapping[str, Any] = {**dict.fromkeys(ISSUE_FIELDS, ""), "mentions": 1, "handler": None}
"""What is kept of an issue where its form does not ask: whoever writes it down has heard it once."""


@dataclass(frozen=True)
class Actor:
    """Who acts: the staff row, and the office he acts for, in words."""

    staff_key: int
    office: Mapping[str, str]


_COUNT_VERSION = (
    sa.update(report)
    .where(report.c.key == sa.bindparam("report"))
    .values(
        versions=report.c.versions + 1,
        first_submitted_at=sa.func.coalesce(
            report.c.first_submitted_at, sa.bindparam("now", type_=report.c.first_submitted_at.type)
        ),
        first_nil=sa.case(
            (report.c.first_submitted_at.is_(None), sa.bindparam("nil", type_=report.c.first_nil.type)),
            else_=report.c.first_nil,
        ),
    )
    .returning(report.c.versions, report.c.cycle_unit_key)
)
_UNIT = sa.select(cycle_unit.c.unit_key).where(cycle_unit.c.key == sa.bindparam("cycle_unit"))
_KEEP_VERSION = sa.insert(report_version).returning(report_version.c.key)


def keep_version(
    session: Session,
    report_key: int,
    answers: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    conclusion: str = "",
) -> int:
    """Keep what the head approved as the next version of a report, with what he decided beside it in words.

    Returns the version's key. The first one is the submission that counts; it is written once and never moved.
    """
    nil = bool(answers.get("nil_report"))
    counted = session.execute(_COUNT_VERSION, {"report": report_key, "now": now, "nil": nil}).one()
    unit_key = int(session.execute(_UNIT, {"cycle_unit": counted.cycle_unit_key}).scalar_one())
    year = now.astimezone(ZONE).year
    kept = {
        "report_key": report_key,
        "number": counted.versions,
        "answers": dict(answers),
        "nil": nil,
        "submitted_at": now,
        "approved_by": actor.staff_key,
        "approved_office": dict(actor.office),
        "conclusion": conclusion,
        "unit_key": unit_key,
        "document_year": year,
        "document_number": next_document_number(session, unit_key, year),
    }
    version_key = int(session.execute(_KEEP_VERSION, kept).scalar_one())
    _keep_issues(session, version_key, answers)
    send_along(session, report_key, version_key)
    return version_key


def _keep_issues(session: Session, version_key: int, answers: Mapping[str, Any]) -> None:
    issues = answers.get("issues") or []
    if issues:
        session.execute(
            sa.insert(report_issue),
            [
                {"version_key": version_key, "position": place}
                | {name: NOT_ASKED[name] if issue.get(name) is None else issue[name] for name in ISSUE_FIELDS}
                | {SALIENT: issue.get(SALIENT) is True, "salient_why": issue.get("salient_why") or ""}
                for place, issue in enumerate(issues, 1)
            ],
        )
        keep_origins(session, version_key, issues)


def keep_return(
    session: Session,
    *,
    report_key: int,
    task_key: int,
    stage: str,
    actor: Actor,
    answers: Mapping[str, Any],
    now: datetime,
    caused_by: int | None = None,
) -> None:
    """Keep who sent a report back, at which stage ("approve", "receive" or "withdraw"), and why.

    What the unit above returns it has read: its receipt is opened by that.
    """
    if stage == "receive":
        session.execute(
            sa.update(report).where(report.c.key == report_key).values(returns=report.c.returns + 1)
        )
        session.execute(
            sa.update(receipt)
            .where(
                receipt.c.version_key == latest_version(report_key),
                receipt.c.office == RECEIVER,
                receipt.c.opened_at.is_(None),
            )
            .values(opened_at=now)
        )
    session.execute(
        sa.insert(report_return).values(
            report_key=report_key,
            task_key=task_key,
            version_number=sa.select(report.c.versions).where(report.c.key == report_key).scalar_subquery(),
            stage=stage,
            office=dict(actor.office),
            reason_code=answers.get("reason_code"),
            reason=answers.get("reason") or "",
            at=now,
            caused_by=caused_by,
        )
    )


def keep_acceptance(session: Session, report_key: int, superior_handle: str, now: datetime) -> None:
    """Keep that the unit above has accepted the newest version: on the report and on that unit's receipt."""
    session.execute(sa.update(report).where(report.c.key == report_key).values(accepted_at=now))
    newest = latest_version(report_key)
    session.execute(
        sa.update(receipt)
        .where(receipt.c.version_key == newest, receipt.c.addressee == superior_handle)
        .values(accepted_at=now, opened_at=sa.func.coalesce(receipt.c.opened_at, _bound(now)))
    )


def _bound(now: datetime) -> sa.BindParameter[datetime]:
    return sa.bindparam("opened_now", now, type_=receipt.c.opened_at.type)


def latest_version(report_key: int) -> sa.ScalarSelect[int]:
    """The newest version of a report, as a subquery."""
    return (
        sa.select(report_version.c.key)
        .where(report_version.c.report_key == report_key)
        .order_by(report_version.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )


def newest_version(session: Session, report_key: int) -> Any:
    """The newest version of a report as a row; None before the first submission."""
    return session.execute(
        sa.select(report_version)
        .where(report_version.c.report_key == report_key)
        .order_by(report_version.c.number.desc())
        .limit(1)
    ).one_or_none()


def draft_answers(session: Session, report_key: int) -> dict[str, Any]:
    """What the draft of a report holds now; empty when nothing was saved yet."""
    answers = session.execute(
        sa.select(draft.c.answers).where(draft.c.place == about_report(report_key))
    ).scalar_one_or_none()
    return dict(answers or {})


def draft_revision(session: Session, report_key: int) -> int:
    """The revision of the draft of a report that a page made now would carry; 0 when nothing was saved yet."""
    return revision_at(session, about_report(report_key))


_REVISION = Prepared(sa.select(draft.c.revision).where(draft.c.place == sa.bindparam("of")))


def revision_at(session: Session, place: str) -> int:
    """The same of any draft, by its place."""
    return int(_REVISION.run(session, {"of": place}).scalar_one_or_none() or 0)


def draft_writer(session: Session, report_key: int) -> int | None:
    """The account that saved the draft of a report last."""
    return session.execute(
        sa.select(draft.c.saved_by).where(draft.c.place == about_report(report_key))
    ).scalar_one_or_none()
