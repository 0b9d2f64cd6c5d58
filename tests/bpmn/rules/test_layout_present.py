from collections.abc import Callable

Found = Callable[..., list[str]]


def test_a_drawn_diagram_is_in_order(found: Found) -> None:
    body = """
    <process id="p"><startEvent id="s"/><endEvent id="e"/>[s>e]</process>
      <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane bpmnElement="p">
      <di:BPMNShape bpmnElement="s"/><di:BPMNShape bpmnElement="e"/><di:BPMNEdge bpmnElement="s_e"/>
      </di:BPMNPlane></di:BPMNDiagram>
    """
    assert found("layout_present", body) == []


def test_a_flow_without_a_picture_is_named(found: Found) -> None:
    body = """
    <process id="p"><startEvent id="s"/><endEvent id="e"/>[s>e]</process>
      <di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"><di:BPMNPlane bpmnElement="p">
      <di:BPMNShape bpmnElement="s"/><di:BPMNShape bpmnElement="e"/></di:BPMNPlane></di:BPMNDiagram>
    """
    assert found("layout_present", body) == ["s_e"]


def test_a_diagram_without_pictures_names_everything(found: Found) -> None:
    body = """
<process id="p"><startEvent id="s"/><endEvent id="e"/>[s>e]</process>
    """
    assert found("layout_present", body) == ["s", "e", "s_e"]
