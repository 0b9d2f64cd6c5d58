"""Whom a verification may involve: agencies that the lead convenes, leads that a unit may ask."""

from collections.abc import Sequence
from datetime import datetime

from database.session import Session
from forms.form import Option
from organisation.days import local_day
from organisation.neighbours import neighbours
from organisation.units import unit_by_handle
from workflows.open_task import TaskFacts


def agencies(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """Who may be asked: the line of the lead, the agencies beside it, the units below; not the lead itself."""
    lead = facts.row.owner
    return [one for one in leads_for(session, lead, facts.row.created_at) if one.value != lead]


def leads(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """Whom the unit of a task may ask to lead a verification."""
    return leads_for(session, facts.row.owner, facts.row.created_at)


def leads_for(session: Session, handle: str, now: datetime) -> list[Option]:
    """Whom a unit may ask to lead: itself, its line, the agencies beside it, the units below."""
    found = neighbours(session, unit_by_handle(session, handle).key, local_day(now))
    return [Option(unit.handle, {"vi": unit.name, "en": unit.name}) for unit in found]
