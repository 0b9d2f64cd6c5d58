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
    assert found("error_event", body) == []


def test_error_events_are_refused_at_the_edge_and_at_the_end(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <serviceTask id="t"/><boundaryEvent id="b" attachedToRef="t"><errorEventDefinition/></boundaryEvent>
      <endEvent id="x"><errorEventDefinition/></endEvent>
    <endEvent id="e" name="Xong"/>[s>t t>e b>x]
    """
    assert found("error_event", body) == ["b", "x"]
