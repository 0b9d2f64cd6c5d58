"""What a page asks for is found by an index: no list reads through all the rows there ever were."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from database.session import Session
from organisation.viewer import Viewer
from tests.workflows.cycle import Cycle, at
from workflows.board import board
from workflows.case import case
from workflows.cycles import cycles
from workflows.inbox import inbox
from workflows.notices import notices, unread
from workflows.open_tasks import SCOPES
from workflows.overdue import overdue

GROWING = "task|report|cycle_unit|outbox|history|instance|timer|receipt|report_version"
Page = Callable[[Session, Viewer, Cycle], Any]


def inbox_page(scope: str) -> Page:
    return lambda session, viewer, cycle: inbox(session, viewer, cycle.now, scope=scope)


PAGES: dict[str, Page] = {
    "board": lambda session, viewer, cycle: board(session, cycle.key, None, viewer, cycle.now),
    "case": lambda session, viewer, cycle: case(session, viewer, cycle.report("C003").key, cycle.now),
    "cycles": lambda session, viewer, cycle: cycles(session, viewer, cycle.now),
    "notices": lambda session, viewer, _: (notices(session, viewer), unread(session, viewer)),
    "overdue": lambda session, viewer, cycle: overdue(session, viewer, cycle.now),
    **{f"inbox, {scope}": inbox_page(scope) for scope in SCOPES},
}


@pytest.mark.parametrize("username", ["c003.reporter", "d001.receiver", "p01.leader"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_reads_through_a_growing_table(cycle: Cycle, page: str, username: str) -> None:
    cycle.open()
    cycle.go_to(at(20))
    viewer, asked = cycle.viewer(username), []

    @sa.event.listens_for(cycle.database.reader, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    with cycle.database.read() as session:
        PAGES[page](session, viewer, cycle)
        found = [(statement, plan(session, statement, values)) for statement, values in asked]
    assert found
    for statement, steps in found:
        assert not re.search(rf"^SCAN ({GROWING})\b", steps, re.MULTILINE), f"{statement}\n{steps}"


def plan(session: Session, statement: str, values: Any) -> str:
    cursor = session.connection.cursor()
    return "\n".join(step for *_, step in cursor.execute(f"explain query plan {statement}", values))
