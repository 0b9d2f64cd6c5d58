"""The story of a report beside its task: what happened, where it is, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from database.session import Session
from notifications.tables import outbox
from organisation.viewer import Viewer
from workflows.coming import coming
from workflows.hand_overs import hand_overs
from workflows.offices import offices
from workflows.returned import WITHDRAWN, Returned
from workflows.tables import OF_REPORTS, report_version


@dataclass(frozen=True)
class Event:
    """One line of the story.

    `kind` is opened, told, drafted, sent, returned, withdrawn, accepted, now or next; `detail` is by kind. told:
    the rule; sent: the version's number; returned and withdrawn: a Returned; now and next: the element.
    """

    at: datetime
    kind: str
    offices: tuple[Mapping[str, str], ...]
    detail: Any


def story(session: Session, row: Any, viewer: Viewer) -> Sequence[Event]:
    """The events of a report for a viewer, oldest first; `row` is that of workflows/case.find_report."""
    if row.instance_key is None:
        return []
    events = [Event(row.opened_at, "opened", (), None)]
    events += _told(session, row.key)
    events += _sent(session, row.key)
    held = hand_overs(session, row, viewer)
    events += [
        Event(over.start, "drafted", (before.office,), None)
        for before, over in pairwise(held)
        if over.element == "approve"
    ]
    events += [_back(over.returned) for over in held if over.returned]
    if row.accepted_at is not None:
        events.append(Event(row.accepted_at, "accepted", (), None))
    events.sort(key=lambda event: event.at)
    if held and held[-1].end is None:
        events.append(Event(held[-1].start, "now", (held[-1].office,), held[-1].element))
    return events + _coming(session, row)


def _back(returned: Returned) -> Event:
    kind = "withdrawn" if returned.stage == WITHDRAWN else "returned"
    return Event(returned.at, kind, (returned.office,), returned)


def _told(session: Session, report_key: int) -> list[Event]:
    rows = session.execute(
        sa.select(outbox)
        .where(
            OF_REPORTS,
            outbox.c.about == f"report:{report_key}",
            outbox.c.channel == "inbox",
            outbox.c.rule.not_in(sorted(OWN_EVENTS)),
        )
        .order_by(outbox.c.key)
    ).all()
    words = offices(session, {row.recipient for row in rows})
    told: dict[str, Event] = {}
    for row in rows:
        before = told.get(row.dedupe_key)
        who = (*(before.offices if before else ()), words[row.recipient])
        told[row.dedupe_key] = Event(row.created_at, "told", who, row.rule)
    return list(told.values())


# Rules whose notices tell of something that is an event of its own, or that concerns one colleague only.
OWN_EVENTS = frozenset(
    {
        "sent",
        "returned",
        "withdrawn",
        "correction_opened",
        "accepted",
        "sent_back",
        "approve_waiting",
        "task_assigned",
    }
)


def _sent(session: Session, report_key: int) -> list[Event]:
    rows = session.execute(
        sa.select(
            report_version.c.number, report_version.c.submitted_at, report_version.c.approved_office
        ).where(report_version.c.report_key == report_key)
    )
    return [Event(row.submitted_at, "sent", (row.approved_office,), row.number) for row in rows]


def _coming(session: Session, row: Any) -> list[Event]:
    """What happens when nobody acts, if anything."""
    return [
        Event(found.at, "next", found.offices, found.element) for found in coming(session, [row]).values()
    ]
