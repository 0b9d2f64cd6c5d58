"""The form of a task, and the choices its selects offer for the unit that fills it in."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.definitions import bound
from forms.form import Form, Option
from forms.schema import load_form
from organisation.areas import areas_of
from organisation.routes import agencies_of
from workflows.open_task import TaskFacts
from workflows.tables import cycle_unit


def form_for(session: Session, facts: TaskFacts) -> Form:
    """The form a task was deployed with; later versions of the form do not touch it."""
    return form_named(session, facts, facts.row.form_id)


def form_named(session: Session, facts: TaskFacts, form_id: str) -> Form:
    """Another form of the same deployment, such as the report's own while it is being received."""
    return deployed_form(session, facts.row.deployment_key, form_id)


def deployed_form(session: Session, deployment_key: int, form_id: str) -> Form:
    """A form as a deployment means it."""
    return _loaded(bound(session, deployment_key, "form", form_id).content)


@lru_cache(maxsize=64)
def _loaded(content: bytes) -> Form:
    return load_form(content)


SOURCES = frozenset({"places", "handlers"})
"""The lists of choices that a form may name; `options_for` makes each of them."""


def options_for(session: Session, facts: TaskFacts) -> Mapping[str, Sequence[Option]]:
    """The named sources of the form's selects: `places` and `handlers`, made for the reporting unit."""
    return options_of(session, facts.row)


def options_of(session: Session, row: Any) -> Mapping[str, Sequence[Option]]:
    """The same by the row of a task or of case.find_report."""
    return {"places": _places(session, row), "handlers": _handlers(session, row)}


def _places(session: Session, row: Any) -> list[Option]:
    """The whole unit, then its parts: the units below it, or the areas a commune has named."""
    whole = Option("all", {"vi": f"Toàn {_lower(row.unit_name)}", "en": f"All of {row.unit_name}"})
    below = session.execute(
        sa.select(cycle_unit.c.handle, cycle_unit.c.name)
        .where(cycle_unit.c.cycle_key == row.cycle_key, cycle_unit.c.superior_unit_key == row.unit_key)
        .order_by(cycle_unit.c.name)
    )
    parts = [Option(part.handle, {"vi": part.name, "en": part.name}) for part in below]
    named = [Option(name, {"vi": name, "en": name}) for name in areas_of(session, row.unit_key, row.tree_on)]
    return [whole, *parts, *named]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _handlers(session: Session, row: Any) -> list[Option]:
    """The unit itself, the agencies beside it and beside every unit above it."""
    keys = [int(part) for part in row.path.strip("/").split("/")]
    found = [Option(row.handle, {"vi": row.unit_name, "en": row.unit_name})]
    beside = [agency for key in reversed(keys) for agency in agencies_of(session, key, row.tree_on)]
    return found + [Option(agency.handle, {"vi": agency.name, "en": agency.name}) for agency in beside]
