"""What a diagram says, as data. Nothing here judges it (see `lint`) or runs it (see the engine)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

FEEL_MARK = "="
CONSTANT = re.compile(r'=\s*"([\w.-]+)"|([\w.-]+)')
"""The id of a process or decision, plain or as a FEEL string."""


@dataclass(frozen=True)
class Expression:
    """A text of the diagram that may be FEEL: it is when it begins with `=`; otherwise it is a constant."""

    element: str
    """The id of the element or flow that holds it."""
    place: str
    """Where it stands in that element, in the words of the file: `dueDate`, `input unit`, `condition`."""
    text: str

    @property
    def is_feel(self) -> bool:
        """Whether the text is to be evaluated."""
        return self.text.startswith(FEEL_MARK)

    @property
    def source(self) -> str:
        """The FEEL without its mark; only meaningful where `is_feel`."""
        return self.text.removeprefix(FEEL_MARK)


@dataclass(frozen=True)
class Event:
    """What an event waits for or does: `timer`, `message`, `error`, `terminate` ..."""

    kind: str
    timer: str | None = None
    """`timeDate`, `timeDuration` or `timeCycle` of a timer."""
    expression: Expression | None = None
    message: Expression | None = None
    """The name of the message it waits for."""
    correlation: Expression | None = None
    """What a message must carry to be meant for this instance."""
    error: Expression | None = None
    """The code of the error it throws or catches, empty where the error has none; None where no error is named."""

    @property
    def message_name(self) -> str:
        """The name of its message as it is written; empty where it has none."""
        return self.message.text if self.message else ""

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every text of the event that may be FEEL."""
        return tuple(found for found in (self.expression, self.message, self.correlation) if found)


@dataclass(frozen=True)
class DataMapping:
    """One line of an input or output mapping: the value of `source` goes to the variable `target`."""

    source: Expression
    target: str


@dataclass(frozen=True)
class Call:
    """What a call activity starts."""

    process: Expression
    binding: str
    propagates_children: bool
    propagates_parent: bool

    @property
    def process_id(self) -> str | None:
        """The called process where it is a constant: `periodic_report` or `="periodic_report"`."""
        constant = CONSTANT.fullmatch(self.process.text)
        return (constant[1] or constant[2]) if constant else None


@dataclass(frozen=True)
class CalledDecision:
    """Which decision a business rule task takes, and the variable its answer goes to."""

    decision: Expression
    binding: str
    result: str | None

    @property
    def decision_id(self) -> str | None:
        """The decision where it is a constant: `deadline` or `="deadline"`."""
        constant = CONSTANT.fullmatch(self.decision.text)
        return (constant[1] or constant[2]) if constant else None


@dataclass(frozen=True)
class Loop:
    """How often an activity is done; `kind` is `multi` or `standard`."""

    kind: str
    sequential: bool = False
    collection: Expression | None = None
    element: str | None = None
    output_collection: str | None = None
    output_element: Expression | None = None
    condition: Expression | None = None

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every text of the loop that may be FEEL."""
        return tuple(found for found in (self.collection, self.output_element, self.condition) if found)


@dataclass(frozen=True)
class Zeebe:
    """The facts in the zeebe extension elements of one element."""

    form: Expression | None = None
    assignee: Expression | None = None
    groups: Expression | None = None
    users: Expression | None = None
    due: Expression | None = None
    follow_up: Expression | None = None
    priority: Expression | None = None
    task_type: Expression | None = None
    retries: str | None = None
    call: Call | None = None
    decision: CalledDecision | None = None
    inputs: tuple[DataMapping, ...] = ()
    outputs: tuple[DataMapping, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    extensions: tuple[str, ...] = ()
    """The names of all extension elements, also of those whose facts are not kept here."""

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every text in the extension elements that may be FEEL."""
        single = (
            self.form,
            self.assignee,
            self.groups,
            self.users,
            self.due,
            self.follow_up,
            self.priority,
            self.task_type,
        )
        mapped = (mapping.source for mapping in (*self.inputs, *self.outputs))
        called = (self.call.process,) if self.call else ()
        decided = (self.decision.decision,) if self.decision else ()
        return (*(found for found in single if found), *called, *decided, *mapped)


@dataclass(frozen=True)
class Element:
    """A node of the diagram. `type` is the BPMN name, or `{namespace}name` where it is not BPMN."""

    id: str
    type: str
    process: str
    parent: str
    """The id of the sub-process or process it stands in."""
    name: str = ""
    documentation: str = ""
    attached_to: str | None = None
    interrupting: bool = True
    event_subprocess: bool = False
    for_compensation: bool = False
    default: str | None = None
    events: tuple[Event, ...] = ()
    zeebe: Zeebe = Zeebe()
    loop: Loop | None = None
    line: int | None = None

    def called(self, language: str) -> str:
        """The name shown to people: the property `name:en` in English where given, else the drawn name."""
        return self.zeebe.properties.get(f"name:{language}") or self.name or self.id

    def guide(self, language: str) -> str:
        """What whoever stands at this step should know: its documentation; `documentation:en` is that in English."""
        return self.zeebe.properties.get(f"documentation:{language}") or self.documentation

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Every text of the element that may be FEEL, each knowing its place."""
        awaited = (expression for event in self.events for expression in event.expressions)
        return (*self.zeebe.expressions, *(self.loop.expressions if self.loop else ()), *awaited)


@dataclass(frozen=True)
class Flow:
    """A sequence flow."""

    id: str
    process: str
    parent: str
    source: str
    target: str
    name: str = ""
    condition: Expression | None = None
    documentation: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None

    def called(self, language: str) -> str:
        """The name shown to people; empty where the flow has none."""
        return self.properties.get(f"name:{language}") or self.name


@dataclass(frozen=True)
class Process:
    """One process of the file."""

    id: str
    name: str = ""
    executable: bool = False
    documentation: str = ""
    zeebe: Zeebe = Zeebe()
    line: int | None = None

    def called(self, language: str) -> str:
        """The name shown to people."""
        return self.zeebe.properties.get(f"name:{language}") or self.name or self.id


Place = Process | Element | Flow


@dataclass(frozen=True)
class Definitions:
    """A whole file. Elements and flows of sub-processes stand in the same lists, known by their parent."""

    processes: tuple[Process, ...]
    elements: tuple[Element, ...]
    flows: tuple[Flow, ...]
    drawn: frozenset[str]
    """Ids that have a shape or an edge in the diagram interchange."""
    repeated: tuple[tuple[str, int | None], ...] = ()
    """Ids given a second time, with the line."""

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Elements by id; the first one where an id is repeated."""
        return {element.id: element for element in reversed(self.elements)}

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """Every text of the file that may be FEEL: of elements first, then conditions of flows."""
        conditions = (flow.condition for flow in self.flows if flow.condition)
        return (*(found for element in self.elements for found in element.expressions), *conditions)

    @cached_property
    def leaving(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows by the id of their source, in the order of the file."""
        return _grouped(self.flows, "source")

    @cached_property
    def boundary(self) -> Mapping[str, tuple[Element, ...]]:
        """Boundary events by the id of the activity they sit on."""
        hosts: dict[str, tuple[Element, ...]] = {}
        for element in self.elements:
            if element.attached_to is not None:
                hosts[element.attached_to] = (*hosts.get(element.attached_to, ()), element)
        return hosts

    @property
    def scopes(self) -> tuple[str, ...]:
        """Ids of everything that holds a flow of its own: processes, then sub-processes."""
        inner = (element.id for element in self.elements if element.type in SCOPES)
        return (*(process.id for process in self.processes), *inner)

    def inside(self, scope: str) -> tuple[Element, ...]:
        """The elements directly in a process or sub-process."""
        return self._inside.get(scope, ())

    def message_start(self, process: str) -> Element | None:
        """Where a message begins the process; None where it is begun by whoever may."""
        starts = (element for element in self.inside(process) if element.type == "startEvent")
        return next((one for one in starts if any(event.kind == "message" for event in one.events)), None)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Everything with an id, by id: processes, elements, flows, in this order."""
        everything: tuple[Place, ...] = (*self.processes, *self.elements, *self.flows)
        return {place.id: place for place in everything}

    @cached_property
    def _inside(self) -> Mapping[str, tuple[Element, ...]]:
        groups: dict[str, list[Element]] = {}
        for element in self.elements:
            groups.setdefault(element.parent, []).append(element)
        return {scope: tuple(members) for scope, members in groups.items()}


SCOPES = frozenset({"subProcess", "transaction", "adHocSubProcess"})


def _grouped(flows: tuple[Flow, ...], end: str) -> Mapping[str, tuple[Flow, ...]]:
    groups: dict[str, list[Flow]] = {}
    for flow in flows:
        groups.setdefault(getattr(flow, end), []).append(flow)
    return {key: tuple(value) for key, value in groups.items()}
