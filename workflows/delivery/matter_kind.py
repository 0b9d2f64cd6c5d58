"""Handing an answer over, as everything that serves all kinds of matter knows it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import superior
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.callers.tables import issue_contact
from workflows.delivery.handing_over import end_delivery
from workflows.delivery.rows import DELIVERIES, delivery_row
from workflows.delivery.tables import answer_delivery
from workflows.delivery.words import KIND, delivery_title
from workflows.desk import desk_of
from workflows.issues.event_words import CLOSING_REASONS
from workflows.issues.states import ANSWERED, NAMES, RESOLVED
from workflows.issues.tables import issue_answer, issue_event, issue_source
from workflows.issues.words import number_of
from workflows.matter import Cut, Line, Matter, MatterKind, Shown, key_of
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.search import folded

SAID_BY_REPORT = frozenset({ANSWERED, RESOLVED})
"""Of what was answered otherwise the register has the answer itself."""
_NOT_HANDLED = {"vi": "Kết thúc, không xử lý", "en": "Closed without being handled"}


class DeliveryKind(MatterKind):
    """An answer that a caller waits for."""

    name = KIND

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        session.execute(
            sa.update(answer_delivery).where(answer_delivery.c.key == key).values(instance_key=instance_key)
        )
        row = delivery_row(session, key)
        return folded(f"{number_of(row)} {row.unit_name} {row.summary}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(DELIVERIES.where(answer_delivery.c.key.in_(list(keys))))
        return {row.key: Line(delivery_title(row), row.unit_name, f"/issues/{row.issue_key}") for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        row = delivery_row(session, key_of(facts))
        shown = [_where(session, row, facts), _raised(session, row), *_answer(session, row)]
        return Matter(self.lines(session, [row.key])[row.key], shown)

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = delivery_row(session, key)
        above = superior(session, row.unit_key, local_day(now))
        desk, head = [desk_of(session, row.handle, now)], [group(row.handle, HEAD)]
        return {
            "own": desk,
            "own_head": head,
            "lead": [group(row.handle, RECEIVER)],
            "lead_head": head,
            "above": [group(above.handle, RECEIVER)] if above else [],
            "above_head": [group(above.handle, HEAD)] if above else [],
            "leader": leaders_of(session, row.handle, [row.category, row.category.split(".")[0]], now),
        }

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        query = sa.select(answer_delivery.c.key).where(
            answer_delivery.c.key == key, answer_delivery.c.unit_key.in_(sorted(viewer.unit_keys()))
        )
        return session.execute(query).first() is not None

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        end_delivery(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        row = delivery_row(session, facts.subject.key) if facts.subject else None
        return from_json(row.due_words) if row and row.due_words else None


def _where(session: Session, row: Any, facts: TaskFacts) -> Shown:
    """The contact, only to whoever does the step and while it is open."""
    heading = {"vi": "Báo cho ai", "en": "Whom to tell"}
    receipt = session.execute(
        sa.select(issue_source.c.receipt).where(issue_source.c.key == row.source_key)
    ).scalar_one()
    note = {"vi": f"Số biên nhận {receipt}", "en": f"Receipt number {receipt}"}
    if not (facts.may_act and facts.open):
        hidden = {
            "vi": "Chỉ người làm bước này xem được liên hệ.",
            "en": "Only whoever does this step sees the contact.",
        }
        return Shown(heading, note={language: f"{note[language]}. {hidden[language]}" for language in note})
    kept = session.execute(
        sa.select(issue_contact.c.contact).where(issue_contact.c.source_key == row.source_key)
    ).scalar_one_or_none()
    gone = {"vi": "Liên hệ đã được xoá.", "en": "The contact was deleted."}
    if kept is None:
        return Shown(heading, note={language: f"{note[language]}. {gone[language]}" for language in note})
    return Shown(heading, text=kept, note=note)


def _raised(session: Session, row: Any) -> Shown:
    """What this caller has said, as it was taken down; the issue may be another that his was merged into."""
    text = session.execute(
        sa.select(issue_source.c.text).where(issue_source.c.key == row.source_key)
    ).scalar_one()
    return Shown({"vi": "Người gọi đã phản ánh", "en": "What the caller has raised"}, text=text)


def _answer(session: Session, row: Any) -> list[Shown]:
    if row.answer_key is None:
        return [_closed(session, row.issue_key)]
    answer = session.execute(sa.select(issue_answer).where(issue_answer.c.key == row.answer_key)).one()
    return [Shown({"vi": "Câu trả lời", "en": "The answer"}, text=answer.text, note=answer.office)]


def _closed(session: Session, issue_key: int) -> Shown:
    """How it ended: the coded reason, and what was written with it, for whoever tells it in his own words."""
    event = session.execute(
        sa.select(issue_event)
        .where(issue_event.c.issue_key == issue_key, issue_event.c.what == "state")
        .order_by(issue_event.c.number.desc())
        .limit(1)
    ).one()
    heading = NAMES[event.state] if event.state in SAID_BY_REPORT else _NOT_HANDLED
    return Shown(heading, text=event.reason, note=CLOSING_REASONS.get(event.reason_code or ""))
