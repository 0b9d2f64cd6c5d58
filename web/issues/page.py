"""The page of one issue, and what people do there: merge, part, take it up again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from web.distances import Distances
from web.edge import reading
from web.gate import Visited
from web.issues.followed import followed
from web.issues.states import state_tag
from web.keys import RowKey, number_in
from web.posted import Posted
from web.responses.mark import responded_to
from web.visit import Visit, see_other
from workflows.callers.waiting import Caller, callers_of
from workflows.delivery.rows import deliveries_of, owing
from workflows.errors import Refused, StalePage
from workflows.issues.begin import KIND
from workflows.issues.by_hand import (
    LONGEST_REASON,
    merge_by_hand,
    part_by_hand,
    reopen_by_hand,
)
from workflows.issues.channels import CHANNELS, URGENCIES
from workflows.issues.issue_page import IssuePage, issue_page
from workflows.issues.states import TO_ANSWER
from workflows.issues.words import issue_title, number_of, short
from workflows.matter_story import Event as Step
from workflows.quick_report.rows import quick_report_seen
from workflows.quick_report.words import quick_title
from workflows.reception.finding import raised_at
from workflows.reception.words import reception_title
from workflows.subject import Subject

router = APIRouter()

# What may be told on top of the page after a step; anything else in the address is ignored.
DONE = frozenset({"taken", "merged", "parted", "reopened", "forgotten"})
Act = Callable[[Session, str], None]


@dataclass(frozen=True)
class Held:
    """A step with how long it took, or has taken so far."""

    step: Step
    took: timedelta


@router.get("/issues/{key}")
@reading
def show_issue(key: RowKey, visit: Visited, *, session: Session) -> Response:
    """An issue, to the units that are party to it."""
    return _page(session, visit, key)


@router.post("/issues/{key}/merge")
def merge(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Merge it into another one. What is refused stays in its box."""
    into = number_in(form.first("into"))
    if not into:
        return _again(visit, key, "into", form.first("merge_reason"), _CHOOSE)
    host, viewer = visit.parts.host, visit.viewer

    def act(session: Session, reason: str) -> None:
        merge_by_hand(session, host, viewer, key, into, reason, now=visit.now)

    return _do(visit, key, "merge_reason", form.first("merge_reason"), act, "merged")


@router.post("/issues/{key}/part")
def part(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Take a merge back. What is refused stays in its box."""
    host, viewer = visit.parts.host, visit.viewer

    def act(session: Session, reason: str) -> None:
        part_by_hand(session, host, viewer, key, reason, now=visit.now)

    return _do(visit, key, "part_reason", form.first("part_reason"), act, "parted")


@router.post("/issues/{key}/reopen")
def reopen(key: RowKey, visit: Visited, form: Posted) -> Response:
    """Take it up again. What is refused stays in its box."""
    host, viewer = visit.parts.host, visit.viewer

    def act(session: Session, reason: str) -> None:
        reopen_by_hand(session, host, viewer, key, reason, now=visit.now)

    return _do(visit, key, "reopen_reason", form.first("reopen_reason"), act, "reopened")


_CHOOSE = {
    "vi": "Chọn vấn đề để gộp vào.",
    "en": "Choose the issue to merge it into.",
}


def _do(visit: Visit, key: int, box: str, reason: str, act: Act, done: str) -> Response:
    try:
        visit.parts.database.transact(lambda session: act(session, reason))
    except (Refused, StalePage) as refused:
        return _again(visit, key, box, reason, refused.text)
    return see_other(f"/issues/{key}?done={done}")


def _again(visit: Visit, key: int, box: str, typed: str, words: Any) -> Response:
    with visit.parts.database.read() as session:
        return _page(session, visit, key, problem=(box, visit.pick(words)), typed=typed)


def _page(
    session: Session, visit: Visit, key: int, *, problem: tuple[str, str] = ("", ""), typed: str = ""
) -> Response:
    found = issue_page(session, visit.viewer, key)
    deliveries = deliveries_of(session, key)
    row, callers = found.row, callers_of(session, visit.viewer, key)
    quick = quick_report_seen(session, visit.viewer, key, visit.now)
    sitting = raised_at(session, visit.viewer, key, visit.now)
    done = visit.done(DONE)
    owed = row.state in TO_ANSWER and row.due_at is not None and row.merged_into is None
    return visit.page(
        "issues/issue.html",
        status=422 if problem[0] else 200,
        has_problems=bool(problem[0]),
        problem=problem,
        typed=typed,
        done=done,
        callers=callers,
        deliveries=deliveries,
        owing=owing(session, key),
        receipt=_receipt(callers, key) if done == "taken" else None,
        found=found,
        row=row,
        number=number_of(row),
        title=short(row.summary),
        state=state_tag(row.state, merged=row.merged_into is not None),
        channel=CHANNELS[row.channel],
        urgency=URGENCIES[row.urgency],
        owed=owed,
        late=owed and row.due_at < visit.now,
        distance=Distances(session, visit).words(row.due_at) if owed else "",
        held=[Held(step, (step.until or visit.now) - step.since) for step in found.steps],
        my_task=_my_task(visit, found),
        followed=followed(session, visit, key),
        into_title=issue_title(found.into) if found.into else None,
        joined=[(one.key, issue_title(one)) for one in found.joined],
        likely=[(one, issue_title(one.row)) for one in found.likely],
        channels=CHANNELS,
        longest_reason=LONGEST_REASON,
        quick=quick,
        sitting=sitting,
        sitting_title=reception_title(sitting) if sitting else None,
        quick_title=quick_title(quick) if quick else None,
        responded=responded_to(session, visit, key, str(Subject(KIND, key)), over=not owed),
    )


def _receipt(callers: Sequence[Caller], key: int) -> Caller | None:
    """The number for whoever raised it, shown to the office that has just taken it down."""
    return next((one for one in callers if one.issue_key == key), None)


def _my_task(visit: Visit, found: IssuePage) -> int | None:
    """The task to do now, if it lies with an office of the viewer."""
    mine = [step.task_key for step in found.open_steps if step.group in visit.viewer.groups]
    return mine[0] if mine else None
