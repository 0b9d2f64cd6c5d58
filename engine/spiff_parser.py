"""A checked diagram as SpiffWorkflow's specification. What the linter refuses never gets here."""

import sys
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    BoundaryEventParser,
    EndEventParser,
    IntermediateCatchEventParser,
    ReceiveTaskParser,
    StartEventParser,
)
from SpiffWorkflow.bpmn.parser.task_parsers import ConditionalGatewayParser, GatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition
from typing_extensions import override

from bpmn.definition import Definitions, Element
from bpmn.read import definitions_from
from bpmn.xml import parse_xml
from engine.spiff_elements import (
    EndEvent,
    ExclusiveGateway,
    FanOut,
    InclusiveGateway,
    ParallelGateway,
    PlainTask,
)
from engine.spiff_errors import BusinessError
from engine.spiff_events import BoundaryEvent, CatchEvent, ReceiveTask, RowMessage, RowTimer, StartEvent

LANGUAGES = ("vi", "en")
STACK_BYTES = 256 * 1024 * 1024
RECURSION_LIMIT = 200_000
_alone = threading.Lock()
Made = TypeVar("Made")


@dataclass(frozen=True)
class Diagram:
    """One process, ready to run; shared by all its instances and threads, never changed."""

    process_id: str
    names: Mapping[str, str]
    """What people call it, by language."""
    spec: Any
    subprocesses: dict[str, Any]
    elements: dict[str, Element]
    """The facts of every element, sub-processes included, by id."""
    waits_for_messages: bool = False
    """Whether anything in it ever does; where nothing does, no step looks for it."""
    message_start: Element | None = None
    """Where a message begins it; None where it is started without one."""


def read_diagrams(content: bytes) -> dict[str, Diagram]:
    """Every process of a BPMN file by its id. Parsing is recursive, so it has a deep stack of its own."""
    return _with_deep_stack(lambda: _read(content))


def _read(content: bytes) -> dict[str, Diagram]:
    root = parse_xml(content)
    definitions = definitions_from(root)
    parser = _Parser(definitions)
    parser.add_bpmn_xml(root)
    elements = {element.id: element for element in definitions.elements}
    return {
        process.id: Diagram(
            process.id,
            {language: process.called(language) for language in LANGUAGES},
            parser.get_spec(process.id),
            parser.get_subprocess_specs(process.id),
            elements,
            any(
                event.kind == "message"
                for element in definitions.elements
                if element.type != "startEvent"
                for event in element.events
            ),
            definitions.message_start(process.id),
        )
        for process in definitions.processes
        if process.executable
    }


def _with_deep_stack(work: Callable[[], Made]) -> Made:
    answer: Future[Made] = Future()

    def run() -> None:
        try:
            answer.set_result(work())
        except BaseException as error:  # noqa: BLE001  # carried over to the caller's thread
            answer.set_exception(error)

    with _alone:  # both limits belong to the whole process
        before, limit = threading.stack_size(STACK_BYTES), sys.getrecursionlimit()
        try:
            sys.setrecursionlimit(RECURSION_LIMIT)
            thread = threading.Thread(target=run, name="read-diagram")
            thread.start()
            thread.join()
        finally:
            threading.stack_size(before)
            sys.setrecursionlimit(limit)
    return answer.result()


class _Facts(TaskParser):
    """Gives every element the facts read from the file as its extensions."""

    @override
    def parse_extensions(self, node: Any = None) -> Any:
        return self.process_parser.parser.facts[self.bpmn_id]

    @override
    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        """Only call activities have them, and a fan-out reads its own."""


class _Events(_Facts):
    def parse_timer_event(self, _event: etree._Element) -> RowTimer:
        facts: Element = self.parse_extensions()
        expression = facts.events[0].expression
        return RowTimer(self.bpmn_id, expression.text if expression else "=null")

    def parse_message_event(self, _event: etree._Element) -> RowMessage:
        facts: Element = self.parse_extensions()
        event = facts.events[0]
        name, correlation = event.message, event.correlation
        return RowMessage(
            self.bpmn_id, name.text if name else "=null", correlation.text if correlation else "=null"
        )

    def parse_error_event(self, _event: etree._Element) -> BusinessError:
        facts: Element = self.parse_extensions()
        error = facts.events[0].error
        return BusinessError(self.bpmn_id, error.text if error else None)


class _Start(_Events, StartEventParser):
    """Whatever begins an instance has happened before there is one."""

    def parse_message_event(self, _event: etree._Element) -> NoneEventDefinition:
        return NoneEventDefinition()


class _Boundary(_Events, BoundaryEventParser):
    pass


class _Catch(_Events, IntermediateCatchEventParser):
    pass


class _Receive(_Events, ReceiveTaskParser):
    pass


class _Gateway(_Facts, ConditionalGatewayParser):
    pass


class _Fork(_Facts, GatewayParser):
    pass


class _End(_Events, EndEventParser):
    @override
    def create_task(self) -> Any:
        task = super().create_task()
        task.counted = self.parse_extensions().zeebe.properties.get("counted") != "false"
        return task


class _Call(_Facts):
    @override
    def create_task(self) -> FanOut:
        fan = FanOut(self.spec, self.bpmn_id, **self.bpmn_attributes)
        outputs = self.parse_extensions().zeebe.outputs
        fan.outputs_mapping = tuple((line.source.text, line.target) for line in outputs)
        return fan


def _with_facts(tag: str) -> tuple[type, type]:
    """The stock parser and element of a tag, with the facts added."""
    parser, element = BpmnParser.PARSER_CLASSES[full_tag(tag)]
    made = _Facts if parser is TaskParser else type(f"_{tag}", (_Facts, parser), {})
    return made, element


_UNCHANGED = ("userTask", "serviceTask", "subProcess", "intermediateThrowEvent")


class _Parser(BpmnParser):
    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012  # the name and kind are the base class's
        **{full_tag(tag): _with_facts(tag) for tag in _UNCHANGED},
        full_tag("task"): (_Facts, PlainTask),
        full_tag("businessRuleTask"): (_Facts, ServiceTask),
        full_tag("exclusiveGateway"): (_Gateway, ExclusiveGateway),
        full_tag("parallelGateway"): (_Fork, ParallelGateway),
        full_tag("inclusiveGateway"): (_Gateway, InclusiveGateway),
        full_tag("startEvent"): (_Start, StartEvent),
        full_tag("endEvent"): (_End, EndEvent),
        full_tag("boundaryEvent"): (_Boundary, BoundaryEvent),
        full_tag("intermediateCatchEvent"): (_Catch, CatchEvent),
        full_tag("receiveTask"): (_Receive, ReceiveTask),
        full_tag("callActivity"): (_Call, FanOut),
    }

    def __init__(self, definitions: Definitions) -> None:
        super().__init__()
        self.facts = definitions.by_id

    @override
    def _add_data_stores(self, bpmn: Any) -> None:
        """Data stores are drawn for the reader only."""

    @override
    def _find_dependencies(self, process: Any) -> None:
        """Called processes are instances of their own, found by deployment."""
