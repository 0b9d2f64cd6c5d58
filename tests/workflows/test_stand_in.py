"""Somebody stands in for an absent colleague: he sees and does the tasks, which keep their dates."""

from tests.workflows.cycle import Cycle, at
from workflows.inbox import inbox
from workflows.staff_account import add_account, let_stand_in


def tasks_of(cycle: Cycle, username: str) -> list[tuple[str, object]]:
    viewer = cycle.viewer(username)
    with cycle.database.read() as session:
        found = inbox(session, viewer, cycle.now, scope="mine")
    return [(row.unit_name, row.due_at) for row in found.rows]


def test_a_stand_in_sees_the_tasks_on_his_days_only(cycle: Cycle) -> None:
    cycle.open()
    own = tasks_of(cycle, "c003.reporter")
    assert own == [("Phường 3", at(16, 17))]
    assert tasks_of(cycle, "c004.reporter") == [("Phường 4", at(16, 17))]
    with cycle.database.write() as session:
        days = {"first": at(8).date(), "last": at(9).date()}
        let_stand_in(session, "c003.reporter", "c004.reporter", **days)
    cycle.now = at(7, 23, 59)
    assert len(tasks_of(cycle, "c004.reporter")) == 1
    cycle.now = at(8, 0, 0)
    assert sorted(tasks_of(cycle, "c004.reporter")) == [("Phường 3", at(16, 17)), ("Phường 4", at(16, 17))]
    cycle.now = at(9, 23, 59)
    assert len(tasks_of(cycle, "c004.reporter")) == 2
    cycle.now = at(10, 0, 0)
    assert len(tasks_of(cycle, "c004.reporter")) == 1


def test_an_account_of_no_office_sees_nothing(cycle: Cycle) -> None:
    cycle.open()
    with cycle.database.write() as session:
        add_account(
            session,
            "a.operator",
            "mot mat khau dai",
            unit_code=None,
            roles=["operator"],
            office="",
            now=cycle.now,
        )
    assert tasks_of(cycle, "a.operator") == []
