"""Carrying issues of the source reports into a longer one: chosen, merged, each at most once, its origin kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database.session import Session
from engine.holding import hold_task
from forms.form import Form, RowList
from forms.shape import MAX_CHARACTERS
from organisation.viewer import Viewer
from periods.labels import label_words
from periods.windows import period
from workflows.carriable import Carriable, as_row, carriable, fitting
from workflows.draft import Origin, find_draft, keep_draft
from workflows.errors import NotYours, Refused
from workflows.feeding import feeding
from workflows.issue_origins import FIELD, origins_in, origins_text
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.register_key import register_key_in
from workflows.numbers.told_register import Registered, registered
from workflows.open_task import TaskFacts, find_task
from workflows.submission import draft_answers, draft_revision
from workflows.task_forms import form_for

LINE = "――――"
"""Stands between the texts of issues that were merged."""
URGENCIES = ("normal", "urgent", "very", "flash")


@dataclass(frozen=True)
class SourceIssue:
    """One issue that may be carried; `carried` says that it stands in the draft already.

    `field`, `urgency` and `status` are words by language, `why` says why it is salient, `known` what it is in the
    register.
    """

    key: int
    summary: str
    mentions: int
    field: Mapping[str, str]
    urgency: Mapping[str, str]
    status: Mapping[str, str]
    salient: bool
    why: str
    known: Sequence[Registered]
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
    """What may be carried into the draft of a task. NotYours for one that is no draft fed by others."""
    facts = find_task(session, viewer, task_key)
    form = form_for(session, facts)
    listed = form.list_with(FIELD)
    if not facts.drafting or listed is None or feeding(session, facts.report.cycle_unit_key) is None:
        raise NotYours
    answers = draft_answers(session, facts.report.key)
    found = carriable(session, facts.report.cycle_unit_key)
    known = registered(session, viewer, [one.row.key for one in found])
    issues = [
        SourceIssue(
            key=one.row.key,
            summary=one.row.summary,
            mentions=one.mentions,
            field=_words(listed, "field", one.row.field),
            urgency=_words(listed, "urgency", one.row.urgency),
            status=_words(listed, "status", one.status),
            salient=one.row.salient,
            why=one.row.salient_why,
            known=known.get(one.row.key, ()),
            unit_name=one.row.unit_name,
            period=label_words(period(one.row.period)),
            report_key=one.row.report_key,
            carried=not _waits(one, answers),
        )
        for one in found
    ]
    return Choice(facts, issues, draft_revision(session, facts.report.key))


def may_choose(session: Session, facts: TaskFacts, form: Form) -> bool:
    """Whether a task is a draft into which issues of accepted reports can be carried."""
    if not (facts.open and facts.drafting and form.list_with(FIELD)):
        return False
    found = feeding(session, facts.report.cycle_unit_key)
    return found is not None and bool(found.accepted)


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
    rows = form_for(session, facts).list_with(FIELD)
    if rows is None:
        raise NotYours
    answers = draft_answers(session, facts.report.key)
    wanted = set(keys)
    found = carriable(session, facts.report.cycle_unit_key)
    chosen = [one for one in found if one.row.key in wanted and _waits(one, answers)]
    if not chosen:
        raise Refused(
            "Chưa chọn vấn đề nào chưa có trong báo cáo. Đánh dấu ít nhất một vấn đề.",
            "No issue was chosen that is not in the report already. Tick at least one.",
        )
    added = [_merged(chosen, facts, rows)] if merge else [as_row(one, facts) for one in chosen]
    listed = [*(answers.get(rows.key) or []), *fitting(session, facts, added)]
    if len(listed) > rows.most:
        raise Refused(
            f"Danh sách chỉ nhận tối đa {rows.most} vấn đề: hãy chọn ít hơn, hoặc gộp bớt.",
            f"The list takes at most {rows.most} issues: choose fewer, or merge some.",
        )
    changed = {**answers, rows.key: listed, "nil_report": False}
    keep_draft(session, facts.place, changed, origin=Origin(revision), staff_key=viewer.staff_key, now=now)


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


def _waits(one: Carriable, answers: Mapping[str, Any]) -> bool:
    """Whether an issue does not stand in the draft yet, neither by its origin nor by its key in the register."""
    rows = answers.get("issues") or []
    taken = {key for row in rows for key in origins_in(row)}
    known = {register_key_in(row) for row in rows}
    return not (taken & set(one.keys) or known & one.issues)


def _merged(chosen: Sequence[Carriable], facts: TaskFacts, listed: RowList) -> dict[str, Any]:
    """One row out of several: all texts under each other, all mentions, the highest urgency.

    What it can hold only once is that of the most mentioned.
    """
    rows = [as_row(one, facts) for one in chosen]
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
        "salient": any(row["salient"] for row in rows),
        "salient_why": _reasons(rows, listed),
        FIELD: origins_text(key for one in chosen for key in one.keys),
    }


def _reasons(rows: Sequence[Mapping[str, Any]], listed: RowList) -> str:
    """Why they are salient, each reason once, as much as the form takes."""
    most = next((one.limits.longest for one in listed.fields if one.key == "salient_why"), None)
    text = " ".join(dict.fromkeys(row["salient_why"] for row in rows if row["salient_why"]))
    return text[:most] if isinstance(most, int) else text


def _texts(found: Sequence[Carriable], listed: RowList) -> list[str]:
    """Each text once, with the field and the unit it had where the merged issue cannot say them."""
    chosen = [one.row for one in found]
    fields, units = {one.field for one in chosen}, {one.unit_name for one in chosen}
    texts = []
    for one in chosen:
        field = _words(listed, "field", one.field)["vi"] if len(fields) > 1 else ""
        had = "; ".join(part for part in (field, one.unit_name if len(units) > 1 else "") if part)
        texts.append(f"{one.summary} ({had})" if had else one.summary)
    return list(dict.fromkeys(texts))


def _rank(urgency: str) -> int:
    return URGENCIES.index(urgency) if urgency in URGENCIES else 0
