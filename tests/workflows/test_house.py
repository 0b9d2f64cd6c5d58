"""What the house does when the engine starts an instance."""

import pytest
import sqlalchemy as sa

from engine.start import start_instance
from engine.tables import instance
from tests.workflows.cycle import Cycle
from workflows.errors import Refused
from workflows.house import HOUSE
from workflows.vocabulary import report_variables


def test_a_report_never_gets_a_second_case(cycle: Cycle) -> None:
    cycle.open()
    unit = cycle.report("C003")
    with cycle.database.read() as session:
        before = session.execute(sa.select(sa.func.count()).select_from(instance)).scalar_one()
        facts = report_variables(session, cycle.key, unit.unit_key)
    with pytest.raises(Refused, match="a case already"), cycle.database.write() as session:
        start_instance(session, HOUSE, "periodic_report", facts, owner="C003", actor="x", now=cycle.now)
    with cycle.database.read() as session:
        after = session.execute(sa.select(sa.func.count()).select_from(instance)).scalar_one()
    assert after == before
    assert cycle.report("C003").instance_key == unit.instance_key
