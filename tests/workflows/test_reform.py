"""Three tiers become two by date; the same diagram runs both, and a running cycle finishes on its old tree."""

import sqlalchemy as sa

from organisation.routes import close_unit, subordinates
from organisation.units import find_unit, unit_by_handle
from tests.workflows.cycle import Cycle, at
from workflows.tables import cycle_unit


def test_a_cycle_opened_on_the_old_tree_finishes_on_it(cycle: Cycle) -> None:
    cycle.now = at(9, month=6)
    cycle.open("2025-06")
    cycle.go_to(at(3, 9, month=7))  # the reform was on the 1st
    assert cycle.open_elements("C003") == ["draft"]
    cycle.submit("C003")
    cycle.accept("C003", "D001")
    assert cycle.report("C003").accepted_at == cycle.now
    assert cycle.open_elements("D001") == ["draft"], "the district has no place in the new tree, but one here"


def test_after_the_reform_the_same_diagram_runs_two_tiers(cycle: Cycle) -> None:
    cycle.now = at(8, month=8)
    opened = cycle.open("2025-08")
    assert opened.units == 3
    cycle.submit("C003@2025-07-01")
    cycle.accept("C003@2025-07-01", "P01@2025-07-01")
    cycle.submit("C005@2025-07-01")
    cycle.accept("C005@2025-07-01", "P01@2025-07-01")
    cycle.submit("P01@2025-07-01")
    assert cycle.report("P01@2025-07-01").first_submitted_at == cycle.now


def test_a_unit_closed_in_the_middle_keeps_its_task_its_staff_and_its_place(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(12))
    with cycle.database.write() as session:
        close_unit(session, unit_by_handle(session, "C004"), last_day=at(12).date())
    cycle.go_to(at(15, 9))
    with cycle.database.read() as session:
        district = find_unit(session, "D001", at(15).date())
        assert [unit.code for unit in subordinates(session, district.key, at(15).date())] == ["C003"]
    cycle.submit("C004")
    cycle.accept("C004", "D001")
    assert cycle.report("C004").accepted_at == cycle.now


def test_the_tree_of_a_cycle_is_its_own(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.read() as session:
        paths = session.execute(
            sa.select(cycle_unit.c.handle, cycle_unit.c.superior_handle)
            .where(cycle_unit.c.cycle_key == cycle.key)
            .order_by(cycle_unit.c.path)
        ).all()
    assert sorted((row.handle, row.superior_handle) for row in paths) == [
        ("C003", "D001"),
        ("C004", "D001"),
        ("C005", "D002"),
        ("D001", "P01"),
        ("D002", "P01"),
        ("P01", None),
    ]
