"""Reading verifications: one, its agencies in their order, the opinions of a round, what was sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.tables import instance
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.subject import Subject
from workflows.verification.tables import (
    verification,
    verification_opinion,
    verification_part,
    verification_return,
)

PART, OPINION = "verification_part", "verification_opinion"


def find(session: Session, key: int) -> Any:
    """The row of a verification; None where there is none."""
    return session.execute(sa.select(verification).where(verification.c.key == key)).one_or_none()


def verification_of_part(session: Session, part_key: int) -> tuple[Any, Any]:
    """The verification an agency's part belongs to, and the part."""
    part = session.execute(_PARTS.where(verification_part.c.key == part_key)).one()
    return find(session, part.verification_key), part


def verification_of_opinion(session: Session, opinion_key: int) -> tuple[Any, Any]:
    """The verification an opinion belongs to, and the opinion with its agency."""
    opinion = session.execute(_OPINIONS.where(verification_opinion.c.key == opinion_key)).one()
    return find(session, opinion.verification_key), opinion


_PARTS = sa.select(verification_part, instance.c.status.label("instance_status")).outerjoin(
    instance, instance.c.key == verification_part.c.instance_key
)
_OPINIONS = (
    sa.select(
        verification_opinion,
        verification_part.c.unit,
        verification_part.c.unit_name,
        verification_part.c.position,
        instance.c.status.label("instance_status"),
    )
    .select_from(
        verification_opinion.join(
            verification_part, verification_part.c.key == verification_opinion.c.part_key
        )
    )
    .outerjoin(instance, instance.c.key == verification_opinion.c.instance_key)
)


def parts_of(session: Session, key: int) -> Sequence[Any]:
    """The agencies of a verification in their order, each with `instance_status`: active while it may answer."""
    return session.execute(
        _PARTS.where(verification_part.c.verification_key == key).order_by(verification_part.c.position)
    ).all()


def opinions_of(session: Session, key: int) -> Sequence[Any]:
    """All opinions asked for, round by round, agencies in their order."""
    return session.execute(
        _OPINIONS.where(verification_opinion.c.verification_key == key).order_by(
            verification_opinion.c.round, verification_part.c.position
        )
    ).all()


def returns_of(session: Session, about: Subject) -> Sequence[Any]:
    """What a head sent back of it, newest first."""
    return session.execute(
        sa.select(verification_return)
        .where(verification_return.c.about == str(about))
        .order_by(verification_return.c.at.desc(), verification_return.c.key.desc())
    ).all()


def instances_of(session: Session, key: int) -> list[int]:
    """The instances of a verification, of its agencies and of their opinions."""
    keys = (
        sa.select(verification.c.instance_key).where(verification.c.key == key),
        sa.select(verification_part.c.instance_key).where(verification_part.c.verification_key == key),
        sa.select(verification_opinion.c.instance_key).where(verification_opinion.c.verification_key == key),
    )
    return [found for found in session.execute(sa.union_all(*keys)).scalars() if found is not None]


def seen_by(viewer: Viewer, on: date) -> sa.ColumnElement[bool]:
    """The verifications a viewer may see: of units at or below his, and those in which his unit is asked.

    Who is above an agency that was asked sees it only through the lead or the requester.
    """
    if viewer.is_operator or viewer.is_owner:
        return sa.true()
    if not viewer.unit_keys():
        return sa.false()
    below = sa.select(unit.c.key).where(sees_unit(viewer, on))
    asked = sa.exists().where(
        verification_part.c.verification_key == verification.c.key,
        verification_part.c.unit_key.in_(sorted(viewer.unit_keys())),
    )
    # Whoever is high up sees nearly all: an index of leads would find them all, to be put in order for one page.
    # A sum with nothing is not looked up there, so lists go along their own order until a page is full.
    return sa.or_(
        (verification.c.lead_key + 0).in_(below),
        (verification.c.requester_key + 0).in_(below),
        asked,
    )


@dataclass(frozen=True)
class ForCause:
    """A verification as the page of its cause names it."""

    key: int
    title: str
    lead_name: str
    conclusion: str | None
    closed: bool


def verifications_of(session: Session, cause: Subject) -> list[ForCause]:
    """The verifications asked for out of a matter, oldest first."""
    rows = session.execute(
        sa.select(verification).where(verification.c.cause == str(cause)).order_by(verification.c.key)
    )
    return [
        ForCause(row.key, row.title, row.lead_name, row.conclusion, row.closed_at is not None) for row in rows
    ]


def verification_title(title: str) -> Mapping[str, str]:
    """How lists name a verification."""
    return {"vi": f"Xác minh liên ngành “{title}”", "en": f"Joint verification “{title}”"}


def part_title(title: str) -> Mapping[str, str]:
    """How lists name the part of an agency."""
    return {"vi": f"Cùng xác minh “{title}”", "en": f"Verify together “{title}”"}


def opinion_title(title: str) -> Mapping[str, str]:
    """How lists name the question what an agency thinks of the conclusion."""
    return {"vi": f"Kết luận xác minh “{title}”", "en": f"Conclusion of the verification “{title}”"}
