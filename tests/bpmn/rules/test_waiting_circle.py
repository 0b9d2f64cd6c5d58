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
    assert found("waiting_circle", body) == []


def test_a_circle_of_gateways_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g"/><task id="t"/>
    <endEvent id="e" name="Xong"/>[s>g g>t t>g g>e]
    """
    assert found("waiting_circle", body) == ["g", "t"]


def test_a_step_that_leads_to_itself_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"/>
    <endEvent id="e" name="Xong"/>[s>t t>t t>e]
    """
    assert found("waiting_circle", body) == ["t"]


def test_a_circle_through_a_person_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
      <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask><exclusiveGateway id="g"/>
    <endEvent id="e" name="Xong"/>[s>fill fill>g g>fill g>e]
    """
    assert found("waiting_circle", body) == []


def test_a_call_over_an_empty_list_does_not_wait(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c"/><exclusiveGateway id="g"/>
    <endEvent id="e" name="Xong"/>[s>c c>g g>c g>e]
    """
    assert found("waiting_circle", body) == ["c", "g"]
