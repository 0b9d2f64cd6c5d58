"""The shipped calendar is entered once; what the operators say afterwards stands."""

from database.session import Database
from organisation.calendar_overrides import USUAL, calendar_revision, overrides, set_override
from tests.workflows.cycle import at
from workflows.seed import seed_calendar


def test_a_second_call_changes_nothing(database: Database) -> None:
    with database.write() as session:
        revision = calendar_revision(session)
        seed_calendar(session, at(2))
        assert calendar_revision(session) == revision


def test_a_day_that_an_operator_took_back_stays_as_usual(database: Database) -> None:
    with database.write() as session:
        shipped, *others = overrides(session)
        set_override(session, shipped.date, USUAL, name="", source="the operator", now=at(2))
        seed_calendar(session, at(3))
        assert overrides(session) == others
