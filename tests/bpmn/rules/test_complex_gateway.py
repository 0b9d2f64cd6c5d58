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
    assert found("complex_gateway", body) == []


def test_a_complex_gateway_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <complexGateway id="g"/>
    <endEvent id="e" name="Xong"/>[s>g g>e]
    """
    assert found("complex_gateway", body) == ["g"]
