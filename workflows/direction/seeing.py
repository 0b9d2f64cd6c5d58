"""What a direction is about, for those who may see that, too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.viewer import Viewer
from workflows.case import find_report
from workflows.cycle_words import cycle_words
from workflows.errors import NotYours
from workflows.kinds import KINDS
from workflows.subject import REPORT, Subject


@dataclass(frozen=True)
class About:
    """How a matter is called, and its page."""

    title: Mapping[str, str]
    href: str


def find_about(session: Session, viewer: Viewer, about: str | None, now: datetime) -> About | None:
    """The matter of a text such as "issue:5"; None where the viewer may not see it, and for any other text."""
    subject = Subject.of(about or "")
    if subject is None:
        return None
    if subject.kind == REPORT:
        return _report(session, viewer, subject.key, now)
    kind = KINDS.get(subject.kind)
    if kind is None or not kind.seen_by(session, viewer, subject.key, now):
        return None
    line = kind.lines(session, [subject.key])[subject.key]
    return About(line.title, line.href)


def _report(session: Session, viewer: Viewer, key: int, now: datetime) -> About | None:
    try:
        row = find_report(session, viewer, key, now)
    except NotYours:
        return None
    period = cycle_words(row)
    title = {
        "vi": f"Báo cáo {period['vi']}, {row.unit_name}",
        "en": f"Report for {period['en']}, {row.unit_name}",
    }
    return About(title, f"/reports/{key}")
