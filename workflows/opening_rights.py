"""Who may open which cycle: owners and operators any; a unit's head or overseeing leader asks the units below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine.definitions import names
from forms.words import Words
from organisation.roles import HEAD, LEADER
from organisation.routes import Placed
from organisation.tree import tree
from organisation.units import Unit, find_unit, unit_by_key
from organisation.viewer import Viewer
from periods.profile import KINDS, Kind
from periods.windows import Period, latest_begun, next_period, previous_period
from workflows.deadlines import ZONE
from workflows.errors import NotYours
from workflows.open_task import APPROVE_FORM, RECEIVE_FORM
from workflows.tables import cycle
from workflows.task_forms import form_title

DEFINITION = "periodic_report"


@dataclass(frozen=True)
class Below:
    """The units that may be asked, and the levels that lie below the unit that asks, nearest first."""

    units: Sequence[Unit]
    levels: Sequence[str]


def opens_any(viewer: Viewer) -> bool:
    """Whether the viewer opens regular cycles, for any unit, and plans them."""
    return viewer.is_owner or viewer.is_operator


def may_ask(viewer: Viewer) -> bool:
    """Whether the viewer may ask units for a report besides the regular ones."""
    return opens_any(viewer) or bool(_asking_units(viewer))


def kinds_for(viewer: Viewer) -> list[Kind]:
    """The kinds that the viewer may open."""
    if opens_any(viewer):
        return list(KINDS)
    return ["adhoc"] if may_ask(viewer) else []


def root_for(session: Session, viewer: Viewer, code: str, kind: Kind, now: datetime) -> Unit:
    """The unit to open a cycle of this kind for. NotYours where that is not the viewer's to do; UnitUnknown."""
    unit = find_unit(session, code, now.astimezone(ZONE).date())
    if opens_any(viewer) or (kind == "adhoc" and unit.key in _asking_units(viewer)):
        return unit
    raise NotYours


def usual_root(session: Session, viewer: Viewer) -> str:
    """The code to begin with: of the viewer's own unit, else of the unit that the last cycle was opened for."""
    own = _asking_units(viewer)
    if own:
        return unit_by_key(session, min(own)).code
    return _last_root(session)


def _last_root(session: Session) -> str:
    """The code of the unit that the last cycle was opened for; "" before the first one."""
    newest = session.execute(sa.select(cycle.c.root_unit_key).order_by(cycle.c.key.desc()).limit(1)).scalar()
    return "" if newest is None else unit_by_key(session, int(newest)).code


def periods_to_open(kind: Kind, now: datetime) -> list[Period]:
    """The period that runs, the one before it and the one after it."""
    current = latest_begun(kind, now.astimezone(ZONE).date())
    return [previous_period(current), current, next_period(current)]


def below(session: Session, root: Unit, now: datetime) -> Below:
    """Who may be asked by a unit."""
    placed: Sequence[Placed] = tree(session, root.key, now.astimezone(ZONE).date())
    levels = dict.fromkeys(
        place.unit.level
        for place in sorted(placed, key=lambda one: one.depth)
        if place.depth and place.unit.level
    )
    return Below([place.unit for place in placed if place.depth == 1], [level for level in levels if level])


def report_forms(session: Session) -> dict[str, Words]:
    """The forms that a report may be written on, by their ids, with what people call them."""
    return {
        name: form_title(session, name)
        for name in sorted(names(session, "form") - {APPROVE_FORM, RECEIVE_FORM})
    }


def _asking_units(viewer: Viewer) -> frozenset[int]:
    return viewer.unit_keys(HEAD) | viewer.unit_keys(LEADER)
