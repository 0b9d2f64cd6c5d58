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
    assert found("multi_instance", body) == []


def test_a_call_over_a_list_is_in_order(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements><multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=subordinates(unit)" inputElement="child"/>
      </extensionElements></multiInstanceLoopCharacteristics></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("multi_instance", body) == []


def test_a_task_over_a_list_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=subordinates(unit)" inputElement="child"/>
      </extensionElements></multiInstanceLoopCharacteristics></userTask><subProcess id="x">
      <multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=subordinates(unit)" inputElement="child"/>
      </extensionElements></multiInstanceLoopCharacteristics></subProcess>
    <endEvent id="e" name="Xong"/>[s>t t>x x>e]
    """
    assert found("multi_instance", body) == ["t", "x"]


def test_a_standard_loop_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c"><standardLoopCharacteristics/></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("multi_instance", body) == ["c"]


def test_one_after_the_other_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements><multiInstanceLoopCharacteristics isSequential="true"><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=subordinates(unit)" inputElement="child"/>
      </extensionElements></multiInstanceLoopCharacteristics></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("multi_instance", body) == ["c"]


def test_a_list_without_a_name_for_its_items_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements><multiInstanceLoopCharacteristics><extensionElements>
      <zeebe:loopCharacteristics inputCollection="=[]"/></extensionElements>
      </multiInstanceLoopCharacteristics></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("multi_instance", body) == ["c"]


def test_a_loop_without_a_list_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <callActivity id="c" name="Cấp dưới"><extensionElements>
      <zeebe:calledElement processId="verification" bindingType="deployment"
      propagateAllChildVariables="false" propagateAllParentVariables="false"/>
      </extensionElements><multiInstanceLoopCharacteristics/></callActivity>
    <endEvent id="e" name="Xong"/>[s>c c>e]
    """
    assert found("multi_instance", body) == ["c"]
