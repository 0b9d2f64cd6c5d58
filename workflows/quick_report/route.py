"""Where a quick report goes: who has to confirm its receipt, who is only told. The table may skip levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from database.session import Session
from engine.decisions import newest_decisions
from organisation.routes import agencies_of, superiors
from organisation.units import Unit
from periods.errors import RuleMissing
from workflows.errors import Refused

TABLE = "quick_report_route"
NATION = "nation"
WORDS = frozenset({"above", "between", "top", "agency"})


@dataclass(frozen=True)
class Route:
    """The units that receive a report, nearest first, and those that are told of it; none stands in both."""

    receive: Sequence[Unit]
    tell: Sequence[Unit]


def route_for(
    session: Session, unit_key: int, *, field: str, urgency: str, level: str | None, on: date
) -> Route:
    """The way of a report by the table. Refused where the table names a place that nobody knows.

    A unit with nobody above it sends its report to nobody: it stands in the register all the same.
    """
    asked = {"category": field, "urgency": urgency, "level": level}
    row = newest_decisions(session, TABLE).evaluate(TABLE, asked)
    if not isinstance(row, Mapping):
        raise RuleMissing(TABLE, asked)
    line = [unit for unit in superiors(session, unit_key, on) if unit.level != NATION]
    places = {
        "above": line[:1],
        "between": line[:-1],
        "top": line[-1:],
        "agency": _agencies(session, line, field, on),
    }
    receive = _units(str(row["receive"] or ""), places)
    known = {unit.key for unit in receive}
    tell = [unit for unit in _units(str(row["tell"] or ""), places) if unit.key not in known]
    return Route(receive, tell)


def _units(words: str, places: Mapping[str, Sequence[Unit]]) -> list[Unit]:
    unknown = sorted(set(words.split()) - WORDS)
    if unknown:
        known = ", ".join(sorted(WORDS))
        raise Refused(
            f"Bảng {TABLE} ghi nơi không biết: {', '.join(unknown)}. Dùng: {known}.",
            f"The table {TABLE} names places that are not known: {', '.join(unknown)}. Use: {known}.",
        )
    found = [unit for word in words.split() for unit in places[word]]
    return list({unit.key: unit for unit in found}.values())


def _agencies(session: Session, line: Sequence[Unit], field: str, on: date) -> list[Unit]:
    """The agencies beside the units above that work in the field."""
    if not line:
        return []
    return [one for one in agencies_of(session, [unit.key for unit in line], on) if field in one.fields]
