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
    assert found("names_present", body) == []


def test_nameless_steps_choices_and_ends_are_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"/><exclusiveGateway id="g"/><endEvent id="x"/>
    <endEvent id="e" name="Xong"/>[s>t t>g g>e g>x]
    """
    assert found("names_present", body) == ["t", "g", "x"]


def test_a_nameless_process_is_named(found: Found) -> None:
    body = """
<process id="p" isExecutable="true"/>
    """
    assert found("names_present", body) == ["p"]
