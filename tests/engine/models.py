"""Random diagrams for comparing our way of running with SpiffWorkflow's own."""

import random
from collections.abc import Callable

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><bpmn:message id="m" name="news">'
    '<bpmn:extensionElements><zeebe:subscription correlationKey="=due"/></bpmn:extensionElements></bpmn:message>'
    '<bpmn:error id="x" errorCode="odd"/>'
    '<bpmn:process id="p" isExecutable="true">'
)
TAIL = "</bpmn:process></bpmn:definitions>"
DEEPEST = 2


class Model:
    """Random segments: tasks with events on their edges, choices, sub-processes; in a loop, or with forks."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # a test, not a secret
        self.loops = seed % 3 != 0  # gateways that join are refused on a loop
        self.parts: list[str] = []
        self.count = 0

    def content(self) -> bytes:
        """The diagram as a file."""
        self.add("startEvent", "begin")
        self.add("exclusiveGateway", "head")
        self.flow("begin", "head")
        last = self.segment("head", 0)
        self.add("exclusiveGateway", "turn", 'default="out"')
        self.flow(last, "turn")
        self.add("endEvent", "end")
        self.flow("turn", "end", name="out")
        if self.loops:
            self.flow("turn", "head", "=passes &lt; 4")
        return self.whole()

    def whole(self) -> bytes:
        """What was added so far, as a file."""
        return (HEAD + "".join(self.parts) + TAIL).encode()

    def segment(self, before: str, depth: int) -> str:
        kinds: list[Callable[[str, int], str]] = [self.user, self.user, self.user]
        if depth < DEEPEST:
            kinds += [self.choice, self.subprocess if depth == 0 else self.user]
            kinds += [] if self.loops else [self.fork]
        for _ in range(self.random.randint(1, 3)):
            before = self.random.choice(kinds)(before, depth)
        return before

    def user(self, before: str, _depth: int) -> str:
        task = self.name("u")
        self.add("userTask", task)
        self.flow(before, task)
        self.timers(task)
        return task

    def timers(self, activity: str) -> None:
        for _ in range(self.random.choice((0, 0, 1, 2))):
            cancels = self.random.choice(("true", "false", "false"))
            at = self.random.choice(
                (
                    "<bpmn:timerEventDefinition><bpmn:timeDate>=due</bpmn:timeDate></bpmn:timerEventDefinition>",
                    '<bpmn:messageEventDefinition messageRef="m"/>',
                )
            )
            self.edge(activity, at, cancels)

    def edge(self, activity: str, event: str, cancels: str = "true") -> None:
        on_edge, after, end = self.name("t"), self.name("n"), self.name("e")
        self.add("boundaryEvent", on_edge, f'attachedToRef="{activity}" cancelActivity="{cancels}"', event)
        self.add("task", after)
        self.add("endEvent", end)
        self.flow(on_edge, after)
        self.flow(after, end)

    def choice(self, before: str, depth: int) -> str:
        gate, join, default, right = self.name("g"), self.name("j"), self.name("f"), self.name("u")
        self.add("exclusiveGateway", gate, f'default="{default}"')
        self.add("exclusiveGateway", join)
        self.flow(before, gate)
        self.add("userTask", right)
        self.flow(gate, right, name=default)
        self.flow(right, join)
        left = self.name("u")
        self.add("userTask", left)
        self.flow(gate, left, f"=modulo(passes, 2) = {self.random.randint(0, 1)}")
        self.flow(self.segment(left, depth + 1), join)
        return join

    def fork(self, before: str, depth: int) -> str:
        gate, join = self.name("g"), self.name("j")
        for name in (gate, join):
            self.add("parallelGateway", name)
        self.flow(before, gate)
        for _ in range(self.random.randint(2, 3)):
            first = self.name("u")
            self.add("userTask", first)
            self.flow(gate, first)
            self.flow(self.segment(first, depth + 1), join)
        return join

    def subprocess(self, before: str, _depth: int) -> str:
        inner, outer = self.name("s"), self.parts
        self.parts = []
        begin, end, fails = self.name("b"), self.name("e"), self.random.choice((True, False, False))
        self.add("startEvent", begin)
        last = self.segment(begin, DEEPEST)
        last = self.failure(last) if fails else last
        self.flow(last, end)
        self.add("endEvent", end)
        body, self.parts = "".join(self.parts), outer
        self.add("subProcess", inner, body=body)
        self.flow(before, inner)
        self.timers(inner)
        if fails:
            error = self.random.choice(('errorRef="x"', ""))
            self.edge(inner, f"<bpmn:errorEventDefinition {error}/>")
        return inner

    def failure(self, before: str) -> str:
        """An end in an error on every other pass."""
        gate, on, end = self.name("g"), self.name("f"), self.name("e")
        self.add("exclusiveGateway", gate, f'default="{on}"')
        self.flow(before, gate)
        self.add("endEvent", end, body='<bpmn:errorEventDefinition errorRef="x"/>')
        self.flow(gate, end, "=modulo(passes, 2) = 1")
        after = self.name("n")
        self.add("task", after)
        self.flow(gate, after, name=on)
        return after

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def add(self, kind: str, name: str, attributes: str = "", body: str = "") -> None:
        self.parts.append(f'<bpmn:{kind} id="{name}" {attributes}>{body}</bpmn:{kind}>')

    def flow(self, source: str, target: str, condition: str = "", name: str = "") -> None:
        text = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" if condition else ""
        name = name or self.name("f")
        ends = f'sourceRef="{source}" targetRef="{target}"'
        self.parts.append(f'<bpmn:sequenceFlow id="{name}" {ends}>{text}</bpmn:sequenceFlow>')
