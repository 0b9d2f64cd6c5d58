"""Units of one name among the choices of a form: nobody gives work to the wrong one."""

from collections.abc import Mapping

import pytest
import sqlalchemy as sa

from organisation.tables import unit
from organisation.units import unit_by_handle
from tests.stores import BOTH_STORES
from tests.workflows.cycle import Cycle
from workflows.data_call.ask import choices_for
from workflows.data_call.targets import reach_of
from workflows.reception.deciding import units_of


def choices(cycle: Cycle, where: str) -> Mapping[str, str]:
    """What the province chooses from, by handle."""
    with cycle.database.read() as session:
        key = unit_by_handle(session, "P01").key
        found = {
            "reception": lambda: units_of(session, key, cycle.now),
            "data_call": lambda: choices_for(session, reach_of(session, key, cycle.now), cycle.now)[
                "call_units"
            ],
        }[where]()
    return {one.value: one.label["vi"] for one in found}


@BOTH_STORES
@pytest.mark.parametrize("where", ["reception", "data_call"])
def test_units_of_one_name_say_below_which_unit_they_stand(cycle: Cycle, where: str) -> None:
    assert choices(cycle, where)["C003"] == "Phường 3", "the only one of its name"
    with cycle.database.write() as session:
        session.execute(sa.update(unit).where(unit.c.handle == "C005").values(name="Phường 3"))
    found = choices(cycle, where)
    assert (found["C003"], found["C005"], found["C004"]) == (
        "Phường 3 (Quận 1)",
        "Phường 3 (Huyện 2)",
        "Phường 4",
    )
