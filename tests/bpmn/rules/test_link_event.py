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
    assert found("link_event", body) == []


def test_both_ends_of_a_link_are_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <intermediateThrowEvent id="a"><linkEventDefinition name="l"/></intermediateThrowEvent>
      <intermediateCatchEvent id="b"><linkEventDefinition name="l"/></intermediateCatchEvent>
    <endEvent id="e" name="Xong"/>[s>a b>e]
    """
    assert found("link_event", body) == ["a", "b"]
