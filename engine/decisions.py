"""Decisions as deployed: compiled once per process, taken by business rule tasks."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from bpmn.definition import CalledDecision
from bpmn.xml import parse_xml
from database.remembering import remember
from database.session import Session
from engine.actions import Inline, Step
from engine.definitions import Definition, bound, latest_deployed
from engine.errors import DecisionFailed
from engine.failures import error_words
from engine.host import BoundFunctions
from engine.imported_tables import imported
from feel import FeelError
from feel.decisions import Decisions, read_decisions
from feel.decisions.files import imported_namespaces


def newest_decisions(session: Session, decision: str) -> Decisions:
    """The newest deployed model that holds a decision, as a new instance would take it. Raises `NotDeployed`."""
    return remember(session, ("decisions", decision), lambda: _newest(session, decision))


def _newest(session: Session, decision: str) -> Decisions:
    return decisions_of(session, *latest_deployed(session, "dmn", decision))


def decisions_of(session: Session, definition: Definition, deployment_key: int) -> Decisions:
    """The model that holds a decision, with the files it imports as that deployment means them."""
    found: dict[str, bytes] = {}
    waiting = [definition.content]
    while waiting:
        for namespace in _imports(waiting.pop()):
            if namespace not in found:
                found[namespace] = imported(session, deployment_key, namespace)
                waiting.append(found[namespace])
    return _compiled(definition.content, *found.values())


@lru_cache(maxsize=256)
def _imports(content: bytes) -> tuple[str, ...]:
    return tuple(imported_namespaces(parse_xml(content)))


@lru_cache(maxsize=64)
def _compiled(content: bytes, *others: bytes) -> Decisions:
    return read_decisions(parse_xml(content), [parse_xml(other) for other in others])


def taking(called: CalledDecision, deployment_key: int, functions: BoundFunctions) -> Inline:
    """The work of a business rule task: its decision, in the version its deployment means.

    The answer goes to the result variable. A decision that cannot answer raises `DecisionFailed`.
    """

    def take(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        definition = bound(step.session, deployment_key, "dmn", called.decision_id or "")
        try:
            model = decisions_of(step.session, definition, deployment_key)
            answer = model.evaluate(definition.name, variables, functions, now=functions.now)
        except FeelError as error:
            told = error_words(error)
            raise DecisionFailed(step.element, told["vi"], told["en"]) from error
        return {called.result or definition.name: answer}

    return Inline(take)
