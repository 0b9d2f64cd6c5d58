"""The choices that the selects of a report's form offer to the unit that fills it in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from typing_extensions import override

from database.session import Session
from forms.form import Option
from organisation.areas import areas_of
from organisation.routes import agencies_of
from workflows.issue_words import WHOLE_UNIT
from workflows.tables import cycle_unit


class Sources(Mapping[str, Sequence[Option]]):
    """The named choices of a form's selects, each made from `given` when it is first asked for."""

    def __init__(
        self, session: Session, given: Any, makers: Mapping[str, Callable[[Session, Any], Sequence[Option]]]
    ) -> None:
        self._session, self._given, self._makers = session, given, makers
        self._made: dict[str, Sequence[Option]] = {}

    @override
    def __getitem__(self, name: str) -> Sequence[Option]:
        if name not in self._made:
            self._made[name] = self._makers[name](self._session, self._given)
        return self._made[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    @override
    def __len__(self) -> int:
        return len(self._makers)


def options_of(session: Session, row: Any) -> Mapping[str, Sequence[Option]]:
    """The choices by the row of a report's task or of case.find_report. Ask while the session is open."""
    return Sources(session, row, REPORT_SOURCES)


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
    whole = Option(WHOLE_UNIT, {"vi": f"Toàn {_lower(row.unit_name)}", "en": f"All of {row.unit_name}"})
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


REPORT_SOURCES: Mapping[str, Callable[[Session, Any], Sequence[Option]]] = {
    "places": _places,
    "handlers": _handlers,
}
