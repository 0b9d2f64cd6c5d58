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
    assert found("boundary_host", body) == []


def test_a_timer_on_a_user_task_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"/>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("boundary_host", body) == []


def test_an_event_on_nothing_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <boundaryEvent id="late" attachedToRef="gone"/><boundaryEvent id="loose"/>
    <endEvent id="e" name="Xong"/>[s>e]
    """
    assert found("boundary_host", body) == ["late", "loose"]


def test_an_event_on_a_gateway_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g"/><boundaryEvent id="late" attachedToRef="g"/>
    <endEvent id="e" name="Xong"/>[s>g g>e]
    """
    assert found("boundary_host", body) == ["late"]
