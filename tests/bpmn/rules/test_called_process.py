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
    assert found("called_process", body) == []


def test_a_process_of_the_deployment_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("called_process", body) == []


def test_a_process_may_call_itself(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="=&quot;p&quot;"/></extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("called_process", body) == []


def test_an_unknown_process_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements><zeebe:calledElement processId="nobody"/>
      </extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("called_process", body) == ["c"]


def test_a_computed_name_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements><zeebe:calledElement processId="=a + b"/>
      </extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("called_process", body) == ["c"]


def test_a_call_without_a_name_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" calledElement="p"/>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("called_process", body) == ["c"]
