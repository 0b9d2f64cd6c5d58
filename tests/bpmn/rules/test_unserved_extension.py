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
    assert found("unserved_extension", body) == []


def test_listeners_would_be_ignored_and_are_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"><extensionElements><zeebe:executionListeners/><zeebe:taskListeners/></extensionElements>
      </task>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("unserved_extension", body) == ["t", "t"]


def test_settings_of_the_older_camunda_are_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"><extensionElements><c:formData xmlns:c="http://camunda.org/schema/1.0/bpmn"/>
      </extensionElements></task>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("unserved_extension", body) == ["t"]


def test_notes_of_other_tools_are_left_alone(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"><extensionElements><x:colour xmlns:x="urn:x"/><zeebe:properties/></extensionElements>
      </task>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("unserved_extension", body) == []
