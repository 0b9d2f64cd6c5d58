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
    assert found("connected_flows", body) == []


def test_a_flow_to_nowhere_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
      <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
    <endEvent id="e" name="Xong"/>[s>fill fill>gone]
    """
    assert found("connected_flows", body) == ["fill_gone"]


def test_a_flow_without_a_source_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
      <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
    <endEvent id="e" name="Xong"/><sequenceFlow id="f" targetRef="e"/>
    """
    assert found("connected_flows", body) == ["f"]


def test_a_flow_may_not_cross_the_border_of_a_sub_process(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="inner"><task id="t"/></subProcess>
    <endEvent id="e" name="Xong"/>[s>t]
    """
    assert found("connected_flows", body) == ["s_t"]


def test_a_flow_may_not_leave_an_end_or_enter_a_start(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"/>
    <endEvent id="e" name="Xong"/>[s>t e>t t>s]
    """
    assert found("connected_flows", body) == ["e_t", "t_s"]
