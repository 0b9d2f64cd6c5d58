"""How the installation stands is asked for every few seconds: it must not cost more the more there is."""

import re

import sqlalchemy as sa

from tests.workflows.cycle import Cycle, at
from tests.workflows.test_scans import GROWING, plan
from workflows.standing import standing

OPEN_TASKS = "SCAN task USING COVERING INDEX ix_task_open"


def test_nothing_that_grows_is_read_through(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(20))
    asked = []

    @sa.event.listens_for(cycle.database.reader, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        asked.append((statement, values))

    with cycle.database.read() as session:
        found = standing(session, cycle.now)
        plans = [plan(session, statement, values) for statement, values in asked]
    assert found.engine.open_tasks
    steps = "\n".join(plans)
    assert OPEN_TASKS in steps
    # all of an index that holds nothing else is no reading through
    assert not re.search(
        rf"^\s*SCAN ({GROWING}|job|incident)\b", steps.replace(OPEN_TASKS, ""), re.MULTILINE
    ), steps


def test_what_is_done_is_not_counted_among_the_open(cycle: Cycle) -> None:
    cycle.open()
    cycle.go_to(at(15, 9))
    before = open_tasks(cycle)
    cycle.draft("C003")
    assert open_tasks(cycle) == before, "one done, the next one open"
    cycle.go_to(at(30))
    with cycle.database.read() as session:
        found = standing(session, cycle.now)
        counted = session.exec_driver_sql("select count(*) from task where status = 'created'").scalar_one()
    assert found.engine.open_tasks == counted


def open_tasks(cycle: Cycle) -> int:
    with cycle.database.read() as session:
        return standing(session, cycle.now).engine.open_tasks
