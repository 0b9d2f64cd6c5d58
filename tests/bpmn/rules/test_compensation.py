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
    assert found("compensation", body) == []


def test_compensating_tasks_and_events_are_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="undo" isForCompensation="true"/><intermediateThrowEvent id="c"><compensateEventDefinition/>
      </intermediateThrowEvent>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("compensation", body) == ["undo", "c"]
