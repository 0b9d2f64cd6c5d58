"""The named choices of the forms about issues: categories, programmes, agencies, places, issues that are alike."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from database.session import Session
from forms.form import Option
from organisation.areas import areas_of
from organisation.days import local_day
from organisation.routes import agencies_of, subordinates
from organisation.succession import line_above
from organisation.units import unit_by_key
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.alike import Told, alike_in
from workflows.issues.record import issue_row
from workflows.issues.taxonomy import categories, programmes
from workflows.issues.words import issue_title
from workflows.matter import Source, key_of
from workflows.open_task import TaskFacts


def categories_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The categories of the day on which the task began."""
    return categories(session, local_day(_began(facts)))


def programmes_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The programmes of that year."""
    return programmes(session, _began(facts))


def agencies_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The agencies beside the unit in charge, then those beside the units above it."""
    row, day = issue_row(session, key_of(facts)), local_day(_began(facts))
    upward = [row.charge_unit_key, *(above.key for above in line_above(session, row.charge_unit_key, day))]
    found = agencies_of(session, upward, day)
    return [Option(agency.handle, _same(agency.name)) for agency in found]


def alike_for(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The issues that may be the same, for a unit that sees them both."""
    row = issue_row(session, key_of(facts))
    found = alike_in(session, [row.charge_unit_key], told_by(row), but=row.key)
    return [Option(str(one.row.key), issue_title(one.row)) for one in found]


def areas_for(session: Session, unit_key: int, now: datetime) -> Sequence[Option]:
    """The places of a unit: all of it, the units below it, and the areas it has named."""
    day, whole = local_day(now), unit_by_key(session, unit_key)
    name = whole.name[:1].lower() + whole.name[1:]
    below = [Option(one.handle, _same(one.name)) for one in subordinates(session, unit_key, day)]
    named = [Option(one, _same(one)) for one in areas_of(session, unit_key, day)]
    return [Option(WHOLE_UNIT, {"vi": f"Toàn {name}", "en": f"All of {whole.name}"}), *below, *named]


def told_by(row: Any) -> Told:
    """What is compared of an issue of the register."""
    return Told(row.place_unit_key, row.area, row.category, row.raised_on, row.summary)


def _areas_of_task(session: Session, facts: TaskFacts) -> Sequence[Option]:
    row = issue_row(session, key_of(facts))
    return areas_for(session, row.raised_unit_key, _began(facts))


def _began(facts: TaskFacts) -> datetime:
    began: datetime = facts.row.created_at
    return began


def _same(name: str) -> dict[str, str]:
    return {"vi": name, "en": name}


SOURCES: Mapping[str, Source] = {
    "issue_categories": categories_for,
    "issue_programmes": programmes_for,
    "issue_agencies": agencies_for,
    "issue_alike": alike_for,
    "issue_areas": _areas_of_task,
}
"""The lists of choices that a form about issues may name."""
