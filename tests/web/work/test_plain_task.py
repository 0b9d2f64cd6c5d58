"""A task of a process that somebody here drew: in the list, with its form, kept while it is written, done."""

import re

import pytest
import sqlalchemy as sa

from database.session import Database
from engine.definitions import latest
from engine.start import start_version
from engine.tables import instance
from engine.variables import task_variables
from tests.web.browsing import Visitor
from tests.web.signing_in import SignIn
from tests.workflows.cycle import Cycle
from workflows.deployment import deploy_files
from workflows.house import HOUSE
from workflows.tables import draft

CLERK, HEAD, STRANGER = "c003.reporter", "c003.head", "c005.reporter"
FORM = """{"type": "default", "id": "road", "schemaVersion": 19,
  "properties": {"title_vi": "Đường", "title_en": "Road"},
  "components": [
    {"type": "textarea", "id": "F1", "key": "state", "label": "Tình trạng", "validate": {"required": true},
     "properties": {"label_en": "State"}}]}"""
DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://bpmn.io/schema/bpmn">
<bpmn:process id="road_check" name="Kiểm tra đường" isExecutable="true">
  <bpmn:extensionElements><zeebe:properties><zeebe:property name="name:en" value="Road check"/></zeebe:properties>
  </bpmn:extensionElements>
  <bpmn:startEvent id="begin"/>
  <bpmn:userTask id="look" name="Xem đường">
    <bpmn:documentation>Đi xem đường, ghi tình trạng.</bpmn:documentation>
    <bpmn:extensionElements><zeebe:userTask/><zeebe:formDefinition formId="road"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &#34;.reporter&#34;"/>
      <zeebe:taskSchedule dueDate="2025-05-20T17:00:00+07:00"/>
      <zeebe:properties><zeebe:property name="name:en" value="Look at the road"/>
        <zeebe:property name="documentation:en" value="Go and see the road; write it down."/></zeebe:properties>
    </bpmn:extensionElements></bpmn:userTask>
  <bpmn:userTask id="confirm" name="Xác nhận">
    <bpmn:extensionElements><zeebe:userTask/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &#34;.head&#34;"/></bpmn:extensionElements></bpmn:userTask>
  <bpmn:endEvent id="end"/>
  <bpmn:sequenceFlow id="a" sourceRef="begin" targetRef="look"/>
  <bpmn:sequenceFlow id="b" sourceRef="look" targetRef="confirm"/>
  <bpmn:sequenceFlow id="c" sourceRef="confirm" targetRef="end"/>
</bpmn:process></bpmn:definitions>"""


@pytest.fixture(name="started")
def _started(cycle: Cycle, database: Database) -> int:
    with database.write() as session:
        files = [("road_check.bpmn", DIAGRAM.encode()), ("road.form", FORM.encode())]
        deploy_files(session, HOUSE, files, actor="admin", now=cycle.now)
        definition = latest(session, "bpmn", "road_check")
        return start_version(
            session, HOUSE, definition, {"unit": "C003"}, owner="C003", actor="admin", now=cycle.now
        )


def open_task(visitor: Visitor, title: str) -> str:
    """The address of the task that the list shows under a title."""
    page = visitor.get("/tasks").text
    found = re.search(rf'href="(/tasks/\d+)">\s*{re.escape(title)}\s*</a>', page)
    assert found, page
    return found[1]


@pytest.mark.usefixtures("started")
def test_the_list_names_the_step_and_the_process(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    open_task(clerk, "Xem đường: Kiểm tra đường")
    clerk.cookies.set("language", "en")
    assert "Look at the road: Road check" in clerk.get("/tasks").text
    assert "Kiểm tra đường" not in sign_in(STRANGER).get("/tasks?scope=unit").text


@pytest.mark.usefixtures("started")
def test_the_page_says_what_to_do_and_by_when(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    address = open_task(clerk, "Xem đường: Kiểm tra đường")
    text = clerk.get(address).text
    assert "Đi xem đường, ghi tình trạng." in text
    assert "20/05/2025" in text
    assert 'name="state"' in text
    assert sign_in(STRANGER).get(address).status_code == 404


def test_what_is_typed_is_kept_and_what_is_sent_goes_into_the_process(
    sign_in: SignIn, started: int, database: Database, cycle: Cycle
) -> None:
    clerk = sign_in(CLERK)
    address = open_task(clerk, "Xem đường: Kiểm tra đường")
    missing = clerk.submit(address, {"state": "", "do": "submit", "_revision": "0"}, page=address)
    assert missing.status_code in {303, 422}
    saved = clerk.submit(address, {"state": "Ổ gà", "do": "draft", "_revision": "0"}, page=address)
    assert saved.status_code == 303
    assert "Ổ gà" in clerk.get(address).text
    sent = clerk.submit(address, {"state": "Ổ gà sâu", "do": "submit", "_revision": "1"}, page=address)
    assert sent.headers["location"] == "/tasks?done=step_done"
    with database.read() as session:
        assert session.execute(sa.select(draft)).all() == []
        head = sign_in(HEAD)
        task_key = int(open_task(head, "Xác nhận: Kiểm tra đường").rpartition("/")[2])
        assert task_variables(session, HOUSE, task_key, now=cycle.now)["state"] == "Ổ gà sâu"
    done = head.submit(f"/tasks/{task_key}", {"do": "submit"}, page=f"/tasks/{task_key}")
    assert done.status_code == 303
    with database.read() as session:
        found = session.execute(sa.select(instance.c.status).where(instance.c.key == started)).scalar_one()
    assert found == "completed"
    assert "Đã làm xong lúc" in head.get(f"/tasks/{task_key}").text


@pytest.mark.usefixtures("started")
def test_the_page_of_its_files_is_named_after_the_task(sign_in: SignIn) -> None:
    clerk = sign_in(CLERK)
    address = open_task(clerk, "Xem đường: Kiểm tra đường")
    assert "Xem đường, Kiểm tra đường" in clerk.get(f"{address}/attachments").text
