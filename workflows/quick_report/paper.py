"""The paper of a quick report: facts gathered from rows, set as PDF outside any transaction, then kept with it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from database.session import Session
from documents.facts import Approval, Number
from documents.quick_report import FollowUp, QuickReportFacts, ReceiptFacts, render_quick_report
from documents.submission import Rendered
from engine.actions import JobContext, Step
from organisation.days import local_day
from organisation.routes import superior
from organisation.units import unit_by_key
from workflows.deadlines import ZONE
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.channels import URGENCIES
from workflows.issues.taxonomy import category_names
from workflows.papers import keep_paper
from workflows.quick_report.rows import KIND, receipts_of, report_row, updates_of
from workflows.quick_report.words import RECEIPTS, STATES
from workflows.subject import Subject
from workflows.unit_words import signing_place
from workflows.verification.minutes import formal, office_code, signer

PAPER = "quick_report"


def make_paper(session: Session, job: JobContext) -> Rendered:
    """Gather and set it. Slow, so outside any transaction."""
    return render_quick_report(quick_facts(session, int(job.variables[KIND])))


def keep_quick_paper(step: Step, job: JobContext, made: Rendered) -> Mapping[str, Any]:
    """Keep it beside the report: the first one, and the whole of it when the event is over."""
    keep_paper(step.session, Subject(KIND, int(job.variables[KIND])), PAPER, made, step.now)
    return {}


def quick_facts(session: Session, key: int) -> QuickReportFacts:
    """What the paper says: the first report, all that followed, who has received it."""
    row = report_row(session, key)
    own, sent = unit_by_key(session, row.unit_key), _local(row.reported_at)
    above = superior(session, own.key, local_day(row.reported_at))
    receipts = receipts_of(session, key)
    return QuickReportFacts(
        organisation=formal(own),
        parent=formal(above) if above else "",
        number=Number(value=row.document_number, office_code=office_code(own)),
        place=signing_place(own.name),
        signed_on=sent.date(),
        summary=row.summary,
        happened_at=_local(row.happened_at),
        late=row.reported_at > row.report_by,
        category=category_names(session, [row.category])[row.category]["vi"],
        area=_area(row, own.name),
        urgency=URGENCIES[row.urgency]["vi"],
        mentions=row.mentions,
        scale=row.scale,
        measures=row.measures,
        proposals=row.proposals,
        follow_ups=tuple(_follow_up(one) for one in updates_of(session, key)),
        receipts=tuple(_receipt(one) for one in receipts),
        state=STATES[row.state]["vi"],
        addressees=tuple(
            formal(unit_by_key(session, one.unit_key)) for one in receipts if one.state != "told"
        ),
        recipients=tuple(
            formal(unit_by_key(session, one.unit_key)) for one in receipts if one.state == "told"
        ),
        signer=signer(own),
        approval=Approval(office=row.office["vi"], at=sent),
    )


def _local(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def _area(row: Any, unit_name: str) -> str:
    return unit_name if row.area in (WHOLE_UNIT, "") else row.area


def _follow_up(one: Any) -> FollowUp:
    return FollowUp(
        at=_local(one.at),
        late=one.at > one.due_at,
        text=one.text,
        measures=one.measures,
        scale=one.scale,
    )


def _receipt(one: Any) -> ReceiptFacts:
    return ReceiptFacts(
        unit=one.unit_name,
        state=RECEIPTS[one.state]["vi"],
        at=_local(one.confirmed_at) if one.confirmed_at else None,
        instruction=one.instruction or "",
    )
