"""Decisions as deployed: compiled once per process, taken by business rule tasks."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bpmn.definition import CalledDecision
from bpmn.xml import parse_xml
from engine.actions import Inline, Step
from engine.definitions import bound
from engine.errors import DecisionFailed
from engine.failures import error_words
from engine.host import BoundFunctions
from feel import FeelError
from feel.decisions import Decisions, read_decisions


@lru_cache(maxsize=64)
def decisions_in(content: bytes) -> Decisions:
    """The model of a file. Raises `FeelError`; deployed files have been read before and do not."""
    return read_decisions(parse_xml(content))


def taking(called: CalledDecision, deployment_key: int, functions: BoundFunctions) -> Inline:
    """The work of a business rule task: its decision, in the version its deployment means.

    The answer goes to the result variable. A decision that cannot answer raises `DecisionFailed`.
    """

    def take(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        definition = bound(step.session, deployment_key, "dmn", called.decision_id or "")
        try:
            answer = decisions_in(definition.content).evaluate(
                definition.name, variables, functions, now=functions.now
            )
        except FeelError as error:
            told = error_words(error)
            raise DecisionFailed(step.element, told["vi"], told["en"]) from error
        return {called.result or definition.name: answer}

    return Inline(take)
