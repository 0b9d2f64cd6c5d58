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
    assert found("called_decision", body) == []


def test_a_business_rule_task_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <businessRuleTask id="t"/>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("called_decision", body) == ["t"]


def test_a_called_decision_is_refused_on_any_task(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <task id="t"><extensionElements><zeebe:calledDecision decisionId="d"/></extensionElements></task>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("called_decision", body) == ["t"]
