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
    assert found("script_task", body) == []


def test_a_script_task_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <scriptTask id="t"><script>import os</script></scriptTask>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("script_task", body) == ["t"]


def test_a_script_in_the_extension_elements_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"><extensionElements><zeebe:script expression="=1"/></extensionElements></task>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("script_task", body) == ["t"]
