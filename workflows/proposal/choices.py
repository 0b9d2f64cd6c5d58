"""To whom a unit may give what was proposed to it: the units below it and the agencies beside it."""

from collections.abc import Sequence
from datetime import datetime

from database.session import Session
from forms.form import Option
from organisation.units import unit_by_key
from workflows.direction.targets import units_to_direct
from workflows.matter import key_of
from workflows.open_task import TaskFacts
from workflows.proposal.record import proposal_row


def units_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The choices of the task by which a proposal is decided, as of the day it began."""
    return options_of(session, proposal_row(session, key_of(facts)).decider_key, facts.row.created_at)


def options_of(session: Session, decider_key: int, now: datetime) -> Sequence[Option]:
    """The units that a unit may give work to."""
    found = units_to_direct(session, unit_by_key(session, decider_key).key, now)
    return [Option(one.handle, {"vi": one.name, "en": one.name}) for one in found]
