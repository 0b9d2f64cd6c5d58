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
    assert found("end_event", body) == []


def test_a_process_without_an_end_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    """
    assert found("end_event", body) == ["p"]


def test_a_sub_process_needs_an_end_too(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="inner"><startEvent id="f"/></subProcess>
    <endEvent id="e" name="Xong"/>[s>inner inner>e]
    """
    assert found("end_event", body) == ["inner"]
