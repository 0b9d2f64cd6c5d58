"""What a direction may be about: a matter that whoever gives it may see."""

from datetime import datetime

from database.session import Session
from organisation.viewer import Viewer
from workflows.case import find_report
from workflows.errors import NotYours
from workflows.kinds import KINDS
from workflows.subject import REPORT, Subject


def may_be_about(session: Session, viewer: Viewer, about: str, now: datetime) -> bool:
    """Whether the viewer may see the matter of a text such as "issue:5"; False for any other text."""
    subject = Subject.of(about)
    if subject is None:
        return False
    if subject.kind == REPORT:
        try:
            return find_report(session, viewer, subject.key, now) is not None
        except NotYours:
            return False
    kind = KINDS.get(subject.kind)
    return kind is not None and kind.seen_by(session, viewer, subject.key, now)
