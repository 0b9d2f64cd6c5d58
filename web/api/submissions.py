"""Submissions: the report of a unit in a cycle, its versions with their answers, and the document."""

import base64
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Header, Query
from fastapi.responses import Response

from database.session import Session
from web.api.asking import Asked, KeyAsked, MomentAsked
from web.edge import reading
from web.errors import NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.search import Column, Page, Search
from web.rest.shapes import Answered, Key, Moment, SentKey, SentNumber, answer
from workflows.case import find_document
from workflows.tables import cycle, cycle_unit, document, report, report_version
from workflows.timeliness import outcome
from workflows.visible import seen_by

router = APIRouter(prefix="/submissions", route_class=ProgramRoute, tags=["Submissions"])

OutcomeName = Literal["on_time", "late", "missing", "nil", "pending"]


class SubmissionShape(Answered):
    """The report of one unit in one cycle. `outcome` follows the first submission; `dueAt` moves by a return."""

    submission_key: Key
    cycle_key: Key
    period: str
    attempt: int
    unit_key: Key
    unit_handle: str
    unit_name: str
    level: str
    superior_unit_key: Key | None
    outcome: OutcomeName
    due_at: Moment
    first_due_at: Moment
    first_submitted_at: Moment | None
    accepted_at: Moment | None
    versions: int
    returns: int


class Submissions(Answered):
    """One page of submissions."""

    items: list[SubmissionShape]
    page: Page


class VersionShape(Answered):
    """What was submitted once. `answers` are those of the form; the document is null until it is made."""

    number: int
    submitted_at: Moment
    is_nil: bool
    document_number: int
    document_year: int
    answers: dict[str, Any]
    document_sha256: str | None
    document_pages: int | None


class SubmissionInFull(SubmissionShape):
    """A submission with everything that was ever sent, newest first."""

    sent: list[VersionShape]


class SubmissionsAsked(Asked):
    """Which submissions. `since`: a version of it was submitted then or later."""

    cycle: KeyAsked | None = None
    unit: KeyAsked | None = None
    outcome: OutcomeName | None = None
    since: MomentAsked | None = None


SEARCH = Search({"submissionKey": Column(report.c.key)}, key=report.c.key)
_REPORTS = report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
    cycle, cycle.c.key == report.c.cycle_key
)


@router.get("", operation_id="listSubmissions", response_model=Submissions)
@reading
def list_submissions(
    caller: Called, asked: Annotated[SubmissionsAsked, Query()], *, session: Session
) -> Response:
    """The reports of the caller's units and of all below them, sent or still expected."""
    rows = _seen(caller).where(*_conditions(caller, asked))
    found = SEARCH.find(session, rows, asked.by("submissionKey"))
    return answer(Submissions(items=[_shape(row) for row in found.rows], page=found.page))


@router.get("/{key}", operation_id="getSubmission", response_model=SubmissionInFull)
@reading
def get_submission(key: SentKey, caller: Called, *, session: Session) -> Response:
    """One submission with its versions and their answers. Reading it here opens no receipt."""
    row = _one(session, caller, key)
    return answer(SubmissionInFull(**_shape(row).model_dump(), sent=_versions(session, key)))


@router.get(
    "/{key}/pdf",
    operation_id="getSubmissionPdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}},
        304: {"description": "The caller has it already."},
    },
)
@reading
def get_pdf(
    key: SentKey,
    caller: Called,
    version: Annotated[
        SentNumber | None, Query(description="Its number; else the newest with a document.")
    ] = None,
    if_none_match: Annotated[str, Header()] = "",
    *,
    session: Session,
) -> Response:
    """The document of a version, as it was signed off: the entity tag is its SHA-256."""
    _one(session, caller, key)
    _row, file = find_document(session, caller.viewer, _document_key(session, key, version), caller.now)
    headers = {"etag": f'"{file.sha256}"', "cache-control": "private, no-cache"}
    if f'"{file.sha256}"' in if_none_match:
        return Response(status_code=304, headers=headers)
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    headers |= {
        "content-disposition": f'attachment; filename="{file.name}"',
        "repr-digest": f"sha-256=:{digest}:",
    }
    return Response(file.content, 200, headers, "application/pdf")


def _seen(caller: Called) -> sa.Select[Any]:
    columns = (
        report,
        cycle_unit.c.unit_key,
        cycle_unit.c.handle,
        cycle_unit.c.name,
        cycle_unit.c.level,
        cycle_unit.c.superior_unit_key,
        cycle_unit.c.due_at.label("first_due_at"),
        cycle.c.period,
        outcome(caller.now).label("outcome"),
    )
    return sa.select(*columns).select_from(_REPORTS).where(seen_by(caller.viewer))


def _conditions(caller: Called, asked: SubmissionsAsked) -> list[sa.ColumnElement[bool]]:
    found = []
    if asked.cycle is not None:
        found.append(report.c.cycle_key == asked.cycle)
    if asked.unit is not None:
        found.append(cycle_unit.c.unit_key == asked.unit)
    if asked.outcome is not None:
        found.append(outcome(caller.now) == asked.outcome)
    if asked.since is not None:
        later = report_version.c.submitted_at >= asked.since
        found.append(sa.exists().where(report_version.c.report_key == report.c.key, later))
    return found


def _one(session: Session, caller: Called, key: int) -> Any:
    row = session.execute(_seen(caller).where(report.c.key == key)).first()
    if row is None:
        raise NotHere
    return row


def _versions(session: Session, key: int) -> list[VersionShape]:
    rows = session.execute(
        sa.select(report_version, document.c.sha256, document.c.pages)
        .outerjoin(document, document.c.version_key == report_version.c.key)
        .where(report_version.c.report_key == key)
        .order_by(report_version.c.number.desc())
    )
    return [
        VersionShape(
            number=row.number,
            submitted_at=row.submitted_at,
            is_nil=row.nil,
            document_number=row.document_number,
            document_year=row.document_year,
            answers=row.answers,
            document_sha256=row.sha256,
            document_pages=row.pages,
        )
        for row in rows
    ]


def _document_key(session: Session, key: int, number: int | None) -> int:
    query = (
        sa.select(document.c.key)
        .join(report_version, report_version.c.key == document.c.version_key)
        .where(report_version.c.report_key == key)
        .order_by(report_version.c.number.desc())
        .limit(1)
    )
    if number is not None:
        query = query.where(report_version.c.number == number)
    found = session.execute(query).scalar()
    if found is None:
        raise NotHere
    return int(found)


def _shape(row: Any) -> SubmissionShape:
    return SubmissionShape(
        submission_key=row.key,
        cycle_key=row.cycle_key,
        period=row.period,
        attempt=row.attempt,
        unit_key=row.unit_key,
        unit_handle=row.handle,
        unit_name=row.name,
        level=row.level,
        superior_unit_key=row.superior_unit_key,
        outcome=row.outcome,
        due_at=row.due_at,
        first_due_at=row.first_due_at,
        first_submitted_at=row.first_submitted_at,
        accepted_at=row.accepted_at,
        versions=row.versions,
        returns=row.returns,
    )
