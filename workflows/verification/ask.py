"""Asking for a joint verification: out of a matter, or by itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from notifications.outbox import notify
from organisation.roles import HEAD, OFFICER, RECEIVER, REPORTER
from organisation.units import Unit, unit_by_handle
from organisation.viewer import Viewer
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.errors import NotYourRole
from workflows.offices import office_of
from workflows.search import folded
from workflows.starting import start_matter
from workflows.subject import Subject
from workflows.verification.dates import step_date
from workflows.verification.rows import verification_title
from workflows.verification.tables import verification

KIND = "verification"
PROCESS = "joint_verification"
FORM = "ask_verification"
"""Shown by a page of its own: there is no task before there is a verification."""
ASKING_ROLES = (OFFICER, HEAD, REPORTER, RECEIVER)
"""Who may ask for a verification in the name of his unit."""
LONGEST_TITLE, LONGEST_SEARCH = 200, 400


@dataclass(frozen=True)
class Asked:
    """A verification that was asked for, and by when the lead has to convene the agencies."""

    key: int
    due: datetime


def ask_verification(
    session: Session,
    *,
    title: str,
    question: str,
    lead: str,
    requester: str,
    office: Mapping[str, str],
    now: datetime,
    urgency: str = "normal",
    cause: Subject | None = None,
) -> Asked:
    """Put down a verification. Its process is started by a call activity of the cause's, or by `start_verification`.

    `lead` and `requester` are handles, `office` is who asks, in words.
    """
    chair, asking = unit_by_handle(session, lead), unit_by_handle(session, requester)
    due = step_date(session, "convene", urgency, now, now)
    row = {
        "title": title[:LONGEST_TITLE],
        "question": question,
        "urgency": urgency,
        "cause": str(cause) if cause else None,
        **_unit("lead", chair),
        **_unit("requester", asking),
        "asked_at": now,
        "asked_office": dict(office),
        "convene_by": due.at,
        "due_at": due.at,
        "dates": {"convene": due.to_json()},
        "search": folded(f"{title} {chair.name} {asking.name}")[:LONGEST_SEARCH],
    }
    key = session.execute(sa.insert(verification).values(row).returning(verification.c.key)).scalar_one()
    return Asked(int(key), due.at)


def start_verification(
    session: Session, host: Host, viewer: Viewer, requester: str, answers: Mapping[str, Any], now: datetime
) -> Asked:
    """Ask for a verification by itself, in the name of one of the viewer's units; the lead is told. NotYourRole."""
    group = _asking_group(viewer, requester)
    asked = ask_verification(
        session,
        title=answers["title"],
        question=answers["question"],
        lead=answers["lead"],
        requester=requester,
        urgency=answers["urgency"],
        office=office_of(session, group),
        now=now,
    )
    subject = Subject(KIND, asked.key)
    variables = {"due": asked.due.isoformat()}
    start_matter(
        session, host, PROCESS, subject, variables, unit=answers["lead"], actor=str(viewer.staff_key), now=now
    )
    _tell_lead(session, subject, answers, now)
    return asked


def requesters(viewer: Viewer) -> dict[str, str]:
    """The units in whose name the viewer may ask: handle to name."""
    return {
        post.unit: post.unit_name or post.unit
        for post in viewer.postings
        if post.unit and post.role in ASKING_ROLES
    }


def _asking_group(viewer: Viewer, requester: str) -> str:
    groups = [post.group for post in viewer.postings if post.unit == requester and post.role in ASKING_ROLES]
    if not groups:
        raise NotYourRole(
            "Bạn không được yêu cầu xác minh thay đơn vị này. Chọn đơn vị của bạn.",
            "You may not ask for a verification in the name of this unit. Choose a unit of yours.",
        )
    return groups[0]


def _tell_lead(session: Session, subject: Subject, answers: Mapping[str, Any], now: datetime) -> None:
    row = session.execute(sa.select(verification).where(verification.c.key == subject.key)).one()
    notify(
        session,
        key=f"{subject}:asked",
        recipients=[desk_of(session, answers["lead"], now)],
        words="matter_assigned",
        facts={
            "title": dict(verification_title(row.title)),
            "unit": row.requester_name,
            "due": row.convene_by.astimezone(ZONE).isoformat(),
        },
        about=str(subject),
        rule="matter_assigned",
        now=now,
    )


def _unit(name: str, unit: Unit) -> dict[str, Any]:
    return {f"{name}_key": unit.key, name: unit.handle, f"{name}_name": unit.name}
