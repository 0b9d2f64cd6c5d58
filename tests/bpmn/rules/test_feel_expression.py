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
    assert found("feel_expression", body) == []


def test_an_expression_that_does_not_parse_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="g_t"/><task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = </conditionExpression></sequenceFlow>
      [s>g g>t t>e]
    """
    assert found("feel_expression", body) == ["f"]


def test_a_function_nobody_knows_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>=tomorrow(due)</timeDate></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("feel_expression", body) == ["late"]


def test_a_function_of_the_catalogue_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>=upcoming(due)</timeDate></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("feel_expression", body) == []


def test_a_function_of_the_language_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>=date(&quot;2026-11-30&quot;)</timeDate></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("feel_expression", body) == []


def test_every_expression_of_an_element_is_read(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements>
      <zeebe:assignmentDefinition candidateGroups="=((" assignee="=1 +"/>
      <zeebe:taskSchedule dueDate="=)"/></extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("feel_expression", body) == ["t", "t", "t"]


def test_a_very_long_expression_is_a_finding_and_no_crash(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>=((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((</timeDate>
      </timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("feel_expression", body) == ["late"]
