from collections.abc import Callable

Found = Callable[..., list[str]]


def test_a_plain_diagram_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
      <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>fill fill>e]
    """
    assert found("service_task_action", body) == []


def test_a_known_action_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <serviceTask id="t"><extensionElements><zeebe:taskDefinition type="remind" retries="3"/>
      </extensionElements></serviceTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("service_task_action", body) == []


def test_a_task_without_a_type_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <serviceTask id="t"/>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("service_task_action", body) == ["t"]


def test_a_computed_type_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <serviceTask id="t"><extensionElements><zeebe:taskDefinition type="=x"/></extensionElements>
      </serviceTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("service_task_action", body) == ["t"]


def test_retries_are_a_number(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <serviceTask id="t"><extensionElements><zeebe:taskDefinition type="remind" retries="many"/>
      </extensionElements></serviceTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("service_task_action", body) == ["t"]
