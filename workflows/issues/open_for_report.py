"""What the draft of a report begins with: the unit's open issues, so that none is forgotten from period to period."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from database.session import Session
from forms.form import Form, RowList
from forms.shape import Answers, starting, starting_answers
from workflows.carriable import STATUS, Carriable, as_row, carriable, fitting
from workflows.issue_origins import FIELD as ORIGINS
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.register_key import FIELD
from workflows.issues.tables import NOT_ENDED, issue, issue_source
from workflows.open_task import TaskFacts
from workflows.quick_report.linking import not_told_yet
from workflows.tables import report_issue

CHANNELS_OF_REPORTS = {"briefing": "meeting", "reception": "contact"}


@dataclass(frozen=True)
class Open:
    """An open issue of a unit; `periods` are those whose reports have told of it already.

    `salient` is the mark that the unit's newest report of it gave, with the reason.
    """

    row: Any
    periods: int
    salient: Mapping[str, Any]


def open_for_report(session: Session, unit_key: int, most: int) -> list[Open]:
    """The issues a unit has raised that have not ended, the longest known first; none that joined another.

    Those of its quick reports come first, ended or not, until a periodic report has told of them.
    """
    first = session.scalars(not_told_yet(unit_key)).all()
    quick = issue.c.key.in_(first) if first else sa.false()
    periods = (
        sa.select(sa.func.count(issue_source.c.period.distinct()))
        .where(issue_source.c.issue_key == issue.c.key, issue_source.c.unit_key == unit_key)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(issue, periods.label("periods"))
        .where(
            sa.or_(sa.and_(issue.c.raised_unit_key == unit_key, NOT_ENDED), quick),
            issue.c.merged_into.is_(None),
        )
        .order_by(sa.case((quick, 0), else_=1), issue.c.received_at, issue.c.key)
        .limit(most)
    ).all()
    marks = _marks(session, unit_key, [row.key for row in rows])
    return [Open(row, row.periods, marks.get(row.key, {})) for row in rows]


def _marks(session: Session, unit_key: int, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    """How the unit's newest report of each issue marked it."""
    rows = session.execute(
        sa.select(issue_source.c.issue_key, report_issue.c.salient, report_issue.c.salient_why)
        .join(report_issue, report_issue.c.key == issue_source.c.report_issue_key)
        .where(issue_source.c.issue_key.in_(keys), issue_source.c.unit_key == unit_key)
        .order_by(issue_source.c.key)
    )
    return {row.issue_key: {"salient": row.salient, "salient_why": row.salient_why} for row in rows}


def starting_draft(session: Session, facts: TaskFacts, form: Form) -> Answers:
    """What a task's form begins with.

    A report begins with the salient issues of the reports that feed it and then with the open issues of its unit in
    the register, none twice; any other form with what it says.
    """
    answers = starting_answers(form)
    listed = form.list_with(FIELD) if facts.drafting else None
    if listed is None or facts.report.attempt > 1:
        return answers
    carried = _salient(session, facts, listed)
    rows = fitting(session, facts, (_known(as_row(one, facts), listed) for one in carried))
    known = {key for one in carried for key in one.issues}
    found = open_for_report(session, facts.report.unit_key, listed.most)
    rows += [_row(one, listed) for one in found if one.row.key not in known]
    return {**answers, listed.key: [*answers[listed.key], *rows][: listed.most]}


def _salient(session: Session, facts: TaskFacts, listed: RowList) -> list[Carriable]:
    """The salient issues of the reports that feed this one, where its form keeps where an issue comes from."""
    if not listed.carries(ORIGINS):
        return []
    return [one for one in carriable(session, facts.report.cycle_unit_key) if one.row.salient]


def _known(row: Answers, listed: RowList) -> Answers:
    return {one.key: row.get(one.key, starting(one)) for one in listed.fields}


def with_register_keys(session: Session, version_key: int, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of an accepted version, each issue with its key in the register: a correction names it."""
    rows = session.execute(
        sa.select(report_issue.c.position, sa.func.min(issue_source.c.issue_key).label("issue_key"))
        .join(issue_source, issue_source.c.report_issue_key == report_issue.c.key)
        .where(report_issue.c.version_key == version_key)
        .group_by(report_issue.c.position)
    )
    keys = {row.position: str(row.issue_key) for row in rows}
    if not keys:
        return dict(answers)
    listed = [
        row | {FIELD: keys[place]} if place in keys and not row.get(ORIGINS) else row
        for place, row in enumerate(answers.get("issues") or [], 1)
    ]
    return {**answers, "issues": listed}


def _row(found: Open, listed: RowList) -> Answers:
    """An open issue as a row of the draft."""
    row = found.row
    said = {
        "summary": row.summary,
        "field": row.field,
        "place": row.area or WHOLE_UNIT,
        "source": CHANNELS_OF_REPORTS.get(row.channel, row.channel),
        "mentions": row.own_mentions,
        "urgency": row.urgency,
        "status": STATUS[row.state],
        FIELD: str(row.key),
        **found.salient,
    }
    return {one.key: said.get(one.key, starting(one)) for one in listed.fields}
