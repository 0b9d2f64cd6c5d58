"""Who takes part in a play: a province, a district, two wards, agencies beside them, named as in this house."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from database.session import Session
from organisation.routes import HOST, REPORT, agencies_of
from organisation.tree import tree
from organisation.units import Unit, find_unit
from workflows.oversight.bodies import OVERSIGHT

MOST_AGENCIES = 6
LOWEST = 2
NATION = "nation"


@dataclass(frozen=True)
class Part:
    """A unit, below or beside another one on a line. Its handle is the play's own, the same in any house."""

    unit: Unit
    above: str | None = None
    line: str = REPORT


@dataclass(frozen=True)
class Cast:
    """The units of a play, each after the one it belongs to."""

    parts: tuple[Part, ...]

    @property
    def top(self) -> Part:
        """The unit that all others stand below or beside."""
        return self.parts[0]

    @property
    def lowest(self) -> Part:
        """The unit where most begins: a ward."""
        return [part for part in self.parts if part.line == REPORT][-LOWEST:][0]

    @property
    def agencies(self) -> Sequence[Part]:
        """Those beside the top."""
        return [part for part in self.parts if part.line == HOST]


def cast_of(session: Session, root_code: str, on: date) -> Cast:
    """The units named after the first ones below a root on a day. Raises UnitUnknown, RouteCircle.

    A handle says the level: "province", "district", "commune_1". The nation is left out, where units report to it.
    """
    placed = tree(session, find_unit(session, root_code, on).key, on)
    deepest = max(placed, key=lambda place: (place.depth, -placed.index(place)))
    line = [place.unit for place in placed if deepest.path.startswith(place.path)]
    above = [unit for unit in line[:-1] if unit.level != NATION] or line[:-1][-1:]
    lowest = [place.unit for place in placed if place.parent_key == deepest.parent_key][:LOWEST]
    parts: list[Part] = []
    for unit in above:
        parts.append(_part(unit, str(unit.level or "unit"), parts[-1].unit.handle if parts else None))
    over = parts[-1].unit.handle if parts else None
    parts += [_part(unit, f"{unit.level or 'unit'}_{number}", over) for number, unit in enumerate(lowest, 1)]
    parts += _agencies(session, above or lowest, parts, on)
    return Cast(tuple(replace(part, unit=replace(part.unit, key=key)) for key, part in enumerate(parts, 1)))


def _agencies(session: Session, hosts: Sequence[Unit], parts: Sequence[Part], on: date) -> list[Part]:
    """The first ones beside each unit of the line, those of the top first; an oversight body where there is one."""
    found = [
        (part.unit.handle, agency)
        for unit, part in zip(hosts, parts, strict=False)
        for agency in agencies_of(session, [unit.key], on)
    ]
    return [
        _part(agency, f"agency_{number}", beside, HOST)
        for number, (beside, agency) in enumerate(_with_a_body(found), 1)
    ]


def _with_a_body(found: Sequence[tuple[str, Unit]]) -> Sequence[tuple[str, Unit]]:
    first, rest = found[:MOST_AGENCIES], found[MOST_AGENCIES:]
    if any(agency.kind == OVERSIGHT for _beside, agency in first):
        return first
    bodies = [one for one in rest if one[1].kind == OVERSIGHT][:1]
    return [*first[: MOST_AGENCIES - len(bodies)], *bodies]


def _part(unit: Unit, handle: str, above: str | None = None, line: str = REPORT) -> Part:
    return Part(replace(unit, handle=handle, valid_from=None, valid_to=None), above, line)
