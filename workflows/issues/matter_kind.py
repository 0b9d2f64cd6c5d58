"""Issues as everything that serves all kinds of matter knows them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.prepared import Prepared
from database.session import Session
from engine.tables import OPEN_TASK, task
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group, split_group
from organisation.succession import above_or_heir
from organisation.tables import unit
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated
from workflows.desk import desk_of
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.begin import KIND
from workflows.issues.channels import CHANNELS, URGENCIES
from workflows.issues.choices import SOURCES
from workflows.issues.clocks import PRESS
from workflows.issues.event_words import RETURN_REASONS
from workflows.issues.fields import nature_by_key
from workflows.issues.handling.answering import RETURN, newest_answer
from workflows.issues.handling.working import ASKED
from workflows.issues.parties import may_see
from workflows.issues.record import how_dated, issue_row
from workflows.issues.tables import issue, issue_event, issue_source
from workflows.issues.taxonomy import category_names
from workflows.issues.words import issue_title, number_of
from workflows.matter import Back, Line, Matter, MatterKind, Nature, Shown, Words, key_of
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.search import folded
from workflows.subject import Subject
from workflows.verification.tables import verification

# the step of a task -> the step whose date it is due by
DATED_AS: Mapping[str, str] = {"review": "answer"}
_WRITTEN: Mapping[str, Words] = {
    "verified": {"vi": "Kết quả xác minh", "en": "What was found"},
    "handled": {"vi": "Đã xử lý", "en": "What was done"},
    ASKED: {"vi": "Xin gia hạn", "en": "More time asked for"},
}
# what is read before each step, of what earlier ones have written
_READ: Mapping[str, Sequence[str]] = {
    "handle": ("verified",),
    "answer": ("verified", "handled"),
    "review": ("verified", "handled"),
    "extend": ("verified", "handled", ASKED),
}


_LINES = Prepared(
    sa.select(issue, unit.c.name.label("place_name"))
    .join(unit, unit.c.key == issue.c.place_unit_key)
    .where(issue.c.key.in_(sa.bindparam("keys", expanding=True)))
)
_HOLDING = Prepared(
    sa.select(task.c.candidate_group)
    .where(task.c.instance_key == sa.bindparam("instance"), OPEN_TASK)
    .order_by(task.c.key)
)
_BEGAN = Prepared(
    sa.update(issue)
    .where(issue.c.key == sa.bindparam("of"))
    .returning(issue.c.number, issue.c.year, issue.c.place_unit_key, issue.c.summary)
)


class IssueKind(MatterKind):
    """An issue of the register."""

    name = KIND
    kept = frozenset({"answer_issue", "handle_issue"})
    sources = SOURCES

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = _BEGAN.run(session, {"of": key, "instance_key": instance_key}).one()
        place = unit_by_key(session, row.place_unit_key).name
        return folded(f"{number_of(row)} {place} {row.summary}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = _LINES.run(session, {"keys": list(keys)})
        return {row.key: Line(issue_title(row), row.place_name, f"/issues/{row.key}") for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row = issue_row(session, key)
        step = facts.row.element
        shown = [
            _raised(session, row),
            *_concluded(session, key, step),
            *_written(session, key, _READ.get(step, ())),
            *_answer(session, key, step),
        ]
        return Matter(
            self.lines(session, [key])[key], shown, _starting(session, row, step), _back(session, key, step)
        )

    @override
    def nature(self, session: Session, key: int) -> Nature:
        return nature_by_key(session, key)

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = issue_row(session, key)
        raised = unit_by_key(session, row.raised_unit_key).handle
        charge = unit_by_key(session, row.charge_unit_key)
        received = unit_by_key(session, row.unit_key).handle
        day = local_day(now)
        above = above_or_heir(session, row.charge_unit_key, day) or above_or_heir(session, row.unit_key, day)
        own = _holding(session, row)
        handles = dict.fromkeys(handle for one in own if (handle := split_group(one)[0]))
        return {
            "own": own,
            "own_head": [group(handle, HEAD) for handle in handles],
            "lead": [group(received, RECEIVER)],
            "lead_head": [group(received, HEAD)],
            "asking": [desk_of(session, raised, now)],
            "asking_head": [group(raised, HEAD)],
            "above": [group(above.handle, RECEIVER)] if above else [],
            "above_head": [group(above.handle, HEAD)] if above else [],
            "leader": leaders_of(session, charge.handle, [row.category, row.field], now),
        }

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        return may_see(session, viewer, key)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        if facts.subject is None:
            return None
        step = facts.row.element
        dated = how_dated(session, facts.subject.key, DATED_AS.get(step, step))
        return dated if dated and dated.at == facts.row.due_at else None


def _holding(session: Session, row: Any) -> list[str]:
    """The groups that have a task of it now."""
    return list(dict.fromkeys(_HOLDING.run(session, {"instance": row.instance_key}).scalars()))


def _raised(session: Session, row: Any) -> Shown:
    category = category_names(session, [row.category])[row.category]
    place = unit_by_key(session, row.place_unit_key).name
    where = (
        place
        if row.area in (WHOLE_UNIT, "") or row.place_unit_key != row.raised_unit_key
        else f"{row.area}, {place}"
    )
    facts = {
        language: ". ".join(
            (
                category[language],
                where,
                f"{CHANNELS[row.channel][language]}, {URGENCIES[row.urgency][language].lower()}",
            )
        )
        for language in ("vi", "en")
    }
    text = "\n".join([row.summary, *_cited(session, row)])
    return Shown({"vi": "Vấn đề", "en": "The issue"}, text=text, note=facts)


def _cited(session: Session, row: Any) -> Sequence[str]:
    """Where the press has written of it."""
    if row.channel != PRESS:
        return []
    query = sa.select(issue_source.c.citation).where(
        issue_source.c.issue_key == row.key, issue_source.c.citation.is_not(None)
    )
    return list(session.scalars(query.order_by(issue_source.c.key)))


def _concluded(session: Session, key: int, step: str) -> list[Shown]:
    """What a joint verification of it has concluded last."""
    row = session.execute(
        sa.select(verification)
        .where(verification.c.cause == str(Subject(KIND, key)), verification.c.closed_at.is_not(None))
        .order_by(verification.c.key.desc())
        .limit(1)
    ).one_or_none()
    if row is None or step not in _READ or not row.text:
        return []
    heading = {"vi": "Kết luận xác minh phối hợp", "en": "What the joint verification concluded"}
    measures = {"vi": "Biện pháp", "en": "Measures"}
    found = [Shown(heading, text=row.text, note=row.approved_office)]
    return [*found, Shown(measures, text=row.measures)] if row.measures else found


def _written(session: Session, key: int, wanted: Sequence[str]) -> list[Shown]:
    """What earlier steps wrote, each as it was written last."""
    rows = session.execute(
        sa.select(issue_event.c.what, issue_event.c.reason, issue_event.c.evidence, issue_event.c.office)
        .where(issue_event.c.issue_key == key, issue_event.c.what.in_(list(wanted)))
        .order_by(issue_event.c.number)
    )
    last = {row.what: row for row in rows}
    return [_shown(last[what]) for what in wanted if what in last]


def _shown(event: Any) -> Shown:
    text = f"{event.reason}\n{event.evidence}" if event.evidence else event.reason
    return Shown(_WRITTEN[event.what], text=text, note=event.office)


def _answer(session: Session, key: int, step: str) -> list[Shown]:
    answer = newest_answer(session, key) if step in ("review", "confirm") else None
    if answer is None:
        return []
    heading = {"vi": "Câu trả lời", "en": "The answer"}
    rests = {"vi": "Căn cứ", "en": "What it rests on"}
    return [Shown(heading, text=answer.text, note=answer.office), Shown(rests, text=answer.evidence)]


def _starting(session: Session, row: Any, step: str) -> dict[str, Any]:
    if step == "triage":
        return {"category": row.category, "urgency": row.urgency, "programmes": list(row.programmes)}
    if step == "extend":
        asked = session.execute(
            sa.select(issue_event.c.became)
            .where(issue_event.c.issue_key == row.key, issue_event.c.what == ASKED)
            .order_by(issue_event.c.number.desc())
            .limit(1)
        ).scalar_one_or_none()
        return {"new_due": asked or ""}
    return {}


def _back(session: Session, key: int, step: str) -> Back | None:
    """Why an answer is written again."""
    answer = newest_answer(session, key) if step == "answer" else None
    if answer is None or answer.review != RETURN or answer.reviewed_at is None:
        return None
    return Back(
        answer.review_office, answer.reviewed_at, answer.reason, RETURN_REASONS.get(answer.reason_code or "")
    )
