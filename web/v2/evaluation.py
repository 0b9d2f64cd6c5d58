"""Asking FEEL and the deployed tables without starting anything. Nothing is stored, so evaluations have no keys.

No function of the house can be called: those read the store with nobody's eyes.
"""

from typing import Any

import orjson
import sqlalchemy as sa
from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from database.session import Session
from engine.decisions import decisions_of
from engine.definition_tables import decision_definition as table
from engine.definitions import Definition, keyed, latest, latest_deployment_of
from engine.errors import NotDeployed
from feel import Budget, FeelError, compile_expression
from feel.decisions import Decided
from feel.plain import to_plain
from feel.run import Warned
from web.edge import reading
from web.errors import BadRequest, NotHere
from web.gate import Called
from web.rest.body import ProgramRoute
from web.rest.shapes import TENANT, Answered, Key, Sent, SentKey, Tenant, answer
from web.v2.requirements import requirements_in

router = APIRouter(route_class=ProgramRoute)

BUDGET = Budget(steps=200_000, seconds=0.5)
MAX_EXPRESSION = 10_000
NOT_STORED = 0
Variables = dict[str, Any]


class ExpressionWanted(Sent):
    """An expression with the variables it may read."""

    expression: str = Field(min_length=1, max_length=MAX_EXPRESSION)
    variables: Variables | None = None
    tenant_id: Tenant | None = None


class ExpressionWarning(Answered):
    """Why a part of the expression became null."""

    message: str


class ExpressionResult(Answered):
    """What the expression gave."""

    expression: str
    result: Any
    warnings: list[ExpressionWarning]
    referenced_secrets: list[str] = Field(default_factory=list)


class DecisionWanted(Sent):
    """A decision by its id, in its newest version, or by its key; and its input data."""

    decision_definition_id: str | None = None
    decision_definition_key: SentKey | None = None
    variables: Variables | None = None
    tenant_id: Tenant | None = None


class EvaluatedInput(Answered):
    """An input of a table; the value is JSON as text."""

    input_id: str
    input_name: str
    input_value: str


class EvaluatedOutput(Answered):
    """An output of a rule that matched."""

    output_id: str
    output_name: str
    output_value: str
    rule_id: str | None
    rule_index: int | None


class MatchedRule(Answered):
    """A rule that matched, counted from 1."""

    rule_id: str
    rule_index: int
    evaluated_outputs: list[EvaluatedOutput]


class EvaluatedDecision(Answered):
    """A decision that was taken on the way."""

    decision_definition_id: str
    decision_definition_key: Key
    decision_definition_name: str
    decision_definition_version: int
    decision_definition_type: str
    decision_evaluation_instance_key: str
    output: str
    tenant_id: str = TENANT
    matched_rules: list[MatchedRule]
    evaluated_inputs: list[EvaluatedInput]


class DecisionResult(Answered):
    """What was decided, or which decision failed and why."""

    decision_definition_id: str
    decision_definition_key: Key
    decision_definition_name: str
    decision_definition_version: int
    decision_evaluation_key: Key = NOT_STORED
    decision_instance_key: Key = NOT_STORED
    decision_requirements_id: str
    decision_requirements_key: Key
    evaluated_decisions: list[EvaluatedDecision]
    failed_decision_definition_id: str | None = None
    failure_message: str | None = None
    output: str
    tenant_id: str = TENANT


@router.post(
    "/expression/evaluation",
    operation_id="evaluateExpression",
    response_model=ExpressionResult,
    tags=["Expression"],
)
def evaluate_expression(caller: Called, wanted: ExpressionWanted) -> Response:
    """The value of a FEEL expression, which begins with "="; any other text is a constant."""
    if not caller.viewer.postings:
        raise NotHere
    source = wanted.expression.strip()
    warnings: list[Warned] = []
    value: Any = source
    if source.startswith("="):
        try:
            compiled = compile_expression(source.removeprefix("="))
            value = compiled.evaluate(
                wanted.variables or {}, now=caller.now, budget=BUDGET, warnings=warnings
            )
        except FeelError as error:
            raise BadRequest("expression", error.message["en"]) from error
    told = [ExpressionWarning(message=warning.message["en"]) for warning in warnings]
    return answer(ExpressionResult(expression=wanted.expression, result=to_plain(value), warnings=told))


@router.post(
    "/decision-definitions/evaluation",
    operation_id="evaluateDecision",
    response_model=DecisionResult,
    tags=["Decision definition"],
)
@reading
def evaluate_decision(caller: Called, wanted: DecisionWanted, *, session: Session) -> Response:
    """The value of a deployed decision, with the rules that matched. A decision that fails is told in the answer."""
    if not caller.viewer.postings:
        raise NotHere
    definition = _definition(session, wanted)
    trace: list[Decided] = []
    failed, value = None, None
    try:
        model = decisions_of(session, definition, latest_deployment_of(session, definition))
        value = model.evaluate(
            definition.name, wanted.variables or {}, now=caller.now, budget=BUDGET, trace=trace
        )
    except FeelError as error:
        failed = error.message["en"]
    return answer(_result(session, definition, trace, value, failed))


def _definition(session: Session, wanted: DecisionWanted) -> Definition:
    by_id, by_key = wanted.decision_definition_id, wanted.decision_definition_key
    if (by_id is None) == (by_key is None):
        raise BadRequest("decisionDefinitionId", "Give either decisionDefinitionId or decisionDefinitionKey.")
    try:
        return latest(session, "dmn", by_id) if by_id is not None else keyed(session, "dmn", by_key or 0)
    except NotDeployed:
        raise NotHere from None


def _result(
    session: Session, definition: Definition, trace: list[Decided], value: Any, failed: str | None
) -> DecisionResult:
    rows = session.execute(
        sa.select(table.c.key, table.c.decision_id, table.c.name, table.c.version, table.c.resource_key)
        .where(table.c.resource_key.in_(sa.select(table.c.resource_key).where(table.c.key == definition.key)))
        .order_by(table.c.version)
    )
    known = {row.decision_id: row for row in rows}
    own = known[definition.name]
    taken = [one for one in trace if one.key in known]
    return DecisionResult(
        decision_definition_id=definition.name,
        decision_definition_key=definition.key,
        decision_definition_name=own.name or definition.name,
        decision_definition_version=definition.version,
        decision_requirements_id=requirements_in(definition.content).id,
        decision_requirements_key=own.resource_key,
        evaluated_decisions=[_taken(one, known[one.key], number) for number, one in enumerate(taken, 1)],
        failed_decision_definition_id=definition.name if failed else None,
        failure_message=failed,
        output=_text(value),
    )


def _taken(one: Decided, row: Any, number: int) -> EvaluatedDecision:
    return EvaluatedDecision(
        decision_definition_id=one.key,
        decision_definition_key=row.key,
        decision_definition_name=one.name,
        decision_definition_version=row.version,
        decision_definition_type="DECISION_TABLE" if one.is_table else "LITERAL_EXPRESSION",
        decision_evaluation_instance_key=f"{NOT_STORED}-{number}",
        output=_text(one.value),
        matched_rules=[
            MatchedRule(
                rule_id=rule.key,
                rule_index=rule.number,
                evaluated_outputs=[
                    EvaluatedOutput(
                        output_id=seen.key,
                        output_name=seen.name,
                        output_value=_text(seen.value),
                        rule_id=rule.key,
                        rule_index=rule.number,
                    )
                    for seen in rule.outputs
                ],
            )
            for rule in one.matches
        ],
        evaluated_inputs=[
            EvaluatedInput(input_id=seen.key, input_name=seen.name, input_value=_text(seen.value))
            for seen in one.inputs
        ],
    )


def _text(value: Any) -> str:
    return orjson.dumps(to_plain(value), default=str).decode()
