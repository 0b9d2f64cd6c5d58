"""FEEL and decision tables over REST: shapes a stock client takes, limits, and refusals that say what is wrong."""

from collections.abc import Callable

import orjson
import pytest
from camunda_orchestration_sdk import CamundaClient
from camunda_orchestration_sdk.models import (
    DecisionEvaluationByID,
    ExpressionEvaluationRequest,
    ExpressionEvaluationRequestVariables,
)

from tests.web.programs import Program

Enter = Callable[[str], Program]
EXPRESSION, DECISION = "/v2/expression/evaluation", "/v2/decision-definitions/evaluation"
DUE = {"report_kind": "monthly", "level": "commune"}


def test_the_python_client_evaluates_an_expression(sdk: CamundaClient) -> None:
    variables = ExpressionEvaluationRequestVariables.from_dict({"x": 10, "y": 20})
    wanted = ExpressionEvaluationRequest(expression="=x + y", variables=variables)
    found = sdk.evaluate_expression(data=wanted)
    assert (found.expression, found.result, found.warnings) == ("=x + y", 30, [])


def test_the_python_client_evaluates_a_decision(sdk: CamundaClient) -> None:
    wanted = DecisionEvaluationByID.from_dict({"decisionDefinitionId": "submission_due", "variables": DUE})
    found = sdk.evaluate_decision(data=wanted)
    assert orjson.loads(found.output)["offset"] == 2
    [taken] = found.evaluated_decisions
    assert taken.decision_definition_type == "DECISION_TABLE"
    assert [(one.input_name, one.input_value) for one in taken.evaluated_inputs] == [
        ("Loại báo cáo", '"monthly"'),
        ("Cấp gửi", '"commune"'),
    ]
    [rule] = taken.matched_rules
    assert (rule.rule_id, rule.rule_index) == ("submission_due_commune", 1)
    assert rule.evaluated_outputs[1].output_value == "2"


def test_a_decision_is_found_by_its_key_too(enter: Enter) -> None:
    program = enter("admin")
    named = program.post(DECISION, json={"decisionDefinitionId": "submission_due", "variables": DUE}).json()
    key = named["decisionDefinitionKey"]
    keyed = program.post(DECISION, json={"decisionDefinitionKey": key, "variables": DUE}).json()
    assert keyed == named


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("just a text", "just a text"),
        ('= "a" + "b"', "ab"),
        ("=[1, 2.5, null]", [1, 2.5, None]),
        ('=date("2026-11-14")', "2026-11-14"),
        ("=10 ** 400", "1E+400"),
    ],
)
def test_any_value_has_its_json(enter: Enter, expression: str, result: object) -> None:
    found = enter("admin").post(EXPRESSION, json={"expression": expression})
    assert found.json()["result"] == result


def test_what_became_null_is_explained(enter: Enter) -> None:
    found = enter("admin").post(EXPRESSION, json={"expression": "=unti + 1", "variables": {"unit": 1}}).json()
    assert found["result"] is None
    assert found["warnings"][0]["message"] == "There is no variable “unti”. Did you mean “unit”?"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("=1 +", "ends too early"),
        ("=cuont([1])", "Did you mean “count”?"),
        ("=subordinates(1, 2)", "no function “subordinates”"),
        ("=for a in 1..9999999, b in 1..9999999 return a", "too many steps"),
        ("=" + "(" * 500, "nested too deeply"),
        ("=" + "1+" * 6000, "at most"),
    ],
)
def test_what_cannot_be_evaluated_is_a_problem_of_the_field(enter: Enter, expression: str, said: str) -> None:
    found = enter("admin").post(EXPRESSION, json={"expression": expression})
    assert found.status_code == 400
    assert found.headers["content-type"] == "application/problem+json"
    [problem] = found.json()["errors"]
    assert problem["field"] == "expression"
    assert said in problem["message"]


@pytest.mark.parametrize(
    "wanted", [{}, {"decisionDefinitionId": "a", "decisionDefinitionKey": "1"}, {"unknown": 1}]
)
def test_a_decision_must_be_named_in_one_way(enter: Enter, wanted: dict[str, object]) -> None:
    assert enter("admin").post(DECISION, json=wanted).status_code == 400


@pytest.mark.parametrize("wanted", [{"decisionDefinitionId": "none"}, {"decisionDefinitionKey": "99999999"}])
def test_a_decision_that_is_not_there_is_not_found(enter: Enter, wanted: dict[str, object]) -> None:
    assert enter("admin").post(DECISION, json=wanted).status_code == 404


def test_nobody_is_answered_without_proof(enter: Enter) -> None:
    for address in (EXPRESSION, DECISION):
        assert enter("admin").post(address, headers={"authorization": ""}).status_code == 401
