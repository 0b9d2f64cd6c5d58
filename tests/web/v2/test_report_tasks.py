"""The tasks of a report over /v2: the same rules as on the pages."""

from typing import Any

import pytest
import sqlalchemy as sa

from engine.tables import task
from tests.stores import BOTH_STORES
from tests.web.programs import Program
from tests.web.v2.conftest import Enter
from tests.workflows.cycle import ANSWERS, NIL, Cycle
from workflows.tables import report_version

pytestmark = BOTH_STORES

WARD, DISTRICT, STRANGER = "c003.reporter", "d001.receiver", "c005.reporter"


def one_task(program: Program, **wanted: Any) -> dict[str, Any]:
    [found] = program.found("user-tasks", filter={"state": "CREATED", **wanted})
    assert isinstance(found, dict)
    return found


@pytest.fixture
def key(cycle: Cycle) -> str:
    """The task of Ward 3 to write its report."""
    return str(cycle.task("C003", "draft"))


def test_a_clerk_sees_the_tasks_of_the_ward_and_no_others(enter: Enter, key: str) -> None:
    seen = one_task(enter(WARD))
    assert seen["userTaskKey"] == key
    assert seen["candidateGroups"] == ["C003.reporter"]
    assert seen["processDefinitionId"] == "periodic_report"
    assert enter(STRANGER).get(f"/v2/user-tasks/{key}").status_code == 404
    assert key not in [one["userTaskKey"] for one in enter(STRANGER).found("user-tasks")]


def test_the_form_of_a_task_comes_as_it_was_deployed(enter: Enter, key: str) -> None:
    form = enter(WARD).get(f"/v2/user-tasks/{key}/form").json()
    assert form["formId"] == "monthly_report"
    assert '"components"' in form["schema"]
    assert form["formKey"] == one_task(enter(WARD))["formKey"]


def test_answers_that_must_be_mended_are_named_field_by_field(enter: Enter, cycle: Cycle, key: str) -> None:
    wrong = {**ANSWERS, "overview": "", "issues": [{**ANSWERS["issues"][0], "mentions": "many"}]}
    answer = enter(WARD).post(f"/v2/user-tasks/{key}/completion", json={"variables": wrong})
    assert answer.status_code == 400
    fields = [one["field"] for one in answer.json()["errors"]]
    assert "variables.overview" in fields
    assert "variables.issues.0.mentions" in fields
    assert cycle.task("C003", "draft") == int(key)


def test_a_report_goes_its_way_over_the_interface(enter: Enter, cycle: Cycle, key: str) -> None:
    done = enter(WARD).post(f"/v2/user-tasks/{key}/completion", json={"variables": dict(NIL)})
    assert done.status_code == 204, done.text
    approving = one_task(enter("c003.head"), candidateGroup="C003.head")
    path = f"/v2/user-tasks/{approving['userTaskKey']}/completion"
    assert enter(WARD).post(path, json={"variables": {"decision": "approve"}}).status_code == 400
    assert enter("c003.head").post(path, json={"variables": {"decision": "approve"}}).status_code == 204
    assert enter("c003.head").post(path, json={"variables": {"decision": "approve"}}).status_code == 409
    with cycle.database.read() as session:
        assert session.execute(sa.select(sa.func.count()).select_from(report_version)).scalar_one() == 1
        ended_by = session.execute(sa.select(task.c.ended_by).where(task.c.key == int(key))).scalar()
    assert ended_by == str(cycle.viewer(WARD).staff_key)


def test_a_task_is_taken_given_back_and_handed_out(enter: Enter, key: str) -> None:
    path = f"/v2/user-tasks/{key}"
    ward, head, other = enter(WARD), enter("c003.head"), enter(STRANGER)
    assert ward.post(f"{path}/assignment", json={}).status_code == 204
    assert one_task(ward, assignee=WARD)["assignee"] == WARD
    assert ward.found("user-tasks", filter={"assignee": "nobody"}) == []
    assert ward.found("user-tasks", filter={"assignee": {"$neq": WARD}}) == []
    assert other.post(f"{path}/assignment", json={}).status_code == 404
    assert head.post(f"{path}/assignment", json={"assignee": STRANGER}).status_code == 400
    assert head.post(f"{path}/assignment", json={"assignee": "no.such.account"}).status_code == 400
    assert ward.delete(f"{path}/assignee").status_code == 204
    assert one_task(ward, assignee={"$exists": False})["assignee"] is None
    assert head.post(f"{path}/assignment", json={"assignee": WARD}).status_code == 204


def test_dates_of_a_reports_task_come_from_its_cycle(enter: Enter, key: str) -> None:
    changes = {"changeset": {"dueDate": "2025-06-01T00:00:00Z"}}
    answer = enter("c003.head").patch(f"/v2/user-tasks/{key}", json=changes)
    assert answer.status_code == 400
    assert "cycle" in answer.json()["detail"]


def test_a_report_is_not_started_by_a_program(enter: Enter) -> None:
    for wanted in (
        {"processDefinitionId": "periodic_report", "variables": {"unit": "C003"}},
        {"processDefinitionId": "periodic_report", "variables": {"report": 1}},
    ):
        answer = enter("admin").post("/v2/process-instances", json=wanted)
        assert answer.status_code == 400
        assert "cycle" in answer.json()["detail"]


def test_an_operator_sees_every_task_but_does_not_write_a_wards_report(enter: Enter, key: str) -> None:
    operator = enter("admin")
    assert operator.get(f"/v2/user-tasks/{key}").status_code == 200
    answer = operator.post(f"/v2/user-tasks/{key}/completion", json={"variables": dict(NIL)})
    assert answer.status_code == 404
