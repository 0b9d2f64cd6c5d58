"""The form of a task, and the choices its selects offer for the unit that fills it in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from engine.definitions import bound, latest
from engine.tables import instance, task
from forms.form import Form, Option
from forms.schema import load_form
from forms.words import Words
from organisation.areas import areas_of
from organisation.routes import agencies_of
from organisation.viewer import Viewer
from organisation.visibility import in_given_groups, unit_groups_of
from workflows.errors import NotYours
from workflows.open_task import TaskFacts
from workflows.tables import cycle_unit

_FORM_OF_TASK = (
    sa.select(task.c.form_id, instance.c.deployment_key)
    .join(instance, instance.c.key == task.c.instance_key)
    .where(task.c.key == sa.bindparam("key"), in_given_groups(task.c.candidate_group))
)


def form_of_task(session: Session, viewer: Viewer, task_key: int) -> Form:
    """The form by which what was sent for a task is read. NotYours unless it lies with one of the viewer's units."""
    row = session.execute(_FORM_OF_TASK, {"key": task_key, **unit_groups_of(viewer)}).one_or_none()
    if row is None:
        raise NotYours
    return deployed_form(session, row.deployment_key, row.form_id)


def form_for(session: Session, facts: TaskFacts) -> Form:
    """The form a task was deployed with; later versions of the form do not touch it."""
    return form_named(session, facts, facts.row.form_id)


def form_named(session: Session, facts: TaskFacts, form_id: str) -> Form:
    """Another form of the same deployment, such as the report's own while it is being received."""
    return deployed_form(session, facts.row.deployment_key, form_id)


def deployed_form(session: Session, deployment_key: int, form_id: str) -> Form:
    """A form as a deployment means it."""
    return _loaded(bound(session, deployment_key, "form", form_id).content)


def form_title(session: Session, form_id: str) -> Words:
    """What people call a form, as it was deployed last."""
    return _loaded(latest(session, "form", form_id).content).title


@lru_cache(maxsize=64)
def _loaded(content: bytes) -> Form:
    return load_form(content)


class Sources(Mapping[str, Sequence[Option]]):
    """The named sources of a form's selects, each made for the reporting unit when it is first asked for."""

    def __init__(self, session: Session, row: Any) -> None:
        self._session, self._row = session, row
        self._made: dict[str, Sequence[Option]] = {}

    @override
    def __getitem__(self, name: str) -> Sequence[Option]:
        if name not in self._made:
            self._made[name] = _MADE_BY[name](self._session, self._row)
        return self._made[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(_MADE_BY)

    @override
    def __len__(self) -> int:
        return len(_MADE_BY)


def options_for(session: Session, facts: TaskFacts) -> Mapping[str, Sequence[Option]]:
    """The named sources of the form's selects: `places` and `handlers`. Ask while the session is open."""
    return options_of(session, facts.row)


def options_of(session: Session, row: Any) -> Mapping[str, Sequence[Option]]:
    """The same by the row of a task or of case.find_report."""
    return Sources(session, row)


_BELOW = (
    sa.select(cycle_unit.c.handle, cycle_unit.c.name)
    .where(
        cycle_unit.c.cycle_key == sa.bindparam("cycle"),
        cycle_unit.c.superior_unit_key == sa.bindparam("superior"),
    )
    .order_by(cycle_unit.c.name)
)


def _places(session: Session, row: Any) -> list[Option]:
    """The whole unit, then its parts: the units below it, or the areas a commune has named."""
    whole = Option("all", {"vi": f"Toàn {_lower(row.unit_name)}", "en": f"All of {row.unit_name}"})
    below = session.execute(_BELOW, {"cycle": row.cycle_key, "superior": row.unit_key})
    parts = [Option(part.handle, {"vi": part.name, "en": part.name}) for part in below]
    named = [Option(name, {"vi": name, "en": name}) for name in areas_of(session, row.unit_key, row.tree_on)]
    return [whole, *parts, *named]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def _handlers(session: Session, row: Any) -> list[Option]:
    """The unit itself, the agencies beside it and beside every unit above it."""
    upward = [int(part) for part in reversed(row.path.strip("/").split("/"))]
    found = [Option(row.handle, {"vi": row.unit_name, "en": row.unit_name})]
    beside = agencies_of(session, upward, row.tree_on)
    return found + [Option(agency.handle, {"vi": agency.name, "en": agency.name}) for agency in beside]


_MADE_BY: Mapping[str, Callable[[Session, Any], Sequence[Option]]] = {
    "places": _places,
    "handlers": _handlers,
}
SOURCES = frozenset(_MADE_BY)
"""The lists of choices that a form may name."""
