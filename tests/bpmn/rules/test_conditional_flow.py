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
    assert found("conditional_flow", body) == []


def test_a_condition_behind_an_exclusive_gateway_is_read(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g" default="g_s"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>[s>g]
    """
    assert found("conditional_flow", body) == []


def test_a_condition_behind_a_task_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="t" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>[s>t]
    """
    assert found("conditional_flow", body) == ["f"]


def test_a_condition_behind_a_parallel_gateway_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <parallelGateway id="g"/>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" sourceRef="g" targetRef="e">
      <conditionExpression xsi:type="tFormalExpression">=x = 1</conditionExpression></sequenceFlow>[s>g]
    """
    assert found("conditional_flow", body) == ["f"]
