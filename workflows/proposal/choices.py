"""To whom a unit may give what was proposed to it: the units below it and the agencies beside it."""

from collections.abc import Sequence

from database.session import Session
from forms.form import Option
from workflows.direction.targets import units_to_direct
from workflows.matter import key_of
from workflows.open_task import TaskFacts
from workflows.proposal.record import proposal_row
from workflows.unit_choices import unit_options


def units_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The choices of the task by which a proposal is decided, as of the day it began."""
    row, now = proposal_row(session, key_of(facts)), facts.row.created_at
    return unit_options(session, units_to_direct(session, row.decider_key, now), now)
