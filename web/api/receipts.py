"""Receipts: to whom a version was sent, when it was opened there, when accepted."""

from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Query
from fastapi.responses import Response

from database.session import Session
from web.api.asking import Asked, KeyAsked, Sentence, TextAsked, sentence
from web.edge import reading
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.search import Column, Page, Search
from web.rest.shapes import Answered, Key, Moment, answer
from workflows.tables import cycle_unit, receipt, report, report_version
from workflows.visible import seen_by

router = APIRouter(prefix="/receipts", route_class=ProgramRoute, tags=["Receipts"])

StateName = Literal["sent", "opened", "accepted"]


class ReceiptShape(Answered):
    """One addressee's record of one version. `addressee` is the handle of its unit, `state` the furthest reached."""

    receipt_key: Key
    submission_key: Key
    version: int
    addressee: str
    office: str
    name: Sentence
    state: StateName
    sent_at: Moment
    opened_at: Moment | None
    accepted_at: Moment | None


class Receipts(Answered):
    """One page of receipts, oldest first."""

    items: list[ReceiptShape]
    page: Page


class ReceiptsAsked(Asked):
    """Which receipts."""

    submission: KeyAsked | None = None
    cycle: KeyAsked | None = None
    addressee: TextAsked | None = None
    state: StateName | None = None


_STATE: sa.ColumnElement[str] = sa.case(
    (receipt.c.accepted_at.is_not(None), "accepted"),
    (receipt.c.opened_at.is_not(None), "opened"),
    else_="sent",
)
SEARCH = Search({"receiptKey": Column(receipt.c.key)}, key=receipt.c.key)
_RECEIPTS = (
    receipt.join(report_version, report_version.c.key == receipt.c.version_key)
    .join(report, report.c.key == report_version.c.report_key)
    .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
)


@router.get("", operation_id="listReceipts", response_model=Receipts)
@reading
def list_receipts(caller: Called, asked: Annotated[ReceiptsAsked, Query()], *, session: Session) -> Response:
    """The receipts of the reports the caller may see."""
    rows = (
        sa.select(receipt, report_version.c.number, report_version.c.report_key, _STATE.label("state"))
        .select_from(_RECEIPTS)
        .where(seen_by(caller.viewer), *_conditions(asked))
    )
    found = SEARCH.find(session, rows, asked.by("receiptKey"))
    return answer(Receipts(items=[_shape(row) for row in found.rows], page=found.page))


def _conditions(asked: ReceiptsAsked) -> list[sa.ColumnElement[bool]]:
    wanted: list[tuple[sa.ColumnElement[Any], Any]] = [
        (report_version.c.report_key, asked.submission),
        (report.c.cycle_key, asked.cycle),
        (receipt.c.addressee, asked.addressee),
        (_STATE, asked.state),
    ]
    return [column == value for column, value in wanted if value is not None]


def _shape(row: Any) -> ReceiptShape:
    return ReceiptShape(
        receipt_key=row.key,
        submission_key=row.report_key,
        version=row.number,
        addressee=row.addressee,
        office=row.office,
        name=sentence(row.name),
        state=row.state,
        sent_at=row.sent_at,
        opened_at=row.opened_at,
        accepted_at=row.accepted_at,
    )
