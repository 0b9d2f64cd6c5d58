"""A direction as a matter: how lists and notices name it, and what the pages of its tasks show."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.roles import HEAD, group
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.direction.finding import events_of, seen_by
from workflows.direction.tables import direction
from workflows.direction.take_back import end_direction
from workflows.direction.words import OUTCOMES, direction_title
from workflows.issues.fields import fields_about, nature_about
from workflows.matter import Back, Cut, Line, Matter, MatterKind, Nature, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.search import folded
from workflows.task_forms import choice_words, form_named

CARRY_OUT, CHECK = "carry_out_direction", "check_direction"


class DirectionKind(MatterKind):
    """See workflows/matter.py."""

    name = "direction"
    kept = frozenset({CARRY_OUT})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        """Its case has started. Refused where it has one already."""
        row = name_instance(session, direction, key, instance_key)
        return folded(f"{direction_title(row)['vi']} {row.to_name} {row.from_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        """By key."""
        rows = session.execute(sa.select(direction).where(direction.c.key.in_(keys)))
        return {row.key: _line(row) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        """What is to be done and why; who decides sees the outcome first."""
        row = _row(session, facts)
        deciding = facts.row.form_id != CARRY_OUT
        return Matter(
            line=_line(row),
            shown=(_asked(row), *((_outcome(row),) if deciding and row.outcome else ())),
            returned=None if deciding else _back(session, facts, row.key),
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """The directed unit's desk and head, the office that gave it, its head and its leader."""
        row = session.execute(sa.select(direction).where(direction.c.key == key)).one()
        return {
            "own": [desk_of(session, row.to_handle, now)],
            "own_head": [group(row.to_handle, HEAD)],
            "lead": [row.checked_by],
            "asking": [row.checked_by],
            "asking_head": [group(row.from_handle, HEAD)],
            "above_head": [group(row.from_handle, HEAD)],
            "leader": leaders_of(session, row.from_handle, fields_about(session, row.about), now),
        }

    @override
    def nature(self, session: Session, key: int) -> Nature:
        about = session.execute(sa.select(direction.c.about).where(direction.c.key == key)).scalar_one()
        return nature_about(session, about)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        """Those who gave it, those who owe it, and whoever stands above them."""
        found = sa.select(direction.c.key).where(direction.c.key == key, seen_by(viewer, now))
        return session.execute(found).first() is not None

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        """It counts as taken back."""
        end_direction(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        """The date of the direction with every extension and its reason."""
        if facts.row.form_id != CARRY_OUT:
            return None
        return from_json(_row(session, facts).due_words)


def _row(session: Session, facts: TaskFacts) -> Any:
    key = key_of(facts)
    return session.execute(sa.select(direction).where(direction.c.key == key)).one()


def _line(row: Any) -> Line:
    return Line(title=direction_title(row), unit_name=row.to_name, href=f"/directions/{row.key}")


def _asked(row: Any) -> Shown:
    given = f"{row.given_at.astimezone(ZONE):%d/%m/%Y}"
    return Shown(
        heading={"vi": "Việc được giao", "en": "What is to be done"},
        text=row.what,
        note={"vi": f"{row.office['vi']}, ngày {given}", "en": f"{row.office['en']}, {given}"},
    )


def _outcome(row: Any) -> Shown:
    at = f"{row.reported_at.astimezone(ZONE):%d/%m/%Y}"
    words = OUTCOMES[row.outcome]
    return Shown(
        heading={"vi": f"Kết quả: {words['vi'].lower()}", "en": f"Outcome: {words['en'].lower()}"},
        text=row.outcome_text,
        note={"vi": f"{row.to_name}, ngày {at}", "en": f"{row.to_name}, {at}"},
    )


def _back(session: Session, facts: TaskFacts, key: int) -> Back | None:
    """Why it came to the unit again; an extension says why, too."""
    found = [event for event in events_of(session, key) if event.what in ("returned", "extended")]
    if not found:
        return None
    last = found[-1]
    kinds = choice_words(form_named(session, facts, CHECK), "reason_code")
    return Back(last.office, last.at, last.text, kinds.get(last.reason_code or ""))
