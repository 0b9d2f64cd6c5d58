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
    assert found("feel_mark", body) == []


def test_a_condition_without_the_mark_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="g_t"/><task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">x = 1</conditionExpression></sequenceFlow>
      [s>g g>t t>e]
    """
    assert found("feel_mark", body) == ["f"]


def test_an_expression_of_another_language_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements><zeebe:assignmentDefinition assignee="${initiator}"/>
      </extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("feel_mark", body) == ["t"]


def test_a_constant_group_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements><zeebe:assignmentDefinition candidateGroups="C00145.reporter"/>
      </extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("feel_mark", body) == []


def test_a_date_without_the_mark_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"><timerEventDefinition id="d1">
      <timeDate>2026-11-30</timeDate></timerEventDefinition></boundaryEvent>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>e]
    """
    assert found("feel_mark", body) == ["late"]
