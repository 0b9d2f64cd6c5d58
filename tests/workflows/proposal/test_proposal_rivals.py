"""Two at once: the district decides a proposal while it accepts a correction that tells of it no more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal
from typing import Any

import pytest

from database.session import Database, Session
from engine.holding import hold_instance
from tests.stores import ON_POSTGRESQL
from tests.workflows.cycle import Cycle
from tests.workflows.proposal.proposed import DREDGE, STAFF, Proposed
from tests.workflows.steps import Steps
from workflows.complete_task import complete_task
from workflows.draft import Origin
from workflows.house import HOUSE
from workflows.proposal import from_reports


@ON_POSTGRESQL
def test_one_that_is_decided_while_a_correction_withdraws_all_stays_as_it_was_decided(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    cycle = Cycle(database)
    cycle.open()
    proposed = Proposed(cycle, Steps(database, cycle.now))
    proposed.report(DREDGE, STAFF)
    second, reached = proposed.rows[1].instance_key, Signal()

    def hold(session: Session, instance_key: int) -> None:
        if instance_key == second:
            reached.set()
        hold_instance(session, instance_key)

    monkeypatch.setattr(from_reports, "hold_instance", hold)
    task, now = proposed.steps.task("proposal:2", "decide").key, proposed.steps.now
    refused: dict[str, Any] = {"decision": "refuse", "reason_code": "KN-03", "reason": "Chưa có nguồn."}
    viewer = proposed.steps.viewer("d001.head")
    with ThreadPoolExecutor(1) as beside:
        with database.write() as session:
            hold_instance(session, second)
            correcting = beside.submit(proposed.correct, lambda _rows: [])
            assert reached.wait(60)
            complete_task(session, HOUSE, viewer, task, refused, now=now, origin=Origin(0))
        correcting.result()
    assert proposed.states == ["withdrawn", "refused"]
