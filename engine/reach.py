"""What an instance may come to run: its own process, and every process that call activities start from it."""

from collections.abc import Iterator, Mapping

from bpmn.definition import Element
from database.session import Session
from engine.definitions import Definition, bound, diagram_of, latest_deployment_of
from engine.errors import NotDeployed
from engine.statements import Driver


def reached(session: Session, definition: Definition) -> Iterator[Mapping[str, Element]]:
    """The elements of each of these processes, the first one's first. What is not deployed yet is passed over."""
    deployment_key, driver = latest_deployment_of(session, definition), Driver(session)
    seen, waiting = {definition.key}, [definition]
    while waiting:
        elements = diagram_of(driver.session, waiting.pop().key).elements
        yield elements
        for name in sorted(_called(elements)):
            try:
                called = bound(session, deployment_key, "bpmn", name)
            except NotDeployed:
                continue
            if called.key not in seen:
                seen.add(called.key)
                waiting.append(called)


def _called(elements: Mapping[str, Element]) -> set[str]:
    calls = (element.zeebe.call for element in elements.values())
    return {call.process_id for call in calls if call is not None and call.process_id}
