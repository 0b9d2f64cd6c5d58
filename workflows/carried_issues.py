"""Carrying issues of the source reports into a longer one: chosen, merged, each at most once, its origin kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.holding import hold_task
from forms.form import Form, RowList
from forms.shape import MAX_CHARACTERS
from organisation.viewer import Viewer
from periods.labels import label_words
from periods.windows import period
from workflows.draft import Origin, find_draft, keep_draft
from workflows.errors import NotYours, Refused
from workflows.feeding import feeding
from workflows.issue_origins import FIELD, origins_in, origins_text
from workflows.issue_words import WHOLE_UNIT
from workflows.open_task import TaskFacts, find_task
from workflows.report_choices import options_of
from workflows.submission import ISSUE_FIELDS, draft_answers, draft_revision
from workflows.tables import cycle, cycle_unit, report, report_issue, report_version
from workflows.task_forms import form_for

LINE = "――――"
"""Stands between the texts of issues that were merged."""
URGENCIES = ("normal", "urgent", "very", "flash")


@dataclass(frozen=True)
class SourceIssue:
    """One issue that may be carried; `carried` says that it stands in the draft already.

    `field`, `urgency` and `status` are words by language.
    """

    key: int
    summary: str
    mentions: int
    field: Mapping[str, str]
    urgency: Mapping[str, str]
    status: Mapping[str, str]
    unit_name: str
    period: Mapping[str, str]
    report_key: int
    carried: bool


@dataclass(frozen=True)
class Choice:
    """The page of issues to choose from. `revision` is the draft's that it was made from."""

    facts: TaskFacts
    issues: Sequence[SourceIssue]
    revision: int


def choosable(session: Session, viewer: Viewer, task_key: int) -> Choice:
    """What may be carried into the draft of a task. NotYours for a task that is no draft of a longer report."""
    facts = find_task(session, viewer, task_key)
    form = form_for(session, facts)
    listed = _list(form)
    if not facts.drafting or listed is None:
        raise NotYours
    rows = _issues(session, facts)
    taken = _taken(draft_answers(session, facts.row.report_key))
    issues = [
        SourceIssue(
            key=row.key,
            summary=row.summary,
            mentions=row.mentions,
            field=_words(listed, "field", row.field),
            urgency=_words(listed, "urgency", row.urgency),
            status=_words(listed, "status", row.status),
            unit_name=row.unit_name,
            period=label_words(period(row.period)),
            report_key=row.report_key,
            carried=row.key in taken,
        )
        for row in rows
    ]
    return Choice(facts, issues, draft_revision(session, facts.row.report_key))


def carry_issues(
    session: Session,
    viewer: Viewer,
    task_key: int,
    keys: Sequence[int],
    *,
    merge: bool,
    revision: int,
    now: datetime,
) -> None:
    """Carry issues into the draft, each as a row of its own, or all of them merged into one.

    What stands in the draft already is not carried again. StalePage when somebody has saved since; Refused where
    nothing is chosen, or the list or a merged text would grow too long.
    """
    hold_task(session, task_key)
    facts = find_draft(session, viewer, task_key)
    rows = _list(form_for(session, facts))
    if rows is None:
        raise NotYours
    answers = draft_answers(session, facts.row.report_key)
    taken, wanted = _taken(answers), set(keys)
    chosen = [row for row in _issues(session, facts) if row.key in wanted and row.key not in taken]
    if not chosen:
        raise Refused(
            "Chưa chọn vấn đề nào chưa có trong báo cáo. Đánh dấu ít nhất một vấn đề.",
            "No issue was chosen that is not in the report already. Tick at least one.",
        )
    added = [_merged(chosen, facts, rows)] if merge else [_row(row, facts) for row in chosen]
    listed = [*(answers.get(rows.key) or []), *(_fitting(session, facts, one) for one in added)]
    if len(listed) > rows.most:
        raise Refused(
            f"Danh sách chỉ nhận tối đa {rows.most} vấn đề: hãy chọn ít hơn, hoặc gộp bớt.",
            f"The list takes at most {rows.most} issues: choose fewer, or merge some.",
        )
    changed = {**answers, rows.key: listed, "nil_report": False}
    keep_draft(session, facts.place, changed, origin=Origin(revision), staff_key=viewer.staff_key, now=now)


def _list(form: Form) -> RowList | None:
    """The list of a form whose rows keep their origin."""
    lists = (rows for rows in form.lists if any(one.key == FIELD and one.carried for one in rows.fields))
    return next(lists, None)


def _words(rows: RowList, key: str, value: str) -> Mapping[str, str]:
    """What the form calls a value of one of its selects."""
    named = (
        option.label
        for one in rows.fields
        if one.key == key
        for option in one.options
        if option.value == value
    )
    return next(named, {"vi": value, "en": value})


def _taken(answers: Mapping[str, Any]) -> set[int]:
    return {key for row in answers.get("issues") or [] for key in origins_in(row)}


def _issues(session: Session, facts: TaskFacts) -> list[Any]:
    """The issues of all source versions that count, the most mentioned first."""
    found = feeding(session, facts.row.cycle_unit_key)
    versions = [source.version_key for source in found.accepted if source.version_key] if found else []
    query = (
        sa.select(
            report_issue,
            cycle_unit.c.name.label("unit_name"),
            cycle_unit.c.handle,
            cycle_unit.c.unit_key,
            cycle.c.period,
            report.c.key.label("report_key"),
        )
        .select_from(
            report_issue.join(report_version, report_version.c.key == report_issue.c.version_key)
            .join(report, report.c.key == report_version.c.report_key)
            .join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .join(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(report_issue.c.version_key.in_(versions))
        .order_by(report_issue.c.mentions.desc(), report_issue.c.key)
    )
    return list(session.execute(query))


def _row(row: Any, facts: TaskFacts) -> dict[str, Any]:
    """An issue as a row of the draft; the place of one from below is the unit it came from."""
    values = {name: getattr(row, name) for name in ISSUE_FIELDS}
    place = row.place if row.unit_key == facts.row.unit_key else row.handle
    return {**values, "place": place, "handler": row.handler or "", FIELD: origins_text([row.key])}


def _merged(chosen: Sequence[Any], facts: TaskFacts, listed: RowList) -> dict[str, Any]:
    """One row out of several: all texts under each other, all mentions, the highest urgency.

    What it can hold only once is that of the most mentioned.
    """
    rows = [_row(row, facts) for row in chosen]
    places = {row["place"] for row in rows}
    summary = f"\n{LINE}\n".join(_texts(chosen, listed))
    if len(summary) > MAX_CHARACTERS:  # no page could show the draft any more
        raise Refused(
            f"Gộp lại thì nội dung dài {len(summary)} ký tự, máy chỉ nhận tối đa {MAX_CHARACTERS}: hãy chọn ít hơn.",
            f"Merged, the text has {len(summary)} characters, at most {MAX_CHARACTERS} can be taken: choose fewer.",
        )
    return {
        **rows[0],
        "summary": summary,
        "place": places.pop() if len(places) == 1 else WHOLE_UNIT,
        "mentions": sum(row["mentions"] for row in rows),
        "urgency": max((row["urgency"] for row in rows), key=_rank),
        FIELD: origins_text(row.key for row in chosen),
    }


def _texts(chosen: Sequence[Any], listed: RowList) -> list[str]:
    """Each text once, with the field and the unit it had where the merged issue cannot say them."""
    fields, units = {one.field for one in chosen}, {one.unit_name for one in chosen}
    texts = []
    for one in chosen:
        field = _words(listed, "field", one.field)["vi"] if len(fields) > 1 else ""
        had = "; ".join(part for part in (field, one.unit_name if len(units) > 1 else "") if part)
        texts.append(f"{one.summary} ({had})" if had else one.summary)
    return list(dict.fromkeys(texts))


def _rank(urgency: str) -> int:
    return URGENCIES.index(urgency) if urgency in URGENCIES else 0


def _fitting(session: Session, facts: TaskFacts, row: dict[str, Any]) -> dict[str, Any]:
    """The row with places and handlers that this unit's form offers; another is left for the clerk to choose."""
    offered = options_of(session, facts.row)
    for name, source in (("place", "places"), ("handler", "handlers")):
        if row[name] not in {option.value for option in offered[source]}:
            row = {**row, name: WHOLE_UNIT if name == "place" else ""}
    return row
