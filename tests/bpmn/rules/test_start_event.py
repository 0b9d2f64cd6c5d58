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
    assert found("start_event", body) == []


def test_a_process_without_a_start_is_named(found: Found) -> None:
    body = """
    <endEvent id="e"/>
    """
    assert found("start_event", body) == ["p"]


def test_a_second_start_is_named(found: Found) -> None:
    body = """
    <startEvent id="a"/><startEvent id="b"/>
    """
    assert found("start_event", body) == ["b"]


def test_a_sub_process_needs_a_start_too(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="inner"><endEvent id="f"/></subProcess>
    <endEvent id="e" name="Xong"/>[s>inner inner>e]
    """
    assert found("start_event", body) == ["inner"]


def test_a_start_by_timer_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"><timerEventDefinition id="t"><timeDate>=due</timeDate></timerEventDefinition>
      </startEvent>
    """
    assert found("start_event", body) == ["s"]
