"""The steps of a report: putting the draft before the head, approving it, receiving it from below."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from organisation.roles import HEAD, REPORTER, group
from periods.windows import period
from workflows.attempts import open_return
from workflows.completion import Completion, Handler
from workflows.correction import correction_dates
from workflows.draft import keep_draft
from workflows.issues.from_reports import take_in_report
from workflows.notice_facts import notice_facts
from workflows.open_task import APPROVE_FORM, RECEIVE_FORM, actor_for
from workflows.prefill import being_written, note_sources
from workflows.presence import leave_draft
from workflows.proposal.from_reports import take_in_proposals
from workflows.submission import draft_answers, draft_writer, keep_acceptance, keep_return, keep_version
from workflows.tables import report


def put_before_head(done: Completion) -> dict[str, Any]:
    """The clerk puts the report before the head, who is told: the draft is kept as it was sent."""
    keep_draft(
        done.session,
        done.facts.place,
        done.answers,
        origin=done.origin,
        staff_key=done.viewer.staff_key,
        now=done.now,
    )
    leave_draft(done.session, done.facts.place)
    note_sources(done.session, done.form, being_written(done.facts.report), done.now)
    facts = notice_facts(done.session, done.facts.report.key, "unit", "period", "due")
    done.tell("approve_waiting", [group(done.facts.report.handle, HEAD)], facts)
    return {}


def _approve(done: Completion) -> dict[str, Any]:
    """The head approves, which is the submission; or sends the draft back with a reason."""
    report_key = done.facts.report.key
    if done.answers["decision"] == "approve":
        answers = draft_answers(done.session, report_key)
        wrote = draft_writer(done.session, report_key) == done.viewer.staff_key
        actor = actor_for(done.facts, done.viewer, wrote=wrote)
        said = done.answers.get("conclusion") or ""
        version = keep_version(done.session, report_key, answers, actor, done.now, conclusion=said)
        return {"decision": "approve", "version": version}
    _keep_return(done, "approve")
    facts = notice_facts(done.session, report_key, "unit", "period") | {"reason": done.answers["reason"]}
    done.tell("sent_back", [group(done.facts.report.handle, REPORTER)], facts)
    return {"decision": "return"}


def _receive(done: Completion) -> dict[str, Any]:
    """The unit above accepts the report, or returns it with a reason and a new date."""
    row = done.facts.report
    if done.answers["decision"] == "accept":
        keep_acceptance(done.session, row.key, row.superior_handle, done.now)
        take_in_report(done.session, row.key, done.now)
        actor = str(done.viewer.staff_key)
        take_in_proposals(done.session, done.host, row, actor=actor, now=done.now)
        facts = notice_facts(done.session, row.key, "unit", "period", "superior")
        done.tell("accepted", _unit_offices(row), facts | {"accepted_at": done.now.isoformat()})
        return {"decision": "accept"}
    _keep_return(done, "receive")
    due, variables = correction_dates(done.session, period(row.period), row.level, row.closes_at, done.now)
    done.session.execute(
        sa.update(report).where(report.c.key == row.key).values(due_at=due.at, due_words=due.to_json())
    )
    facts = notice_facts(done.session, row.key, "unit", "period", "superior")
    done.tell("returned", _unit_offices(row), facts | {"reason": done.answers["reason"]})
    return {"decision": "return", **variables}


def _keep_return(done: Completion, stage: str) -> None:
    row = done.facts.report
    keep_return(
        done.session,
        report_key=row.key,
        task_key=done.facts.row.key,
        stage=stage,
        actor=done.actor,
        answers=done.answers,
        now=done.now,
        caused_by=open_return(done.session, row.cycle_key, row.superior_unit_key)
        if stage == "receive"
        else None,
    )


def _unit_offices(row: Any) -> list[str]:
    return [group(row.handle, REPORTER), group(row.handle, HEAD)]


REPORT_STEPS: Mapping[str, Handler] = {
    APPROVE_FORM: _approve,
    RECEIVE_FORM: _receive,
}
