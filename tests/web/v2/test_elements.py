"""Element instances: what an instance is at, told from the rows that wait and from its history."""

from typing import Any

import sqlalchemy as sa

from engine.tables import task
from tests.stores import BOTH_STORES
from tests.web.programs import Program
from tests.web.v2.conftest import Enter
from tests.web.v2.foreign import process, service
from tests.workflows.cycle import Cycle, at

pytestmark = BOTH_STORES


def visits(program: Program, key: Any, **wanted: Any) -> list[dict[str, Any]]:
    found = program.found("element-instances", filter={"processInstanceKey": str(key), **wanted})
    for one in found:
        assert program.get(f"/v2/element-instances/{one['elementInstanceKey']}").json() == one
    return found


def instance_of(cycle: Cycle, unit: str) -> int:
    with cycle.database.read() as session:
        key = cycle.task(unit, "draft")
        return int(session.execute(sa.select(task.c.instance_key).where(task.c.key == key)).scalar_one())


def test_a_report_is_at_its_task_and_waits_for_its_times(enter: Enter, cycle: Cycle) -> None:
    key = instance_of(cycle, "C003")
    found = visits(enter("c003.reporter"), key)
    assert [one["elementId"] for one in found if one["type"] == "USER_TASK"] == ["draft"]
    waiting = [one for one in found if one["type"] == "BOUNDARY_EVENT"]
    assert waiting
    assert {one["state"] for one in found} == {"ACTIVE"}
    cycle.go_to(at(19))
    fired = visits(enter("c003.reporter"), key, state="COMPLETED", type="BOUNDARY_EVENT")
    assert fired
    assert all(one["endDate"] for one in fired)


def test_a_unit_that_collects_is_at_what_it_called(enter: Enter, cycle: Cycle) -> None:
    district = enter("d001.reporter")
    [whole] = [
        one
        for one in district.found("process-instances", filter={"parentProcessInstanceKey": {"$exists": True}})
        if one["parentElementInstanceKey"]
        and not district.found("user-tasks", filter={"processInstanceKey": one["processInstanceKey"]})
    ]
    [called] = visits(district, whole["processInstanceKey"], type="CALL_ACTIVITY")
    assert called["state"] == "ACTIVE"
    ward = enter("admin").get(f"/v2/process-instances/{instance_of(cycle, 'C003')}").json()
    assert ward["parentElementInstanceKey"] == called["elementInstanceKey"]
    assert ward["parentProcessInstanceKey"] == whole["processInstanceKey"]


def test_work_of_an_outside_worker_is_told(enter: Enter) -> None:
    operator = enter("admin")
    file = process("label", service("print", "print-label"))
    assert operator.post("/v2/deployments", files=[("resources", file)]).status_code == 200
    started = operator.post("/v2/process-instances", json={"processDefinitionId": "label"}).json()
    [found] = visits(operator, started["processInstanceKey"])
    assert (found["elementId"], found["type"], found["state"]) == ("print", "SERVICE_TASK", "ACTIVE")
    operator.post(f"/v2/process-instances/{started['processInstanceKey']}/cancellation")
    assert visits(operator, started["processInstanceKey"])[0]["state"] == "TERMINATED"
