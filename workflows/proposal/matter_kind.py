"""A proposal as a matter: how lists and notices name it, and what the pages of its tasks show."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.roles import HEAD, group
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from periods.labels import label_words
from periods.windows import period
from periods.words import day_text
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.follow_up.offices import above_of
from workflows.issues.taxonomy import category_names
from workflows.matter import Cut, Line, Matter, MatterKind, Nature, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.proposal.carrying_out import cut_short
from workflows.proposal.choices import units_for
from workflows.proposal.entering import KIND
from workflows.proposal.finding import events_of, seen_by
from workflows.proposal.record import ACCEPTED, proposal_row
from workflows.proposal.tables import proposal
from workflows.proposal.telling import deciding_group
from workflows.proposal.words import DECISIONS, proposal_title
from workflows.responsible import leaders_of
from workflows.search import folded


class ProposalKind(MatterKind):
    """See workflows/matter.py."""

    name = KIND
    sources = MappingProxyType({"proposal_units": units_for})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, proposal, key, instance_key)
        return folded(f"{proposal_title(row)['vi']} {row.unit_name} {row.decider_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(proposal).where(proposal.c.key.in_(keys)))
        return {row.key: _line(row) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        """What is proposed, why units passed it up, and what was decided."""
        row = proposal_row(session, key_of(facts))
        passed = [_passed(event) for event in events_of(session, row.key) if event.what == "passed"]
        decided = [_decided(row)] if row.decision else []
        return Matter(_line(row), [_proposed(session, row), *passed, *decided])

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """Whoever decides it or carries it out, the unit above that, and the unit that proposed it."""
        row = proposal_row(session, key)
        decides = deciding_group(row)
        return {
            "own": [desk_of(session, row.decider, now)] if row.state == ACCEPTED else [decides],
            "own_head": [decides],
            "asking": [desk_of(session, row.handle, now)],
            "asking_head": [group(row.handle, HEAD)],
            **above_of(session, row.decider_key, now),
            "leader": leaders_of(session, row.decider, [row.field] if row.field else [], now),
        }

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row = proposal_row(session, key)
        return Nature(category=row.field, level=unit_by_key(session, row.decider_key).level)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        found = sa.select(proposal.c.key).where(proposal.c.key == key, seen_by(viewer, now))
        return session.execute(found).first() is not None

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        """It counts as withdrawn."""
        cut_short(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        """By when it is decided, then carried out; what a task had is told while that is its date."""
        dated = from_json(proposal_row(session, key_of(facts)).due_words)
        return dated if dated.at == facts.row.due_at else None


def _line(row: Any) -> Line:
    return Line(proposal_title(row), row.unit_name, f"/proposals/{row.key}")


def _proposed(session: Session, row: Any) -> Shown:
    label = label_words(period(row.period))
    field = category_names(session, [row.field])[row.field] if row.field else {"vi": "", "en": ""}
    wanted = day_text(row.wanted_by) if row.wanted_by else ""
    vi = [f"{row.unit_name}, báo cáo {label['vi']}", field["vi"], wanted and f"mong xong trước {wanted}"]
    en = [f"{row.unit_name}, report for {label['en']}", field["en"], wanted and f"wanted by {wanted}"]
    return Shown(
        {"vi": "Đề xuất", "en": "The proposal"},
        text=row.what,
        note={"vi": "; ".join(filter(None, vi)), "en": "; ".join(filter(None, en))},
    )


def _passed(event: Any) -> Shown:
    at = day_text(event.at.astimezone(ZONE).date())
    return Shown(
        {"vi": "Vì sao chuyển lên", "en": "Why it was passed up"},
        text=event.text,
        note={"vi": f"{event.office['vi']}, ngày {at}", "en": f"{event.office['en']}, {at}"},
    )


def _decided(row: Any) -> Shown:
    at = day_text(row.decided_at.astimezone(ZONE).date())
    words = DECISIONS[row.decision]
    return Shown(
        {"vi": f"Quyết định: {words['vi']}", "en": f"What was decided: {words['en']}"},
        text=row.answer,
        note={"vi": f"{row.decided_office['vi']}, ngày {at}", "en": f"{row.decided_office['en']}, {at}"},
    )
