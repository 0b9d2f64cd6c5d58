"""The document of a submission: facts gathered from rows, set as PDF outside any transaction, then kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from documents.facts import (
    Approval,
    AttachedFile,
    Collected,
    IssueRow,
    Number,
    NumberRow,
    NumberSource,
    Signer,
    SubmissionFacts,
    SubordinateRow,
    facts_json,
)
from documents.submission import Rendered, render_submission
from engine.actions import JobContext, Step
from engine.tables import instance
from forms.form import Field
from periods.labels import label
from periods.windows import period
from workflows.addressees import RECEIVER, addressees
from workflows.attachments.finding import sent_with
from workflows.attempts import corrected_version
from workflows.deadlines import ZONE
from workflows.issue_origins import origins_of
from workflows.issue_words import issue_words
from workflows.numbers.told_register import numbers_told
from workflows.prefill import Prefill
from workflows.quick_report.linking import quickly_reported
from workflows.quick_report.words import report_number
from workflows.report_choices import options_of
from workflows.sent_numbers import sent_numbers
from workflows.submission import latest_version
from workflows.tables import cycle, cycle_unit, document, report, report_issue, report_version
from workflows.task_forms import deployed_form
from workflows.timeliness import FIRST, outcome, sent_by
from workflows.unit_words import people_committee, signing_place
from workflows.written_parts import written_parts

OUTCOMES = {"pending": "not_yet_sent"}


def make_document(session: Session, job: JobContext) -> tuple[int, Rendered]:
    """Gather the facts of the newest version and set them. Slow, so outside any transaction."""
    facts, version_key = submission_facts(session, job.variables["report"])
    return version_key, render_submission(facts, attachment_json=facts_json(facts))


def keep_document(step: Step, _job: JobContext, made: tuple[int, Rendered]) -> Mapping[str, Any]:
    """Keep the bytes and their sha256 beside the version, once; the key makes a second one impossible."""
    version_key, rendered = made
    step.session.execute(
        sa.insert(document).values(
            version_key=version_key,
            content=rendered.pdf,
            sha256=rendered.sha256,
            pages=rendered.pages,
            made_at=step.now,
        )
    )
    return {}


def submission_facts(session: Session, report_key: int) -> tuple[SubmissionFacts, int]:
    """What the document of a report's newest version says, and the version's key."""
    row = _report(session, report_key)
    window = period(row.period)
    approved = row.submitted_at.astimezone(ZONE)
    going_to = addressees(session, row)
    form = deployed_form(session, row.deployment_key, row.form)
    written = written_parts(form, row.answers, options_of(session, row))
    subordinates, collected = _from_below(session, row) if row.subordinates else ((), None)
    facts = SubmissionFacts(
        organisation=people_committee(row.name),
        parent=people_committee(row.superior_name) if row.superior_name else "",
        number=Number(value=row.document_number, office_code="UBND"),
        place=signing_place(row.name),
        signed_on=approved.date(),
        period=label(window, "vi"),
        abstract=row.title or "",
        first_day=window.start,
        last_day=window.end,
        addressees=tuple(to.formal for to in going_to if to.office == RECEIVER) or (going_to[0].formal,),
        signer=Signer(position="Chủ tịch", authority="TM. Ủy ban nhân dân"),
        approval=Approval(office=row.approved_office["vi"], at=approved),
        parts=written.parts,
        nil=row.nil,
        issues=_issues(session, row, _with_quick_reports(session, row, written.more)),
        heads=written.heads,
        numbers=_numbers(session, report_key, written.numbers, row.answers),
        files=_files(session, row.version_key),
        corrects=_corrects(session, report_key),
        collected=collected,
        subordinates=subordinates,
        recipients=tuple(to.formal for to in going_to if to.office != RECEIVER),
    )
    return facts, row.version_key


def _corrects(session: Session, report_key: int) -> str:
    """The report that a correction takes the place of, by number and day."""
    before = corrected_version(session, report_key)
    if before is None:
        return ""
    return f"số {before.document_number:02d}/BC-UBND ngày {before.submitted_at.astimezone(ZONE):%d/%m/%Y}"


def _files(session: Session, version_key: int) -> tuple[AttachedFile, ...]:
    return tuple(
        AttachedFile(name=file.name, bytes=file.bytes, sha256=file.sha256)
        for file in sent_with(session, version_key)
    )


def _report(session: Session, report_key: int) -> Any:
    return session.execute(
        sa.select(
            cycle_unit,
            cycle_unit.c.name.label("unit_name"),
            cycle.c.period,
            cycle.c.form,
            cycle.c.title,
            cycle.c.tree_on,
            instance.c.deployment_key,
            report_version.c.key.label("version_key"),
            report_version.c.answers,
            report_version.c.nil,
            report_version.c.submitted_at,
            report_version.c.approved_office,
            report_version.c.document_number,
        )
        .select_from(
            report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
            .join(instance, instance.c.key == report.c.instance_key)
            .join(report_version, report_version.c.key == latest_version(report_key))
        )
        .where(report.c.key == report_key)
    ).one()


def _with_quick_reports(
    session: Session, row: Any, more: Sequence[tuple[str, ...]]
) -> Sequence[tuple[str, ...]]:
    """What else is said of each issue, with the number of the quick report that told of it before."""
    found = quickly_reported(session, row.unit_key, row.answers.get("issues") or [])
    marks = {place: f"Đã báo cáo nhanh: số {report_number(one)}" for place, one in found.items()}
    return [(*said, marks[place]) if place in marks else said for place, said in enumerate(more)]


def _issues(session: Session, row: Any, more: Sequence[tuple[str, ...]]) -> tuple[IssueRow, ...]:
    rows = session.execute(
        sa.select(report_issue)
        .where(report_issue.c.version_key == row.version_key)
        .order_by(report_issue.c.position)
    ).all()
    words = issue_words(session, row.deployment_key, row.form, rows, row.name)
    origins = origins_of(session, row.version_key)
    numbers = numbers_told(session, row.unit_key, row.answers, {one.position: one.key for one in rows})
    return tuple(
        IssueRow(
            field=words("field", issue.field),
            place=words("place", issue.place),
            summary=issue.summary,
            source=words("source", issue.source),
            mentions=issue.mentions,
            urgency=words("urgency", issue.urgency),
            status=words("status", issue.status),
            handler=words("handler", issue.handler or ""),
            more=more[issue.position - 1],
            salient=issue.salient,
            why=issue.salient_why,
            register=", ".join(numbers.get(issue.position, ())),
            unit="; ".join(
                sorted(
                    {one.unit_name for one in origins.get(issue.position, ()) if one.unit_name != row.name}
                )
            ),
        )
        for issue in rows
    )


def _numbers(
    session: Session, report_key: int, asked: Sequence[Field], answers: Mapping[str, Any]
) -> tuple[NumberRow, ...]:
    """The consolidated numbers of a longer report, each with its sources as they were taken, if there are any."""
    row = session.execute(sa.select(report).where(report.c.key == report_key)).one()
    sent = sent_numbers(session, row)
    if sent is None:
        return tuple(NumberRow(label=one.label["vi"], value=_written(answers.get(one.key))) for one in asked)
    found = sent.prefill
    return tuple(
        NumberRow(
            label=one.label["vi"],
            value=_written(sent.answers.get(one.key)),
            added_up=_written(found.total(one.key)) if found.totals else "",
            reason=found.reasons.get(one.key, ""),
            sources=_sources(found, one.key),
        )
        for one in asked
    )


def _sources(found: Prefill, key: str) -> tuple[NumberSource, ...]:
    """What each source gave, and what is taken off for issues that several of them tell of."""
    given = [
        NumberSource(name=part.name["vi"], value=_written(part.value)) for part in found.parts.get(key, ())
    ]
    less = found.less.get(key, 0)
    return (
        (*given, NumberSource(name="Vấn đề có ở nhiều báo cáo, chỉ tính một lần", value=_written(less)))
        if less
        else tuple(given)
    )


def _written(value: Any) -> str:
    """A number as it is printed: with the comma of Vietnamese."""
    return "" if value is None else str(value).replace(".", ",")


def _from_below(session: Session, row: Any) -> tuple[tuple[SubordinateRow, ...], Collected]:
    """What came from the units right below, as it stood when this report was approved."""
    at: datetime = row.submitted_at
    newest = (
        sa.select(sa.func.max(report_version.c.key))
        .where(report_version.c.report_key == report.c.key, report_version.c.submitted_at <= at)
        .correlate(report)
        .scalar_subquery()
    )
    counted = (
        sa.select(sa.func.count())
        .select_from(report_issue)
        .where(report_issue.c.version_key == newest)
        .correlate(report)
        .scalar_subquery()
    )
    found = session.execute(
        sa.select(
            cycle_unit.c.name,
            sent_by(at).label("sent_at"),
            (report.c.accepted_at <= at).label("accepted"),
            outcome(at).label("outcome"),
            counted.label("issues"),
            _corrected_by(at).label("corrected"),
        )
        .select_from(cycle_unit.join(report, FIRST).join(cycle, cycle.c.key == cycle_unit.c.cycle_key))
        .where(cycle_unit.c.cycle_key == row.cycle_key, cycle_unit.c.superior_unit_key == row.unit_key)
        .order_by(cycle_unit.c.name)
    ).all()
    rows = tuple(
        SubordinateRow(
            unit=one.name,
            outcome=OUTCOMES.get(one.outcome, one.outcome),
            sent_at=one.sent_at.astimezone(ZONE) if one.sent_at else None,
            accepted=bool(one.accepted),
            issues=one.issues,
            note="Đã đính chính" if one.corrected else "",
        )
        for one in found
    )
    return rows, _collected(rows)


def _corrected_by(at: datetime) -> sa.ColumnElement[bool]:
    """Whether a correction of a unit's report was accepted by then; the row itself stays that of the first report."""
    later = report.alias("later")
    return sa.exists().where(
        later.c.cycle_unit_key == cycle_unit.c.key, later.c.attempt > 1, later.c.accepted_at <= at
    )


def _collected(rows: tuple[SubordinateRow, ...]) -> Collected:
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.outcome] = counts.get(row.outcome, 0) + 1
    sent = sum(row.sent_at is not None for row in rows)
    accepted = sum(row.accepted for row in rows)
    return Collected(
        expected=len(rows),
        on_time=counts.get("on_time", 0),
        late=counts.get("late", 0),
        missing=counts.get("missing", 0),
        nil=counts.get("nil", 0),
        not_yet_sent=counts.get("not_yet_sent", 0),
        not_accepted=sent - accepted,
    )
