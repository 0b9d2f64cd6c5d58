from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
NAMED = 'decisionId="deadline" bindingType="deployment" resultVariable="rule"'


def with_decision(attributes: str, task: str = "businessRuleTask") -> str:
    return f"""
    <startEvent id="s"/>
    <{task} id="t" name="Hạn"><extensionElements><zeebe:calledDecision {attributes}/></extensionElements></{task}>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """


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


@pytest.mark.parametrize("written", ["deadline", "=&quot;deadline&quot;"])
def test_a_decision_of_the_deployment_is_in_order(found: Found, written: str) -> None:
    assert found("called_decision", with_decision(NAMED.replace("deadline", written))) == []


@pytest.mark.parametrize(
    "attributes",
    [
        'decisionId="dead_line" bindingType="deployment" resultVariable="rule"',
        'decisionId="=name" bindingType="deployment" resultVariable="rule"',
        'decisionId="deadline" bindingType="deployment"',
        'decisionId="deadline" bindingType="deployment" resultVariable=" "',
        'decisionId="deadline" bindingType="deployment" resultVariable="the rule"',
        'decisionId="deadline" bindingType="latest" resultVariable="rule"',
        'decisionId="deadline" resultVariable="rule"',
    ],
)
def test_a_task_that_could_not_decide_is_refused(found: Found, attributes: str) -> None:
    assert found("called_decision", with_decision(attributes)) == ["t"]


def test_a_business_rule_task_without_a_decision_is_refused(found: Found) -> None:
    body = """
    <startEvent id="s"/>
    <businessRuleTask id="t"/>
    <endEvent id="e" name="Xong"/>[s>t t>e]
    """
    assert found("called_decision", body) == ["t"]


def test_a_called_decision_is_refused_on_any_other_task(found: Found) -> None:
    assert found("called_decision", with_decision(NAMED, "task")) == ["t"]
