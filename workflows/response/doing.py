"""Who does a step of a play-book: the unit and the office it lies with, and a warning where nobody is there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from database.session import Session
from organisation.days import local_day
from organisation.postings import is_staffed
from organisation.roles import HEAD, LEADER, OFFICER, RECEIVER, REPORTER, group, role_title
from organisation.routes import agencies_of, subordinates, superiors
from organisation.units import Unit, unit_by_key
from workflows.desk import desk_of
from workflows.response.books import BookStep
from workflows.response.words import Words
from workflows.unit_words import NATION

DESK = "desk"
NAMED = 5
"""So many units are named where several have nobody."""
_OTHERS = (OFFICER, REPORTER, RECEIVER, HEAD, LEADER)
"""Who else of a unit does a step, where nobody holds the role that the play-book names."""
PLACES: Mapping[str, Words] = {
    "own": {"vi": "đơn vị mình", "en": "this unit"},
    "above": {"vi": "cấp trên trực tiếp", "en": "the unit above"},
    "top": {"vi": "cấp cao nhất", "en": "the highest unit"},
    "agency": {"vi": "cơ quan chuyên môn về lĩnh vực", "en": "an agency that works in the field"},
    "below": {"vi": "đơn vị cấp dưới", "en": "units below"},
}


@dataclass(frozen=True)
class Doer:
    """The unit and the group that do a step; `instead` says why it is not whom the play-book names."""

    unit: Unit
    group: str
    instead: Words | None = None


@dataclass(frozen=True)
class Around:
    """The unit in charge and those around it on a day: its line upward, and the units right below."""

    own: Unit
    in_charge: str
    line: Sequence[Unit]
    below: Sequence[Unit]


def around(session: Session, unit_key: int, in_charge: str, now: datetime) -> Around:
    """The surroundings of a unit, in which the group `in_charge` begins a response."""
    day = local_day(now)
    line = [one for one in superiors(session, unit_key, day) if one.level != NATION]
    return Around(unit_by_key(session, unit_key), in_charge, line, subordinates(session, unit_key, day))


def doers(session: Session, here: Around, step: BookStep, now: datetime) -> list[Doer]:
    """Who does a step: one unit, or each of the units below. A step is nobody's never: then it is the unit's own."""
    units = list(_units(session, here, step, now))
    if not units:
        where = PLACES[step.place]
        missing = {
            "vi": f"Không có {where['vi']}: việc này về bộ phận phụ trách.",
            "en": f"There is no such unit ({where['en']}): whoever is in charge does it.",
        }
        return [Doer(here.own, here.in_charge, missing)]
    found = [doer_at(session, here, one, step.role, now) for one in units]
    return _together(here, units, found) if step.place == "below" else found


def _together(here: Around, units: Sequence[Unit], found: Sequence[Doer]) -> list[Doer]:
    """The units below where nobody is are one step of whoever is in charge, not one for each of them."""
    there = [one for one in found if one.unit.key != here.own.key]
    away = [one.name for one, doer in zip(units, found, strict=True) if doer.unit.key == here.own.key]
    if not away:
        return there
    names = ", ".join(away[:NAMED]) + (", …" if len(away) > NAMED else "")
    nobody = {
        "vi": f"{len(away)} đơn vị cấp dưới chưa có ai làm việc ở đây ({names}): việc này về bộ phận phụ trách.",
        "en": f"Nobody works here yet in {len(away)} {'unit' if len(away) == 1 else 'units'} below ({names}): "
        "whoever is in charge does it.",
    }
    return [*there, Doer(here.own, here.in_charge, nobody)]


def _units(session: Session, here: Around, step: BookStep, now: datetime) -> Iterator[Unit]:
    if step.place == "own":
        yield here.own
    elif step.place == "above":
        yield from here.line[:1]
    elif step.place == "top":
        yield from here.line[-1:]
    elif step.place == "below":
        yield from here.below
    else:
        keys = [here.own.key, *(one.key for one in here.line)]
        found = agencies_of(session, keys, local_day(now))
        yield from [one for one in found if step.field in one.fields][:1]


def doer_at(session: Session, here: Around, unit: Unit, role: str, now: datetime) -> Doer:
    """The office of a unit that does a step; where nobody holds the role another of it, else whoever is in charge."""
    wanted = desk_of(session, unit.handle, now) if role == DESK else group(unit.handle, role)
    role = wanted.rpartition(".")[2]
    if is_staffed(session, unit.handle, local_day(now), role):
        return Doer(unit, wanted)
    title, other = role_title(role, unit.type), _staffed_group(session, unit, now)
    nobody = {
        "vi": f"Chưa có ai giữ vai trò “{title['vi']}” ở {unit.name}",
        "en": f"Nobody holds the role “{title['en']}” at {unit.name}",
    }
    if other is None:
        ends = {
            "vi": f"{nobody['vi']}, cũng không có ai khác: việc này về bộ phận phụ trách.",
            "en": f"{nobody['en']}, nor any other: whoever is in charge does it.",
        }
        return Doer(here.own, here.in_charge, ends)
    ends = {
        "vi": f"{nobody['vi']}: bộ phận khác của đơn vị làm thay.",
        "en": f"{nobody['en']}: another office of the unit does it.",
    }
    return Doer(unit, other, ends)


def _staffed_group(session: Session, unit: Unit, now: datetime) -> str | None:
    """An office of a unit that has somebody; None where nobody is there."""
    day = local_day(now)
    return next(
        (group(unit.handle, role) for role in _OTHERS if is_staffed(session, unit.handle, day, role)), None
    )
