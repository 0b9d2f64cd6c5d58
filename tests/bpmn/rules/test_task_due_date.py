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
    assert found("task_due_date", body) == []


def test_a_task_without_a_date_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"/>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("task_due_date", body) == ["t"]
