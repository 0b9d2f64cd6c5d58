"""Two at once: a step is sent while the incident is closed, and two begin to respond to one issue."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event as Signal
from threading import current_thread, main_thread
from typing import Any

import sqlalchemy as sa

from engine.holding import hold_instance
from engine.tables import instance
from tests.stores import ON_POSTGRESQL, somebody_waits
from tests.workflows.cycle import Cycle
from tests.workflows.issues.handled import Handled
from tests.workflows.response.incidents import CLOSING, REPAIR, VALVE, Flood
from workflows.complete_task import complete_task
from workflows.draft import Origin
from workflows.errors import RefusedAt
from workflows.house import HOUSE
from workflows.processes import cancel_process
from workflows.response.tables import response


@ON_POSTGRESQL
def test_a_step_that_is_sent_while_the_incident_is_closed_counts_as_done_and_nothing_begins_by_it(
    flood: Flood,
) -> None:
    flood.begun()
    flood.confirm(VALVE)
    database, step = flood.steps.database, flood.step(VALVE)
    viewer, task_key = (
        flood.steps.viewer("p01-sxd.officer"),
        flood.steps.task(flood.about(VALVE), "carry_out").key,
    )
    steps_read = Signal()

    @sa.event.listens_for(database.writer, "after_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if current_thread() is not main_thread() and "FROM response_step" in statement:
            steps_read.set()

    said = {"outcome": "done", "text": "Đã khoá van."}
    with ThreadPoolExecutor(1) as beside:
        with database.write() as session:
            hold_instance(session, step.instance_key)
            closing = beside.submit(lambda: flood.lead(**{**CLOSING, "left_reason": "Xong."}))
            assert steps_read.wait(60)
            complete_task(session, HOUSE, viewer, task_key, said, now=flood.steps.now, origin=Origin(0))
        closing.result()
    assert (flood.step(VALVE).state, flood.step(REPAIR).state) == ("done", "dropped")
    assert flood.row.state == "closed"
    assert flood.steps.open(flood.about(REPAIR)) == {}
    assert flood.steps.status(flood.subject) == "completed"


@ON_POSTGRESQL
def test_a_step_that_is_sent_while_operators_end_the_incident_counts_as_done_and_nothing_begins_by_it(
    flood: Flood,
) -> None:
    flood.begun()
    flood.confirm(VALVE)
    database, operator = flood.steps.database, flood.steps.viewer("admin")
    whole = flood.steps.row(sa.select(instance.c.key).where(instance.c.subject == flood.subject)).key
    with ThreadPoolExecutor(1) as beside:
        with database.write() as session:
            cancel_process(session, HOUSE, operator, whole, reason="Chạy nhầm.", now=flood.steps.now)
            sent = beside.submit(lambda: flood.carry_out(VALVE))
            assert somebody_waits(session)
        sent.result()
    assert (flood.step(VALVE).state, flood.step(REPAIR).state) == ("done", "dropped")


@ON_POSTGRESQL
def test_of_two_who_begin_at_once_one_is_told_that_it_is_under_way(flood: Flood) -> None:
    cycle = Cycle(flood.steps.database, flood.steps.now)
    key = Handled(cycle).raised(summary="Ống nước vỡ ở ngõ 12.").key

    def begin(who: str) -> str:
        try:
            Flood(flood.steps).begun(who, about=f"issue:{key}")
        except RefusedAt:
            return "refused"
        return "begun"

    with ThreadPoolExecutor(2) as both:
        found: list[Future[str]] = [both.submit(begin, who) for who in ("c003.receiver", "c003.head")]
        assert sorted(one.result() for one in found) == ["begun", "refused"]
    with flood.steps.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(response)).scalar_one() == 1
