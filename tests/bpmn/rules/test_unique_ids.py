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
    assert found("unique_ids", body) == []


def test_the_second_use_of_an_id_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="s"/>
    <endEvent id="e" name="Xong"/>[s>e]
    """
    assert found("unique_ids", body) == ["s"]
