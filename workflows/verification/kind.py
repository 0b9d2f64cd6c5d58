"""The three kinds of matter of a verification: the whole of it, an agency's part, an agency's opinion."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import host_of, superior
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.desk import desk_of
from workflows.issues.fields import fields_about, nature_about
from workflows.matter import Back, Line, Matter, MatterKind, Nature, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.verification import convene
from workflows.verification.answer import WRITE_FORM
from workflows.verification.choices import agencies, leads
from workflows.verification.conclude import CONCLUDE_FORM
from workflows.verification.read_before import opinion_reading, part_reading, verification_reading
from workflows.verification.rows import (
    OPINION,
    PART,
    find,
    opinion_title,
    part_title,
    returns_of,
    seen_by,
    verification_of_opinion,
    verification_of_part,
    verification_title,
)
from workflows.verification.tables import verification, verification_opinion, verification_part

SET_BY_LEAD = {"vi": "đơn vị chủ trì đặt khi triệu tập", "en": "set by the lead when it convened"}


class VerificationKind(MatterKind):
    """A verification: the work of its lead."""

    name = "verification"
    kept = frozenset({CONCLUDE_FORM})
    sources = MappingProxyType({"agencies": agencies, "leads": leads})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        return str(name_instance(session, verification, key, instance_key).search)

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(verification).where(verification.c.key.in_(keys)))
        return {row.key: Line(verification_title(row.title), row.lead_name, _href(row.key)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row = find(session, key)
        return Matter(
            line=self.lines(session, [key])[key],
            shown=verification_reading(session, row, facts),
            starting=_starting(session, row, facts, now),
            returned=_back(session, facts) if facts.row.form_id == CONCLUDE_FORM else None,
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = find(session, key)
        return {
            **_own(session, row, row.lead, row.lead_key, now),
            "asking": [desk_of(session, row.requester, now)],
            "asking_head": [group(row.requester, HEAD)],
        }

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row = find(session, key)
        return _nature(session, row, row.lead_key)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        query = sa.select(verification.c.key).where(
            verification.c.key == key, seen_by(viewer, local_day(now))
        )
        return session.execute(query).first() is not None

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        step = "convene" if facts.row.form_id == convene.FORM else "conclude"
        stored = find(session, key_of(facts)).dates.get(step)
        return from_json(stored) if stored else None


class PartKind(MatterKind):
    """What one agency is asked."""

    name = PART
    kept = frozenset({WRITE_FORM})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, verification_part, key, instance_key)
        return str(find(session, row.verification_key).search)

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(
            sa.select(
                verification_part.c.key,
                verification_part.c.unit_name,
                verification.c.title,
                verification.c.key.label("whole"),
            )
            .join(verification, verification.c.key == verification_part.c.verification_key)
            .where(verification_part.c.key.in_(keys))
        )
        return {row.key: Line(part_title(row.title), row.unit_name, _href(row.whole)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row, part = verification_of_part(session, key)
        return Matter(
            line=self.lines(session, [key])[key],
            shown=part_reading(row, part, facts),
            returned=_back(session, facts) if facts.row.form_id == WRITE_FORM else None,
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row, part = verification_of_part(session, key)
        return {**_own(session, row, part.unit, part.unit_key, now), **_lead(session, row, now)}

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row, part = verification_of_part(session, key)
        return _nature(session, row, part.unit_key)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        row, _part = verification_of_part(session, key)
        return VERIFICATION.seen_by(session, viewer, row.key, now)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        row, part = verification_of_part(session, key_of(facts))
        return Dated(part.due_at, SET_BY_LEAD, (), from_json(row.dates["conclude"]).calendar)


class OpinionKind(MatterKind):
    """What one agency says of the conclusion."""

    name = OPINION

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, verification_opinion, key, instance_key)
        return str(find(session, row.verification_key).search)

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(
            sa.select(
                verification_opinion.c.key,
                verification_part.c.unit_name,
                verification.c.title,
                verification.c.key.label("whole"),
            )
            .join(verification_part, verification_part.c.key == verification_opinion.c.part_key)
            .join(verification, verification.c.key == verification_opinion.c.verification_key)
            .where(verification_opinion.c.key.in_(keys))
        )
        return {row.key: Line(opinion_title(row.title), row.unit_name, _href(row.whole)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row, _opinion = verification_of_opinion(session, key)
        return Matter(line=self.lines(session, [key])[key], shown=opinion_reading(session, row))

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row, opinion = verification_of_opinion(session, key)
        head = [group(opinion.unit, HEAD)]
        above = {
            **_own(session, row, opinion.unit, opinion.unit_key, now),
            "own": head,
            "own_head": head,
        }
        return {**above, **_lead(session, row, now)}

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row, opinion = verification_of_opinion(session, key)
        return _nature(session, row, opinion.unit_key)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        row, _opinion = verification_of_opinion(session, key)
        return VERIFICATION.seen_by(session, viewer, row.key, now)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        row, _opinion = verification_of_opinion(session, key_of(facts))
        return from_json(row.dates["opine"])


VERIFICATION = VerificationKind()
VERIFICATION_KINDS: Sequence[MatterKind] = (OpinionKind(), PartKind(), VERIFICATION)


def _nature(session: Session, row: Any, unit_key: int) -> Nature:
    """The field of the issue it is for, its own urgency, and the level of the unit whose work it is."""
    level = unit_by_key(session, unit_key).level
    return Nature(nature_about(session, row.cause).category, row.urgency, level)


def _href(key: int) -> str:
    return f"/verifications/{key}"


def _starting(session: Session, row: Any, facts: TaskFacts, now: datetime) -> Mapping[str, Any]:
    if facts.row.form_id == convene.FORM:
        return convene.starting(session, row, now)
    return {}


def _back(session: Session, facts: TaskFacts) -> Back | None:
    """Why it came back, newest reason first; nothing once the step is done."""
    returns = returns_of(session, facts.subject) if facts.subject and facts.open else []
    return next((Back(one.office, one.at, one.reason) for one in returns), None)


def _own(session: Session, row: Any, handle: str, unit_key: int, now: datetime) -> dict[str, Sequence[str]]:
    """The desk and the head of a unit, and who stands above it and answers there for the field."""
    offices: dict[str, Sequence[str]] = {
        "own": [desk_of(session, handle, now)],
        "own_head": [group(handle, HEAD)],
    }
    day = local_day(now)
    above = superior(session, unit_key, day) or host_of(session, unit_key, day)
    if above is None:
        return offices
    return {
        **offices,
        "above": [group(above.handle, RECEIVER)],
        "above_head": [group(above.handle, HEAD)],
        "leader": leaders_of(session, above.handle, fields_about(session, row.cause), now),
    }


def _lead(session: Session, row: Any, now: datetime) -> dict[str, Sequence[str]]:
    return {
        "lead": [desk_of(session, row.lead, now)],
        "lead_head": [group(row.lead, HEAD)],
        "asking": [desk_of(session, row.requester, now)],
        "asking_head": [group(row.requester, HEAD)],
    }
