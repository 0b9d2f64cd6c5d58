"""A demonstration has an incident under way that its first visitor can go on with."""

import pytest
import sqlalchemy as sa

from database.session import Database
from tests.workflows.cycle import Cycle, at
from workflows.demo.doers import Here
from workflows.demo.responses import respond_to_a_flood
from workflows.house import HOUSE
from workflows.response.tables import response, response_step


def test_the_ward_responds_to_a_flood_and_has_looked_at_it(cycle: Cycle, database: Database) -> None:
    cycle.open()
    respond_to_a_flood(database, HOUSE, Here(database, HOUSE, "P01"), at(14, 16))
    with database.read() as session:
        row = session.execute(sa.select(response)).one()
        states = session.scalars(sa.select(response_step.c.state).order_by(response_step.c.position)).all()
    assert (row.state, row.in_charge) == ("running", f"{row.unit}.head")
    assert states[0] == "done"
    assert {"open", "waiting"} <= set(states)


@pytest.mark.usefixtures("cycle")
def test_a_store_without_a_cycle_shows_nobody_and_nothing_begins(database: Database) -> None:
    respond_to_a_flood(database, HOUSE, Here(database, HOUSE, "P01"), at(14, 16))
    with database.read() as session:
        assert session.execute(sa.select(response)).first() is None
