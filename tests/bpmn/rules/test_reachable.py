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
    assert found("reachable", body) == []


def test_an_island_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="lost"/><task id="after"/>
    <endEvent id="e" name="Xong"/>[s>e lost>after after>e]
    """
    assert found("reachable", body) == ["lost", "after"]


def test_what_follows_a_boundary_event_is_reached(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"/><task id="t"/>
    <endEvent id="e" name="Xong"/>[s>fill fill>e late>t t>e]
    """
    assert found("reachable", body) == []


def test_the_inside_of_a_sub_process_is_judged_by_its_own_start(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="inner"><startEvent id="f"/><task id="lost"/><endEvent id="g"/>[f>g]</subProcess>
    <endEvent id="e" name="Xong"/>[s>inner inner>e]
    """
    assert found("reachable", body) == ["lost"]
