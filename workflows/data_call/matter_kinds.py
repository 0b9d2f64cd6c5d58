"""A data call as a matter: the whole, which is the caller's, and the part of each unit."""

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
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.data_call.ask import forms_for, units_for
from workflows.data_call.handlers import APPROVE, CHECK_FORM
from workflows.data_call.own_form import ANSWER, form_of
from workflows.data_call.rows import KIND, PART, call_of_part, call_row, may_see, returns_of
from workflows.data_call.tables import data_call, data_call_part
from workflows.data_call.words import call_title
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.matter import Back, Line, Matter, MatterKind, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.responsible import leaders_of
from workflows.search import folded
from workflows.task_forms import choice_words, form_named


class DataCallKind(MatterKind):
    """The whole call."""

    name = KIND
    sources = MappingProxyType({"call_units": units_for, "call_forms": forms_for})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, data_call, key, instance_key)
        return folded(f"{call_title(row)['vi']} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(data_call).where(data_call.c.key.in_(keys)))
        return {row.key: Line(call_title(row), row.unit_name, f"/data-calls/{row.key}") for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        """The diagram has no task of the whole; one that a process owner draws shows what is asked."""
        key = key_of(facts)
        return Matter(self.lines(session, [key])[key], [_asked(call_row(session, key))])

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = call_row(session, key)
        return {"own": [row.asked_by], "own_head": [group(row.unit, HEAD)]}

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        return may_see(session, viewer, key, local_day(now))


class DataCallPartKind(MatterKind):
    """What one unit is asked."""

    name = PART
    kept = frozenset({ANSWER})

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        part = name_instance(session, data_call_part, key, instance_key)
        row = call_row(session, part.call_key)
        return folded(f"{call_title(row)['vi']} {part.unit_name} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(
            sa.select(
                data_call_part.c.key.label("part_key"),
                data_call_part.c.unit_name.label("asked_name"),
                data_call.c.key,
                data_call.c.number,
                data_call.c.year,
                data_call.c.title,
            )
            .join(data_call, data_call.c.key == data_call_part.c.call_key)
            .where(data_call_part.c.key.in_(keys))
        )
        return {row.part_key: Line(call_title(row), row.asked_name, f"/data-calls/{row.key}") for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        """What is asked; who decides sees the answer first."""
        key = key_of(facts)
        row, part = call_of_part(session, key)
        answering = facts.row.form_id == ANSWER
        return Matter(
            line=self.lines(session, [key])[key],
            shown=(_asked(row), *(() if answering else _answered(row, part))),
            returned=_back(session, facts, key) if answering and facts.open else None,
        )

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        """The unit's desk and head, the caller, and the unit above where that is another one."""
        row, part = call_of_part(session, key)
        above = superior(session, part.unit_key, local_day(now)) or host_of(
            session, part.unit_key, local_day(now)
        )
        return {
            "own": [desk_of(session, part.unit, now)],
            "own_head": [group(part.unit, HEAD)],
            "lead": [row.asked_by],
            "lead_head": [group(row.unit, HEAD)],
            "asking": [row.asked_by],
            "asking_head": [group(row.unit, HEAD)],
            "above": [group(above.handle, RECEIVER)] if above and above.handle != row.unit else [],
            "above_head": [group(above.handle, HEAD)] if above else [],
            "leader": leaders_of(session, row.unit, [], now),
        }

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        row, part = call_of_part(session, key)
        own = part.unit_key in viewer.unit_keys()
        return own or may_see(session, viewer, row.key, local_day(now))

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        """The date of the call with its reason; another one after the answer was sent back."""
        if facts.row.form_id == CHECK_FORM or facts.subject is None:
            return None
        row, _part = call_of_part(session, facts.subject.key)
        dated = from_json(row.dates["due"])
        return dated if dated.at == facts.row.due_at else None


DATA_CALL_KINDS: Sequence[MatterKind] = (DataCallPartKind(), DataCallKind())


def _asked(row: Any) -> Shown:
    day = f"{row.asked_at.astimezone(ZONE):%d/%m/%Y}"
    note = {language: f"{words}, {day}" for language, words in row.office.items()}
    return Shown({"vi": "Nội dung yêu cầu", "en": "What is asked"}, row.what or row.title, note=note)


def _answered(row: Any, part: Any) -> Sequence[Shown]:
    if part.answers is None:
        return ()
    at = f"{part.written_at.astimezone(ZONE):%d/%m/%Y %H:%M}"
    note = {language: f"{words}, {at}" for language, words in part.written_office.items()}
    heading = {"vi": f"Trả lời của {part.unit_name}", "en": f"Answer of {part.unit_name}"}
    return (Shown(heading, form=form_of(row.form), answers=part.answers, note=note),)


def _back(session: Session, facts: TaskFacts, key: int) -> Back | None:
    """Why the answer came back, by the unit's head or by the caller."""
    last = next(iter(returns_of(session, [key])), None)
    if last is None:
        return None
    form = CHECK_FORM if last.stage == "check" else APPROVE
    kinds = choice_words(form_named(session, facts, form), "reason_code")
    return Back(last.office, last.at, last.reason, kinds.get(last.reason_code or ""))
