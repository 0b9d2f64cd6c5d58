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
    assert found("call_activity_settings", body) == []


def test_named_values_and_the_deployed_version_are_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("call_activity_settings", body) == []


def test_passing_every_variable_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="p" bindingType="deployment"/></extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("call_activity_settings", body) == ["c"]


def test_the_latest_version_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="p"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("call_activity_settings", body) == ["c"]


def test_a_list_of_results_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements><multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=subordinates(unit)" inputElement="child"
      outputCollection="all" outputElement="=x"/>
      </extensionElements></multiInstanceLoopCharacteristics></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("call_activity_settings", body) == ["c"]
