"""Processes that messages start over /v2: by both foreign clients, and never a report."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from camunda_orchestration_sdk import CamundaClient
from camunda_orchestration_sdk import models as m
from camunda_orchestration_sdk.models.message_subscription_result import MessageSubscriptionResult

from engine.tables import instance
from tests.web.programs import Program
from tests.web.v2.foreign import HEAD, TAIL, task
from tests.web.v2.outside import PRINTER, Labels
from tests.web.v2.test_jobs import refused
from tests.workflows.cycle import PASSWORD, Cycle
from tests.workflows.test_scans import plan

Enter = Callable[[str], Program]
CLIENT = Path(__file__).parent / "client"


def complaint(form: str = "") -> tuple[str, bytes]:
    """A process that begins with the message `complaint`."""
    shown = f'<zeebe:formDefinition formId="{form}"/>' if form else ""
    first = task("answer", group="clerks").replace("<zeebe:userTask/>", f"<zeebe:userTask/>{shown}")
    text = f"""{HEAD}<bpmn:message id="m" name="complaint"/>
    <bpmn:process id="complaints" name="Complaints" isExecutable="true">
    <bpmn:startEvent id="come"><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>{first}
    <bpmn:endEvent id="end"/><bpmn:sequenceFlow id="a" sourceRef="come" targetRef="answer"/>
    <bpmn:sequenceFlow id="b" sourceRef="answer" targetRef="end"/></bpmn:process>{TAIL}"""
    return "complaints.bpmn", text.encode()


def complaint_that_calls(process: str) -> tuple[str, bytes]:
    """The same, with a call activity in the place of the task."""
    name, content = complaint()
    before, _, rest = content.decode().partition("<bpmn:userTask")
    call = f"""<bpmn:callActivity id="answer"><bpmn:extensionElements><zeebe:calledElement processId="{process}"
    bindingType="deployment" propagateAllChildVariables="false" propagateAllParentVariables="false"/>
    </bpmn:extensionElements></bpmn:callActivity>"""
    return name, (before + call + rest.partition("</bpmn:userTask>")[2]).encode()


@pytest.fixture
def labels(cycle: Cycle) -> Labels:
    return Labels(cycle)


@pytest.fixture
def sender(labels: Labels, enter: Enter) -> Program:
    """A program with the role of a worker, where the process is deployed."""
    assert labels
    deploy(enter, complaint())
    return enter(PRINTER)


def deploy(enter: Enter, file: tuple[str, bytes]) -> None:
    answer = enter("admin").post("/v2/deployments", files={"resources": file})
    assert answer.status_code == 200, answer.text


def send(program: Program, how: str = "correlation", **facts: Any) -> Any:
    return program.post(f"/v2/messages/{how}", json={"name": "complaint", **facts})


def test_a_message_starts_an_instance_that_is_known_afterwards(sender: Program, enter: Enter) -> None:
    wanted = {"filter": {"messageSubscriptionType": "START_EVENT"}}
    (begins,) = sender.found("message-subscriptions", **wanted)
    shape = MessageSubscriptionResult.from_dict(dict(begins))
    assert (shape.message_name, shape.element_id, shape.process_instance_key) == ("complaint", "come", None)
    by_key = {"filter": {"messageSubscriptionKey": begins["messageSubscriptionKey"]}}
    assert sender.found("message-subscriptions", **by_key) == [begins]
    answer = send(sender, correlationKey="7", variables={"about": "noise"})
    assert answer.status_code == 200, answer.text
    key = answer.json()["processInstanceKey"]
    (found,) = enter("admin").found("process-instances", filter={"processDefinitionId": "complaints"})
    assert (found["processInstanceKey"], found["state"]) == (key, "ACTIVE")
    (met,) = sender.found("correlated-message-subscriptions")
    assert (met["processInstanceKey"], met["elementId"]) == (key, "come")
    elements = enter("admin").found("element-instances", filter={"processInstanceKey": key})
    assert [(one["elementId"], one["state"]) for one in elements] == [
        ("come", "COMPLETED"),
        ("answer", "ACTIVE"),
    ]


def test_a_page_of_those_who_wait_is_read_in_order_and_not_sorted_out_of_all(
    sender: Program, labels: Labels
) -> None:
    asked: list[tuple[str, Any]] = []

    @sa.event.listens_for(labels.database.reader, "before_cursor_execute")
    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    assert sender.found("message-subscriptions")
    pages = [(statement, values) for statement, values in asked if "AS waits" in statement]
    with labels.database.read() as session:
        plans = [plan(session, statement, values) for statement, values in pages]
    assert plans
    assert not [steps for steps in plans if "waits" in steps]


def test_the_same_key_is_told_that_nobody_waits(sender: Program) -> None:
    assert send(sender, correlationKey="7").status_code == 200
    refused(send(sender, correlationKey="7"), 404)
    assert send(sender, correlationKey="8").status_code == 200


def test_such_a_process_is_started_by_its_message_only(sender: Program, enter: Enter) -> None:
    assert sender
    wanted = {"processDefinitionId": "complaints"}
    assert "complaint" in refused(enter("admin").post("/v2/process-instances", json=wanted), 400)


def test_staff_start_nothing_by_a_message(sender: Program, enter: Enter) -> None:
    assert sender
    refused(send(enter("c003.reporter")), 403)


@pytest.mark.parametrize("how", ["publication", "correlation"])
@pytest.mark.parametrize(("form", "variables"), [("approve_report", {}), ("", {"report": 1})])
def test_a_message_starts_no_report(
    sender: Program, labels: Labels, enter: Enter, how: str, form: str, variables: dict[str, Any]
) -> None:
    deploy(enter, complaint(form))
    before = labels.rows(instance)
    assert "open-cycle" in refused(send(sender, how, variables=variables), 400)
    assert labels.rows(instance) == before


def test_a_message_starts_nothing_that_would_call_a_report(
    sender: Program, labels: Labels, enter: Enter
) -> None:
    deploy(enter, complaint_that_calls("periodic_report"))
    before = labels.rows(instance)
    assert "open-cycle" in refused(send(sender), 400)
    assert labels.rows(instance) == before


def test_the_python_client_starts_by_publishing_and_correlating(
    sender: Program, sdk: CamundaClient, labels: Labels
) -> None:
    assert sender
    sdk.publish_message(data=m.MessagePublicationRequest(name="complaint", correlation_key="1"))
    done = sdk.correlate_message(data=m.MessageCorrelationRequest(name="complaint", correlation_key="2"))
    assert labels.status(int(done.process_instance_key)) == "active"
    query = m.MessageSubscriptionSearchQuery.from_dict({"filter": {"messageName": "complaint"}})
    (begins,) = sdk.search_message_subscriptions(data=query).items
    assert begins.message_subscription_type.value == "START_EVENT"


def test_the_typescript_client_starts_by_correlating(sender: Program, labels: Labels, address: str) -> None:
    assert sender
    done = subprocess.run(
        [Path(sys.prefix) / "bin" / "node", CLIENT / "start.mjs", address, PRINTER, PASSWORD],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert labels.status(int(seen.pop("started"))) == "active"
    assert seen == {"begins": [["complaint", "come", None]], "again": 404}
