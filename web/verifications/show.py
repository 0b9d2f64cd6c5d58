"""The page of a joint verification, and the list of those the reader may see."""

from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.directions.words import directed_about
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.keys import RowKey
from web.visit import Visit
from workflows.kinds import KINDS
from workflows.subject import Subject
from workflows.verification.ask import KIND, requesters
from workflows.verification.findings import finding_words
from workflows.verification.page import PartLine, VerificationPage, verification_page, verifications

router = APIRouter()

# What may be told on top of a verification after a step; anything else in the address is ignored.
DONE = frozenset({"asked"})


@dataclass(frozen=True)
class AgencyLine:
    """An agency in words. `look` is the colour of its tag, `distance` how late it was, or is, or what is left."""

    part: PartLine
    look: str
    tag: str
    distance: str
    late: bool
    finding: str


@router.get("/verifications/{key}")
@reading
def show_verification(visit: Visited, key: RowKey, *, session: Session) -> Response:
    """Where it is, each agency with its task and its answer, the conclusion, the minutes."""
    page = verification_page(session, visit.viewer, key, visit.now)
    distances = Distances(session, visit)
    return visit.page(
        "verifications/show.html",
        page=page,
        row=page.row,
        done=visit.done(DONE),
        cause=_cause(session, visit, page),
        directed=directed_about(session, visit, str(Subject(KIND, key))),
        mine=[step for step in page.steps if step.group in visit.viewer.groups],
        distance=distances.words,
        agencies=[_agency(visit, distances, part) for part in page.parts],
        finding=lambda code: visit.pick(finding_words(code)),
    )


@router.get("/verifications")
@reading
def list_verifications(visit: Visited, after: str = "", *, session: Session) -> Response:
    """The verifications of the reader's part of the tree, and those his unit takes part in."""
    found = verifications(session, visit.viewer, visit.now, after)
    return visit.page(
        "verifications/list.html",
        is_open=found.is_open,
        closed=found.closed,
        first="/verifications" if after else None,
        more=f"/verifications?after={found.next_cursor}" if found.next_cursor else None,
        may_ask=bool(requesters(visit.viewer)),
        finding=lambda code: visit.pick(finding_words(code)),
    )


def _cause(session: Session, visit: Visit, page: VerificationPage) -> str:
    """The page of the matter it is for; empty where there is none, or where the reader may not see that one."""
    subject = Subject.of(page.row.cause or "")
    kind = KINDS.get(subject.kind) if subject else None
    if subject is None or kind is None or not kind.seen_by(session, visit.viewer, subject.key, visit.now):
        return ""
    return kind.lines(session, [subject.key])[subject.key].href


def _agency(visit: Visit, distances: Distances, part: PartLine) -> AgencyLine:
    look, tag = _tag(visit, part)
    at: datetime | None = part.row.answered_at
    late = (at or visit.now) > part.row.due_at
    return AgencyLine(
        part=part,
        look=look,
        tag=tag,
        distance="" if part.silent or (at and not late) else distances.words(part.row.due_at, at),
        late=late,
        finding=visit.pick(finding_words(part.row.finding)) if at else "",
    )


def _tag(visit: Visit, part: PartLine) -> tuple[str, str]:
    if part.silent:
        return "red", visit.gettext("Never answered")
    if part.answered == "none":
        late = part.row.due_at < visit.now
        return ("red" if late else "grey"), visit.gettext("Not answered yet")
    if part.answered == "on_time":
        return "teal", visit.gettext("Answered on time")
    if part.answered == "late":
        return "orange", visit.gettext("Answered late")
    return "orange", visit.gettext("Answered after collecting had ended")
