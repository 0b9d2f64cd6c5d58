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
    assert found("default_flow", body) == []


def test_a_default_and_a_condition_are_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="g_t"/><task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      [s>g g>t t>e]
    """
    assert found("default_flow", body) == []


def test_a_gateway_without_a_default_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g"/><task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      <sequenceFlow id="h" sourceRef="g" targetRef="t">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      [s>g t>e]
    """
    assert found("default_flow", body) == ["g"]


def test_a_default_of_somebody_else_does_not_count(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="t_e"/><task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      <sequenceFlow id="h" sourceRef="g" targetRef="t">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      [s>g t>e]
    """
    assert found("default_flow", body) == ["g"]


def test_a_second_way_without_a_condition_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="g_t"/><task id="t"/>
    <endEvent id="e" name="Xong"/>[s>g g>t g>e t>e]
    """
    assert found("default_flow", body) == ["g_e"]


def test_a_default_with_a_condition_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="h"/><task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      <sequenceFlow id="h" sourceRef="g" targetRef="t">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>
      [s>g t>e]
    """
    assert found("default_flow", body) == ["h"]


def test_a_gateway_that_only_joins_needs_none(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g"/><task id="t"/>
    <endEvent id="e" name="Xong"/>[s>g g>t t>e]
    """
    assert found("default_flow", body) == []
