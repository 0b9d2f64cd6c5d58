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
    assert found("parallel_on_cycle", body) == []


def test_parallel_branches_without_a_circle_are_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g"/><parallelGateway id="split"/><task id="a"/><task id="b"/>
      <parallelGateway id="join"/><exclusiveGateway id="h"/>
    <endEvent id="e" name="Xong"/>[s>g g>split split>a split>b a>join b>join join>h h>e]
    """
    assert found("parallel_on_cycle", body) == []


def test_both_gateways_on_the_circle_are_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <exclusiveGateway id="g"/><parallelGateway id="split"/><task id="a"/><task id="b"/>
      <parallelGateway id="join"/><exclusiveGateway id="h"/>
    <endEvent id="e" name="Xong"/>[s>g g>split split>a split>b a>join b>join join>h h>e h>g]
    """
    assert found("parallel_on_cycle", body) == ["split", "join"]


def test_a_circle_back_through_a_boundary_event_counts(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <inclusiveGateway id="i"/><userTask id="fill" name="Soạn báo cáo"><extensionElements>
      <zeebe:formDefinition formId="monthly_report"/>
      <zeebe:assignmentDefinition candidateGroups="=unit + &quot;.reporter&quot;"/>
    <zeebe:taskSchedule dueDate="=due"/></extensionElements></userTask>
      <boundaryEvent id="late" attachedToRef="fill"/>
    <endEvent id="e" name="Xong"/>[s>i i>fill fill>e late>i]
    """
    assert found("parallel_on_cycle", body) == ["i"]


def test_a_parallel_part_inside_a_sub_process_on_a_circle_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <subProcess id="x"><startEvent id="f"/><parallelGateway id="split"/><endEvent id="k"/>
      [f>split split>k]</subProcess><exclusiveGateway id="h"/>
    <endEvent id="e" name="Xong"/>[s>x x>h h>x h>e]
    """
    assert found("parallel_on_cycle", body) == []
