"""Random diagrams for comparing our way of running with SpiffWorkflow's own."""

import random
from collections.abc import Callable

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t"><bpmn:message id="m" name="news">'
    '<bpmn:extensionElements><zeebe:subscription correlationKey="=due"/></bpmn:extensionElements></bpmn:message>'
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
            timer, after, end = self.name("t"), self.name("n"), self.name("e")
            cancels = self.random.choice(("true", "false", "false"))
            at = self.random.choice(
                (
                    "<bpmn:timerEventDefinition><bpmn:timeDate>=due</bpmn:timeDate></bpmn:timerEventDefinition>",
                    '<bpmn:messageEventDefinition messageRef="m"/>',
                )
            )
            self.add("boundaryEvent", timer, f'attachedToRef="{activity}" cancelActivity="{cancels}"', at)
            self.add("task", after)
            self.add("endEvent", end)
            self.flow(timer, after)
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
        begin, end = self.name("b"), self.name("e")
        self.add("startEvent", begin)
        self.flow(self.segment(begin, DEEPEST), end)
        self.add("endEvent", end)
        body, self.parts = "".join(self.parts), outer
        self.add("subProcess", inner, body=body)
        self.flow(before, inner)
        self.timers(inner)
        return inner

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
