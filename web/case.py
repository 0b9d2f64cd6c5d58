"""The case of one report: where it is, who holds it, each hand-over with its time; and its PDF files."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response

from database.session import Session
from periods.dated import from_json
from web.case_lines import coming_words, hand_over_lines, time_sum
from web.directions.words import directed_about
from web.distances import Distances
from web.gate import Visited
from web.keys import RowKey
from web.longer.number_lines import NumberBox, number_box
from web.outcomes import tag_of
from web.posted import Posted
from web.proposals.words import proposals_in
from web.visit import Visit, see_other
from workflows.case import Case, case, find_document, find_report, is_involved
from workflows.comments import LONGEST, RemarkRefused, add_comment
from workflows.corrections import open_correction
from workflows.cycle_words import cycle_words
from workflows.errors import NotYours
from workflows.issue_origins import origins_of
from workflows.offices import office_of
from workflows.receipts import mark_opened, to_open
from workflows.sent_numbers import sent_numbers
from workflows.subject import about_report
from workflows.submission import newest_version
from workflows.withdrawal import LONGEST as LONGEST_REASON
from workflows.withdrawal import ReasonRefused, withdraw

router = APIRouter()

# What may be told on top of a case after a step; anything else in the address is ignored.
DONE = frozenset({"withdrawn", "correction_opened"})


@router.get("/reports/{key}")
def show_case(visit: Visited, key: RowKey) -> Response:
    """The page of a report. An addressee's first look is noted on the receipts."""
    with visit.parts.database.read() as session:
        find_report(session, visit.viewer, key, visit.now)
        first_look = to_open(session, visit.viewer, key)
    if first_look:
        _open_receipts(visit, key)
    return _show(visit, key)


@router.get("/documents/{key}.pdf")
def send_document(visit: Visited, key: RowKey) -> Response:
    """The PDF of one version, as it was sent. Whoever may see the case may have it."""
    with visit.parts.database.read() as session:
        row, file = find_document(session, visit.viewer, key, visit.now)
        first_look = to_open(session, visit.viewer, row.key)
    if first_look:
        _open_receipts(visit, row.key)
    headers = {
        "content-disposition": f'attachment; filename="{file.name}"',
        "cache-control": "private, no-store",
    }
    return Response(file.content, media_type="application/pdf", headers=headers)


@router.post("/reports/{key}/comments")
def say(visit: Visited, key: RowKey, form: Posted) -> Response:
    """Say something beside the report; only for those who work on it. What is refused stays in its box."""
    text = form.first("text")
    try:
        visit.parts.database.transact(lambda session: _say(session, visit, key, text, form.first("_page")))
    except RemarkRefused as refused:
        return _show(visit, key, remark=text, problem=visit.pick(refused.text))
    return see_other(f"/reports/{key}#comments")


@router.post("/reports/{key}/withdrawal")
def take_back(visit: Visited, key: RowKey, form: Posted) -> Response:
    """The head takes back what the unit above has not accepted. What is refused stays in its box."""
    reason = form.first("reason")
    try:
        visit.parts.database.transact(
            lambda session: withdraw(session, visit.parts.host, visit.viewer, key, reason, now=visit.now)
        )
    except ReasonRefused as refused:
        return _show(visit, key, reason=reason, reason_problem=visit.pick(refused.text))
    return see_other(f"/reports/{key}?done=withdrawn")


@router.post("/reports/{key}/correction")
def ask_for_correction(visit: Visited, key: RowKey, form: Posted) -> Response:
    """The unit above asks for a correction of what it accepted. What is refused stays in its box."""
    reason = form.first("why")
    try:
        made = visit.parts.database.transact(
            lambda session: open_correction(
                session, visit.parts.host, visit.viewer, key, reason, now=visit.now
            )
        )
    except ReasonRefused as refused:
        return _show(visit, key, why=reason, why_problem=visit.pick(refused.text))
    return see_other(f"/reports/{made}?done=correction_opened")


def _say(session: Session, visit: Visit, key: int, text: str, page: str) -> None:
    row = find_report(session, visit.viewer, key, visit.now)
    if not is_involved(visit.viewer, row):
        raise NotYours
    office = _office(session, visit, row)
    add_comment(session, visit.viewer, about_report(key), text, office=office, now=visit.now, page=page)


def _open_receipts(visit: Visit, report_key: int) -> None:
    visit.parts.database.transact(
        lambda session: mark_opened(session, visit.viewer, report_key, now=visit.now)
    )


def _office(session: Session, visit: Visit, row: Any) -> Mapping[str, str]:
    """For which of his offices the viewer speaks: one of the unit that reports, else of the one above."""
    posts = [post for post in visit.viewer.postings if post.unit in {row.handle, row.superior_handle}]
    posts.sort(key=lambda post: (post.unit != row.handle, post.for_staff is not None))
    return office_of(session, posts[0].group)


def _show(visit: Visit, key: int, **typed: str) -> Response:
    """The case as it stands now, with what was typed and could not be kept."""
    with visit.parts.database.read() as session:
        return _page(session, visit, case(session, visit.viewer, key, visit.now), **typed)


def _page(
    session: Session,
    visit: Visit,
    found: Case,
    *,
    remark: str = "",
    problem: str = "",
    reason: str = "",
    reason_problem: str = "",
    why: str = "",
    why_problem: str = "",
) -> Response:
    row = found.row
    window = visit.pick(cycle_words(row))
    distances = Distances(session, visit)
    return visit.page(
        "case.html",
        status=422 if problem or reason_problem or why_problem else 200,
        has_problems=bool(problem or reason_problem or why_problem),
        why=why,
        why_problem=why_problem,
        remark=remark,
        problem=problem,
        reason=reason,
        reason_problem=reason_problem,
        done=_done(visit),
        longest_reason=LONGEST_REASON,
        case=found,
        directed=directed_about(session, visit, about_report(row.key)),
        proposals=proposals_in(session, visit, row.key),
        row=row,
        asked=next(one.why for one in found.attempts if one.report_key == row.key),
        window=window,
        title=visit.gettext("Report for %(period)s, %(unit)s") % {"period": window, "unit": row.unit_name},
        tag=tag_of(row.outcome, row.first_due_at, visit.now),
        distance=distances.words(row.first_due_at, row.first_submitted_at),
        new_due=from_json(row.due_words) if row.due_words else None,
        new_distance=distances.words(row.due_at)
        if row.due_words and row.returns + row.withdrawals >= row.versions
        else "",
        sums=time_sum(visit, found),
        lines=hand_over_lines(visit, found),
        coming=coming_words(visit, found.coming, row.unit_name) if found.coming else "",
        my_task=_my_task(visit, found),
        numbers=_numbers(session, visit, row),
        origins=_origins(session, row),
        longest_comment=LONGEST,
        page_name=token_urlsafe(12),
    )


def _done(visit: Visit) -> str:
    return visit.done(DONE)


def _numbers(session: Session, visit: Visit, row: Any) -> NumberBox | None:
    """Where the numbers of the newest version come from; None for a report that takes none from others."""
    sent = sent_numbers(session, row)
    return number_box(visit, sent.prefill, sent.answers, {}) if sent else None


def _origins(session: Session, row: Any) -> list[tuple[int, list[Any]]]:
    """The issues of the newest version that were carried from other reports, each with those it was made from."""
    version = newest_version(session, row.key)
    return sorted(origins_of(session, version.key).items()) if version else []


def _my_task(visit: Visit, found: Case) -> int | None:
    """The task to do now, if it lies with an office of the viewer."""
    holder = found.holder
    return holder.task_key if holder and holder.group in visit.viewer.groups else None
