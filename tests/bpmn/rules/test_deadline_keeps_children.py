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
    assert found("deadline_keeps_children", body) == []


def test_a_call_that_says_keep_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      <zeebe:properties><zeebe:property name="onDeadline" value="keep"/></zeebe:properties>
      </extensionElements></callActivity><boundaryEvent id="late" attachedToRef="c"/>
    <endEvent id="e" name="Xong"/>[s>c c>e late>e]
    """
    assert found("deadline_keeps_children", body) == []


def test_a_call_that_says_nothing_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements></callActivity><boundaryEvent id="late" attachedToRef="c"/>
    <endEvent id="e" name="Xong"/>[s>c c>e late>e]
    """
    assert found("deadline_keeps_children", body) == ["c"]


def test_a_call_that_says_something_else_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      <zeebe:properties><zeebe:property name="onDeadline" value="cancel"/></zeebe:properties>
      </extensionElements></callActivity><boundaryEvent id="late" attachedToRef="c"/>
    <endEvent id="e" name="Xong"/>[s>c c>e late>e]
    """
    assert found("deadline_keeps_children", body) == ["c"]


def test_a_timer_that_does_not_interrupt_asks_for_nothing(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements></callActivity>
      <boundaryEvent id="late" attachedToRef="c" cancelActivity="false"/>
    <endEvent id="e" name="Xong"/>[s>c c>e late>e]
    """
    assert found("deadline_keeps_children", body) == []
