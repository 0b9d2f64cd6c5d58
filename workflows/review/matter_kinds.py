"""A review and a part of one as matters: how they are named, and what the pages of their tasks show."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from forms.form import Option
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import superior
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from periods.words import day_text
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.matter import Back, Cut, Line, Matter, MatterKind, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.review.ending import end_part, end_review
from workflows.review.finding import outcome_of, owned, seen_by
from workflows.review.rows import PARTS, REVIEWS, last_return, part_row, parts_of, review_row
from workflows.review.tables import review, review_part
from workflows.review.units import units_for_lessons, units_to_ask
from workflows.review.words import review_title
from workflows.search import folded
from workflows.task_forms import choice_words, form_named
from workflows.unit_choices import unit_options

OUTLINE, CONSOLIDATE, APPROVE = "outline_review", "consolidate_review", "approve_review"
WRITE_PART, APPROVE_PART = "write_review_part", "approve_review_part"
MOST_SHOWN = 40
"""Parts shown, and units named, beside the form; the page of the review has them all."""


class ReviewKind(MatterKind):
    """See workflows/matter.py."""

    name = "review"
    kept = frozenset({CONSOLIDATE})

    def __init__(self) -> None:
        self.sources = {"review_units": _units_to_ask, "lesson_units": _units_for_lessons}

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        name_instance(session, review, key, instance_key)
        row = review_row(session, key)
        return folded(f"{review_title(row)['vi']} {row.title} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(REVIEWS.where(review.c.key.in_(keys)))
        return {row.key: Line(review_title(row), row.unit_name, f"/reviews/{row.key}") for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        row = review_row(session, key_of(facts))
        form = facts.row.form_id
        shown = [_basis(row)]
        if form == APPROVE:
            shown.append(_report(session, facts, row))
        if form in (CONSOLIDATE, APPROVE):
            shown += _parts_shown(session, facts, row, now)
        return Matter(
            line=Line(review_title(row), row.unit_name, f"/reviews/{row.key}"),
            shown=shown,
            starting=_starting(row, now) if form == OUTLINE else {},
            returned=_back(session, facts, APPROVE) if form == CONSOLIDATE else None,
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = review_row(session, key)
        leader = {"leader": leaders_of(session, row.handle, [], now)}
        return _own(session, row.handle, now) | _above(session, row.unit_key, now) | leader

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        found = sa.select(review.c.key).where(review.c.key == key, seen_by(viewer, now))
        return session.execute(found).first() is not None

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        end_review(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        row = review_row(session, key_of(facts))
        return from_json(row.dates["outline_by" if facts.row.form_id == OUTLINE else "due"])


class ReviewPartKind(MatterKind):
    """See workflows/matter.py."""

    name = "review_part"
    kept = frozenset({WRITE_PART})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        name_instance(session, review_part, key, instance_key)
        row = part_row(session, key)
        return folded(f"{review_title(row)['vi']} {row.title} {row.unit_name} {row.lead_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(PARTS.where(review_part.c.key.in_(keys)))
        return {row.key: _part_line(row) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        row = part_row(session, key_of(facts))
        asked = Shown(
            heading={"vi": "Đề cương của đơn vị chủ trì", "en": "What the leading unit asks"},
            text=row.asks or "",
            note=dict.fromkeys(("vi", "en"), row.lead_name),
        )
        deciding = facts.row.form_id == APPROVE_PART
        written = (_written(session, facts, row),) if deciding else ()
        return Matter(
            line=_part_line(row),
            shown=(_basis(row), asked, *written),
            returned=None if deciding else _back(session, facts, APPROVE_PART),
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = part_row(session, key)
        lead = {
            "lead": [desk_of(session, row.lead, now)],
            "lead_head": [group(row.lead, HEAD)],
            "leader": leaders_of(session, row.lead, [], now),
        }
        return _own(session, row.handle, now) | _above(session, row.unit_key, now) | lead

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        row = session.execute(
            sa.select(review_part.c.unit_key, review_part.c.review_key).where(review_part.c.key == key)
        ).one_or_none()
        if row is None:
            return False
        lead = sa.select(review.c.key).where(review.c.key == row.review_key, owned(viewer, now))
        return row.unit_key in viewer.unit_keys() or session.execute(lead).first() is not None

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        end_part(session, key, cut.now)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        return from_json(part_row(session, key_of(facts)).dates["parts_due"])


def _own(session: Session, handle: str, now: datetime) -> dict[str, Sequence[str]]:
    return {"own": [desk_of(session, handle, now)], "own_head": [group(handle, HEAD)]}


def _above(session: Session, unit_key: int, now: datetime) -> dict[str, Sequence[str]]:
    above = superior(session, unit_key, now.astimezone(ZONE).date())
    if above is None:
        return {}
    return {"above": [group(above.handle, RECEIVER)], "above_head": [group(above.handle, HEAD)]}


def _part_line(row: Any) -> Line:
    words = {"vi": "phần của đơn vị", "en": "part of the unit"}
    title = {language: f"{text} ({words[language]})" for language, text in review_title(row).items()}
    return Line(title, row.unit_name, f"/reviews/{row.review_key}")


def _basis(row: Any) -> Shown:
    since, day = day_text(row.in_force_since), day_text(row.day)
    return Shown(
        heading={"vi": "Văn bản", "en": "Legal basis"},
        text=f"{row.symbol}: {row.title} ({row.issuer})",
        note={
            "vi": f"Có hiệu lực {since}; xem xét đến ngày {day}",
            "en": f"In force since {since}; looked back from {day}",
        },
    )


def _starting(row: Any, now: datetime) -> dict[str, Any]:
    """All units, by the date of the table where that is still to come."""
    due = from_json(row.dates["parts_due"]).at
    found = {"parts_due": due.astimezone(ZONE).date().isoformat()} if due > now else {}
    return {"who": "all", **found}


def _parts_shown(session: Session, facts: TaskFacts, row: Any, now: datetime) -> list[Shown]:
    parts = parts_of(session, row.key)
    sent = [part for part in parts if part.sent_at is not None]
    if not parts:
        return []
    missing = [part.unit_name for part in parts if part.sent_at is None]
    silent = ", ".join(missing[:MOST_SHOWN]) + (", …" if len(missing) > MOST_SHOWN else "")
    on_time = [outcome_of(part, now) for part in parts].count("on_time")
    counted = Shown(
        heading={"vi": "Phần của các đơn vị", "en": "Parts of the units"},
        text=silent,
        note={
            "vi": f"Đã gửi {len(sent)}/{len(parts)}, đúng hạn {on_time}." + (" Chưa gửi:" if silent else ""),
            "en": f"{len(sent)}/{len(parts)} sent, {on_time} on time." + (" Not sent:" if silent else ""),
        },
    )
    return [counted, *(_written(session, facts, part) for part in sent[:MOST_SHOWN])]


def _written(session: Session, facts: TaskFacts, part: Any) -> Shown:
    note = None
    if part.sent_at is not None:
        at = f"{part.sent_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
        note = {
            "vi": f"{part.approved_office['vi']}, {at}",
            "en": f"{part.approved_office['en']}, {at}",
        }
    return Shown(
        heading=dict.fromkeys(("vi", "en"), part.unit_name),
        form=form_named(session, facts, WRITE_PART),
        answers=part.written or {},
        note=note,
    )


def _report(session: Session, facts: TaskFacts, row: Any) -> Shown:
    return Shown(
        heading={"vi": "Báo cáo trình duyệt", "en": "The report to approve"},
        form=form_named(session, facts, CONSOLIDATE),
        answers=row.written or {},
        options={"lesson_units": _units_for_lessons(session, facts)},
    )


def _back(session: Session, facts: TaskFacts, decided_on: str) -> Back | None:
    found = last_return(session, facts.row.subject)
    if found is None:
        return None
    kinds = choice_words(form_named(session, facts, decided_on), "reason_code")
    return Back(found.office, found.at, found.reason, kinds.get(found.reason_code))


def _units_to_ask(session: Session, facts: TaskFacts) -> Sequence[Option]:
    row = review_row(session, key_of(facts))
    now = facts.row.created_at
    return unit_options(session, units_to_ask(session, row.unit_key, row.level, now), now)


def _units_for_lessons(session: Session, facts: TaskFacts) -> Sequence[Option]:
    row = review_row(session, key_of(facts))
    now = facts.row.created_at
    return unit_options(session, units_for_lessons(session, row.unit_key, now), now)
