"""A response as a matter: the whole, which is the work of whoever is in charge, and each of its steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, group
from organisation.routes import host_of
from organisation.succession import above_or_heir
from organisation.units import unit_by_key
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.deadlines import ZONE
from workflows.matter import Cut, Line, Matter, MatterKind, Nature, Shown, key_of, name_instance
from workflows.open_task import TaskFacts
from workflows.response.ending import end_response, end_step
from workflows.response.handlers import CONFIRM
from workflows.response.leading import steps_left, units_to_ask
from workflows.response.linking import issues_for
from workflows.response.rows import KIND, STEP, may_see, response_of_step, response_row, steps_in
from workflows.response.tables import response, response_step
from workflows.response.words import STEP_STATES, incident_name, response_title, standing, step_title
from workflows.responsible import leaders_of
from workflows.search import folded
from workflows.unit_words import NATION


class ResponseKind(MatterKind):
    """The whole: until it is closed, the work of whoever began it."""

    name = KIND
    sources = MappingProxyType(
        {
            "response_units": units_to_ask,
            "response_steps_left": steps_left,
            "response_issues": issues_for,
        }
    )

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        row = name_instance(session, response, key, instance_key)
        return folded(f"{response_title(row)['vi']} {row.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(sa.select(response).where(response.c.key.in_(keys)))
        return {row.key: Line(incident_name(row), row.unit_name, _href(row.key)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row, steps = response_row(session, key), steps_in(session, key)
        return Matter(self.lines(session, [key])[key], [_incident(row), _standing(steps)])

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row = response_row(session, key)
        return {"own": [row.in_charge], **_around(session, row, row.unit_key, row.unit, now)}

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row = response_row(session, key)
        return Nature(category=row.field, level=unit_by_key(session, row.unit_key).level)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        return may_see(session, viewer, key, local_day(now))

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        """Nobody is in charge of it any more: it is closed as it stands."""
        end_response(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        return from_json(response_row(session, key_of(facts)).due_words)


class ResponseStepKind(MatterKind):
    """One step of one unit."""

    name = STEP

    @override
    def began(self, session: Session, key: int, instance_key: int) -> str:
        step = name_instance(session, response_step, key, instance_key)
        row = response_row(session, step.response_key)
        return folded(f"{step_title(step, row)['vi']} {row.unit_name} {step.unit_name}")

    @override
    def lines(self, session: Session, keys: Sequence[int]) -> Mapping[int, Line]:
        rows = session.execute(
            sa.select(
                response_step.c.key.label("step_key"),
                response_step.c.words,
                response_step.c.unit_name,
                *(response_step.c[name] for name in ("position", "added_at")),
                *(response.c[name] for name in ("key", "year", "number")),
            )
            .join(response, response.c.key == response_step.c.response_key)
            .where(response_step.c.key.in_(keys))
        )
        return {row.step_key: Line(step_title(row, row), row.unit_name, _href(row.key)) for row in rows}

    @override
    def matter(self, session: Session, facts: TaskFacts, now: datetime) -> Matter:
        key = key_of(facts)
        row, step = response_of_step(session, key)
        return Matter(self.lines(session, [key])[key], [_to_do(step), _incident(row)])

    @override
    def offices(self, session: Session, key: int, now: datetime) -> Mapping[str, Sequence[str]]:
        row, step = response_of_step(session, key)
        return {
            "own": [step.done_by],
            "lead": [row.in_charge],
            "lead_head": [group(row.unit, HEAD)],
            "asking": [row.in_charge],
            "asking_head": [group(row.unit, HEAD)],
            **_around(session, row, step.unit_key, step.unit, now),
        }

    @override
    def nature(self, session: Session, key: int) -> Nature:
        row, step = response_of_step(session, key)
        return Nature(category=row.field, level=unit_by_key(session, step.unit_key).level)

    @override
    def seen_by(self, session: Session, viewer: Viewer, key: int, now: datetime) -> bool:
        row, _step = response_of_step(session, key)
        return may_see(session, viewer, row.key, local_day(now))

    @override
    def cut_short(self, session: Session, key: int, cut: Cut) -> None:
        """It counts as dropped; whoever is in charge is told."""
        end_step(session, key, cut)

    @override
    def due(self, session: Session, facts: TaskFacts) -> Dated | None:
        """The date of the step; of its confirmation none is worked out in words."""
        if facts.row.form_id == CONFIRM:
            return None
        _row, step = response_of_step(session, key_of(facts))
        return from_json(step.due_words)


RESPONSE_KINDS: Sequence[MatterKind] = (ResponseStepKind(), ResponseKind())


def _href(key: int) -> str:
    return f"/responses/{key}"


def _around(
    session: Session, row: Any, unit_key: int, handle: str, now: datetime
) -> dict[str, Sequence[str]]:
    """The head of a unit, who stands above it or has taken over, and who leads the field there."""
    day, heads = local_day(now), {"own_head": [group(handle, HEAD)]}
    above = host_of(session, unit_key, day) or above_or_heir(session, unit_key, day)
    if above is None or above.level == NATION:
        return {**heads, "leader": leaders_of(session, handle, [row.field], now)}
    return {
        **heads,
        "above": [group(above.handle, RECEIVER)],
        "above_head": [group(above.handle, HEAD)],
        "leader": leaders_of(session, above.handle, [row.field], now),
    }


def _at(at: datetime) -> str:
    return f"{at.astimezone(ZONE):%d/%m/%Y %H:%M}"


def _incident(row: Any) -> Shown:
    note = {language: f"{words}, {_at(row.started_at)}" for language, words in row.office.items()}
    return Shown(incident_name(row), row.what, note=note)


def _to_do(step: Any) -> Shown:
    why = f"{step.source}. " if step.source else ""
    note = {"vi": f"{why}Hạn {_at(step.due_at)}", "en": f"{why}Due {_at(step.due_at)}"}
    if step.added_at:  # in the words of whoever added it
        return Shown(_DO, step.words["vi"], note=note)
    # in the language of the reader, which only headings have
    return Shown({language: f"{_DO[language]}: {text}" for language, text in step.words.items()}, note=note)


_DO = {"vi": "Việc cần làm", "en": "What is to be done"}


def _standing(steps: Sequence[Any]) -> Shown:
    """How many steps stand how: the page of the incident shows them one by one."""
    counted = {state: sum(standing(one) == state for one in steps) for state in STEP_STATES}
    parts = {
        language: "; ".join(
            f"{STEP_STATES[state][language].lower()}: {number}" for state, number in counted.items() if number
        )
        for language in ("vi", "en")
    }
    return Shown({"vi": f"Các bước: {parts['vi']}", "en": f"Steps: {parts['en']}"})
