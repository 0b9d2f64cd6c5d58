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
    assert found("event_subprocess", body) == []


def test_an_event_sub_process_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="x" triggeredByEvent="true"><startEvent id="f"/><endEvent id="g"/>[f>g]</subProcess>
    <endEvent id="e" name="Xong"/>[s>e]
    """
    assert found("event_subprocess", body) == ["x"]


def test_an_ordinary_sub_process_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="x"><startEvent id="f"/><endEvent id="g"/>[f>g]</subProcess>
    <endEvent id="e" name="Xong"/>[s>x x>e]
    """
    assert found("event_subprocess", body) == []
