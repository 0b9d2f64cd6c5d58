"""A leader's direction about an issue: kept with the issue, and the directed unit sees it from then on."""

from datetime import datetime

from database.session import Session
from organisation.units import Unit
from organisation.viewer import Viewer
from workflows.issues.begin import KIND
from workflows.issues.parties import TASK, admit, may_see
from workflows.issues.record import Change, Why, change_issue, issue_row
from workflows.offices import acting_office, office_of
from workflows.subject import Subject
from workflows.submission import Actor


def note_directed(
    session: Session, viewer: Viewer, acting_in: str, about: str | None, to: Unit, *, what: str, now: datetime
) -> None:
    """Note a direction with the issue it is about. Of what the viewer may not see, or no issue, nothing is noted."""
    subject = Subject.of(about or "")
    if subject is None or subject.kind != KIND or not may_see(session, viewer, subject.key):
        return
    office = acting_office(viewer, acting_in, office_of(session, acting_in))
    row = issue_row(session, subject.key)
    first = {} if row.directed_at else {"directed_at": now}
    why = Why(now, Actor(viewer.staff_key, office), reason=what)
    row = change_issue(session, row, Change("directed", became=to.handle, values=first), why)
    admit(session, row, [to.key], TASK, now)
