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
    assert found("user_task_form", body) == []


def test_a_task_without_a_form_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"/>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("user_task_form", body) == ["t"]


def test_a_task_without_a_form_may_be_deployed_and_a_form_that_is_not_there_may_not(faults: Found) -> None:
    bare = '<startEvent id="s"/><userTask id="t"/><endEvent id="e" name="Xong"/>[s>t t>e]'
    named = bare.replace(
        '<userTask id="t"/>',
        """<userTask id="t"><extensionElements><zeebe:formDefinition formId="nothing"/>
        </extensionElements></userTask>""",
    )
    assert faults("user_task_form", bare) == []
    assert faults("user_task_form", named) == ["t"]


def test_a_form_that_does_not_exist_is_named(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements><zeebe:formDefinition formId="nothing"/></extensionElements>
      </userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("user_task_form", body) == ["t"]


def test_a_form_that_is_worked_out_is_known_only_later(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <userTask id="t"><extensionElements><zeebe:formDefinition formId="=form"/></extensionElements>
      </userTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("user_task_form", body) == []
