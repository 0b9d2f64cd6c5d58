"""What a newcomer of a demonstration finds of citizen receptions."""

import sqlalchemy as sa

from tests.workflows.cycle import Cycle, at
from workflows.demo.doers import Here
from workflows.demo.receptions import RAISED, receive_citizens
from workflows.house import HOUSE
from workflows.reception.finding import open_sittings
from workflows.reception.tables import reception, reception_calendar, reception_issue


def test_the_ward_that_is_shown_has_a_sitting_to_conclude_and_one_to_come(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(14, 16))
    receive_citizens(cycle.database, HOUSE, Here(cycle.database, HOUSE, "P01"), cycle.now)
    with cycle.database.read() as session:
        calendars = session.execute(sa.select(reception_calendar)).all()
        ward = session.execute(sa.select(reception).where(reception.c.state == "held")).one()
        issues = session.execute(sa.select(reception_issue)).all()
        waiting = open_sittings(session, [ward.unit_key])
    assert len(calendars) == 3, "the ward, its district, the province"
    assert (ward.handle, ward.meets_on, len(issues)) == ("C003", at(14).date(), len(RAISED))
    assert [(row.meets_on, row.state) for row in waiting] == [
        (at(15).date(), "planned"),
        (at(14).date(), "held"),
    ]


def test_without_anybody_to_show_there_is_nothing(cycle: Cycle) -> None:
    receive_citizens(cycle.database, HOUSE, Here(cycle.database, HOUSE, "P01"), cycle.now)
    with cycle.database.read() as session:
        assert session.execute(sa.select(reception)).all() == []
