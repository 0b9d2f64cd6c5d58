"""A foreign diagram, played by the Python client with its response models over real HTTP."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from camunda_orchestration_sdk import CamundaClient
from camunda_orchestration_sdk import models as m
from camunda_orchestration_sdk.errors import BadRequestError
from camunda_orchestration_sdk.types import File

from tests.stores import BOTH_STORES
from tests.web.v2.foreign import EMPTY, ORDER, process, task

pytestmark = BOTH_STORES


def deploy(sdk: CamundaClient, *files: tuple[str, bytes]) -> m.DeploymentResult:
    sent = [File(payload=BytesIO(content), file_name=name) for name, content in files]
    return sdk.create_deployment(data=m.CreateDeploymentData(resources=sent))


def start(sdk: CamundaClient, name: str, **variables: Any) -> m.CreateProcessInstanceResult:
    wanted = {"processDefinitionId": name, "variables": variables}
    return sdk.create_process_instance(data=m.ProcessCreationById.from_dict(wanted))


def tasks(sdk: CamundaClient, **wanted: Any) -> list[m.UserTaskResult]:
    return sdk.search_user_tasks(data=m.UserTaskSearchQuery.from_dict({"filter": wanted})).items


def test_a_foreign_process_is_deployed_started_and_played_to_its_end(sdk: CamundaClient) -> None:
    deployed = deploy(sdk, ORDER, EMPTY)
    assert [
        one.process_definition.process_definition_id for one in deployed.deployments if one.process_definition
    ] == [
        "order",
        "empty",
    ]
    assert deploy(sdk, ORDER, EMPTY).deployment_key == deployed.deployment_key
    started = start(sdk, "order", customer="An Bình", amount=3)
    key = started.process_instance_key
    for element in ("weigh", "pack", "post"):
        [open_task] = tasks(sdk, processInstanceKey=key, state="CREATED")
        assert open_task.element_id == element
        sdk.assign_user_task(
            user_task_key=open_task.user_task_key, data=m.UserTaskAssignmentRequest(assignee="admin")
        )
        assert sdk.get_user_task(user_task_key=open_task.user_task_key).assignee == "admin"
        done = m.UserTaskCompletionRequest.from_dict({"variables": {element: True}})
        sdk.complete_user_task(user_task_key=open_task.user_task_key, data=done)
    whole = sdk.get_process_instance(process_instance_key=key)
    assert whole.state == m.ProcessInstanceStateEnum.COMPLETED
    assert isinstance(whole.end_date, datetime)
    found = sdk.search_variables(
        data=m.VariableSearchQuery.from_dict({"filter": {"processInstanceKey": key}})
    )
    assert {one.name: one.value for one in found.items} == {
        "customer": '"An Bình"',
        "amount": "3",
        "weigh": "true",
        "pack": "true",
        "post": "true",
    }
    elements = sdk.search_element_instances(
        data=m.ElementInstanceSearchQuery.from_dict({"filter": {"processInstanceKey": key}})
    )
    assert [one.element_id for one in elements.items] == ["weigh", "pack", "post"]
    assert {one.state.value for one in elements.items} == {"COMPLETED"}
    one = sdk.get_element_instance(element_instance_key=elements.items[0].element_instance_key)
    assert one.type_ == elements.items[0].type_
    assert sdk.get_variable(variable_key=found.items[0].variable_key).value == found.items[0].value


def test_a_process_that_waits_for_nobody_answers_with_its_variables(sdk: CamundaClient) -> None:
    deploy(sdk, EMPTY, ORDER)
    wanted = {"processDefinitionId": "empty", "variables": {"a": 1, "b": 2}, "awaitCompletion": True}
    done = sdk.create_process_instance(data=m.ProcessCreationById.from_dict(wanted))
    assert done.variables.to_dict() == {"a": 1, "b": 2}
    waiting = {"processDefinitionId": "order", "awaitCompletion": True}
    with pytest.raises(BadRequestError) as refused:
        sdk.create_process_instance(data=m.ProcessCreationById.from_dict(waiting))
    assert "awaitCompletion" in str(refused.value.content)


def test_an_instance_is_cancelled_with_its_reason_and_its_tasks(sdk: CamundaClient) -> None:
    deploy(sdk, ORDER)
    key = start(sdk, "order").process_instance_key
    sdk.cancel_process_instance(process_instance_key=key, data=m.CancelProcessInstanceRequest())
    assert sdk.get_process_instance(process_instance_key=key).state.value == "TERMINATED"
    [ended] = tasks(sdk, processInstanceKey=key)
    assert ended.state.value == "CANCELED"


def test_pages_are_turned_by_cursors_both_ways(sdk: CamundaClient) -> None:
    deploy(sdk, process("many", task("wait")))
    keys = [start(sdk, "many").process_instance_key for _ in range(7)]

    def page(**cursor: Any) -> m.ProcessInstanceSearchQueryResult:
        wanted = {
            "filter": {"processDefinitionId": {"$like": "man?"}},
            "sort": [{"field": "endDate", "order": "DESC"}, {"field": "processInstanceKey", "order": "DESC"}],
            "page": {"limit": 3, **cursor},
        }
        return sdk.search_process_instances(data=m.ProcessInstanceSearchQuery.from_dict(wanted))

    first = page()
    second = page(after=first.page.end_cursor)
    third = page(after=second.page.end_cursor)
    read = [one.process_instance_key for found in (first, second, third) for one in found.items]
    assert read == keys[::-1]
    assert page(before=second.page.start_cursor).items == first.items
    assert page(after=third.page.end_cursor).items == []
    assert {found.page.total_items for found in (first, second, third)} == {7}


def test_a_variable_may_have_any_name(sdk: CamundaClient) -> None:
    deploy(sdk, ORDER, EMPTY)
    key = start(sdk, "order", **{"self": 1, "lambda": 2}).process_instance_key
    found = sdk.search_variables(
        data=m.VariableSearchQuery.from_dict({"filter": {"processInstanceKey": key}})
    )
    assert {one.name: one.value for one in found.items} == {"self": "1", "lambda": "2"}


@pytest.mark.parametrize("unit", ["NOPE", 5, ["C003"]])
def test_an_instance_of_no_unit_that_there_is_is_not_started(sdk: CamundaClient, unit: object) -> None:
    deploy(sdk, ORDER, EMPTY)
    with pytest.raises(BadRequestError, match="handle of a unit"):
        start(sdk, "order", unit=unit)
    assert start(sdk, "order", unit="C003").process_instance_key
