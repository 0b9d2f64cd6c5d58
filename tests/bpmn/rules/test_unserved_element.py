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
    assert found("unserved_element", body) == []


def test_elements_we_do_not_run_are_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <manualTask id="m"/><sendTask id="a"/><transaction id="c"/>
      <adHocSubProcess id="d2"/>
    <endEvent id="e" name="Xong"/>[s>e]
    """
    assert found("unserved_element", body) == ["m", "a", "c", "d2"]


def test_an_element_of_another_language_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <x:robot xmlns:x="urn:x" id="r"/>
    <endEvent id="e" name="Xong"/>[s>e]
    """
    assert found("unserved_element", body) == ["r"]


def test_notes_and_data_are_only_drawn(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <textAnnotation id="n"/><dataObject id="o"/><association id="a"/><laneSet id="l"/><group id="g"/>
    <endEvent id="e" name="Xong"/>[s>e]
    """
    assert found("unserved_element", body) == []
