"""A diagram as steps in words: who does what, by when, and what then. For people who do not read diagrams."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bpmn.definition import SCOPES, Definitions, Element, Expression, Flow
from bpmn.errors import Words, words
from bpmn.saying import say

STEPS = frozenset(
    {
        "task",
        "userTask",
        "serviceTask",
        "receiveTask",
        "businessRuleTask",
        "callActivity",
        "intermediateCatchEvent",
        *SCOPES,
    }
)
LANGUAGES = ("vi", "en")
MOST_PASSED = 40
"""Gateways and side steps between two numbered steps; a longer way is not told in full."""


@dataclass(frozen=True)
class Step:
    """One numbered step; the steps of a sub-process stand inside it."""

    element: str
    kind: str
    """Its name in BPMN."""
    number: str
    """`2.1` is the first step inside step 2."""
    name: Words
    who: Words | None
    """Whose task it is; None where the product does it."""
    by: Words | None
    """The name of its due date; None where it has none."""
    then: tuple[Words, ...]
    """What follows, one sentence for each way out."""
    meanwhile: tuple[Words, ...]
    """What its timers do, in the order of the file."""
    steps: tuple["Step", ...] = ()

    def all(self) -> Iterator["Step"]:
        """The step and everything inside it, in reading order."""
        yield self
        for inner in self.steps:
            yield from inner.all()


def outline(definitions: Definitions, process: str, phrases: Mapping[str, Words]) -> tuple[Step, ...]:
    """The steps of one process, in the order one meets them from its start.

    Gateways are told as what follows a step, branches of timers as what happens meanwhile. `phrases` says
    expressions in words, by their source; an expression without a phrase is shown as it is written. A file
    that gives an id twice has no outline: one could not say which step is meant.
    """
    if definitions.repeated:
        return ()
    teller = _Teller(definitions, phrases)
    teller.number(process, "")
    return teller.told(process)


class _Teller:
    def __init__(self, definitions: Definitions, phrases: Mapping[str, Words]) -> None:
        self.definitions = definitions
        self.phrases = phrases
        self.numbers: dict[str, str] = {}
        self.order: dict[str, list[str]] = {}

    def number(self, scope: str, prefix: str) -> None:
        self.order[scope] = list(self._met_from_start(scope))
        for count, element_id in enumerate(self.order[scope], start=1):
            self.numbers[element_id] = f"{prefix}{count}"
            self.number(element_id, f"{prefix}{count}.")

    def _met_from_start(self, scope: str) -> Iterator[str]:
        starts = [element.id for element in self.definitions.inside(scope) if element.type == "startEvent"]
        seen: set[str] = set()
        waiting = starts[:1]
        while waiting:
            here = waiting.pop()
            element = self.definitions.by_id.get(here)
            if here in seen or element is None or element.parent != scope:
                continue
            seen.add(here)
            if element.type in STEPS:
                yield here
            waiting.extend(flow.target for flow in reversed(self.definitions.leaving.get(here, ())))

    def told(self, scope: str) -> tuple[Step, ...]:
        return tuple(self._step(self.definitions.by_id[element_id]) for element_id in self.order[scope])

    def _step(self, element: Element) -> Step:
        facts = element.zeebe
        return Step(
            element=element.id,
            kind=element.type,
            number=self.numbers[element.id],
            name=_name(element),
            who=self._phrase(facts.groups or facts.assignee or facts.users),
            by=self._phrase(facts.due),
            then=tuple(self._ways(element, element, set())),
            meanwhile=tuple(self._timers(element)),
            steps=self.told(element.id),
        )

    def _phrase(self, expression: Expression | None) -> Words | None:
        if expression is None or not expression.source:
            return None
        return say(expression, self.phrases)

    def _timers(self, element: Element) -> Iterator[Words]:
        for timer in self.definitions.boundary.get(element.id, ()):
            stops = words(" (dừng bước này)", " (stops this step)") if timer.interrupting else words("", "")
            after = list(self._ways(timer, timer, set()))
            yield {
                language: f"{timer.called(language)}{stops[language]}{_after(after, language)}"
                for language in LANGUAGES
            }

    def _ways(self, element: Element, origin: Element, passed: set[str]) -> Iterator[Words]:
        """One sentence for each way out of an element, up to the next numbered step or end.

        What lies between is passed once, however many ways lead to it: the work stays linear.
        """
        for flow in self.definitions.leaving.get(element.id, ()):
            target = self.definitions.by_id.get(flow.target)
            if target is None:
                continue
            for told in self._arrival(target, origin, passed):
                yield _labelled(element, flow, told)

    def _arrival(self, target: Element, origin: Element, passed: set[str]) -> Iterator[Words]:
        if target.id in self.numbers:
            yield self._go(target, origin)
        elif target.type == "endEvent":
            yield self._end(target, origin)
        elif len(passed) >= MOST_PASSED:
            yield words("tiếp tục theo sơ đồ", "on as drawn")
        elif target.id not in passed:
            passed.add(target.id)
            for told in self._ways(target, origin, passed):
                # a step that only a timer leads to has no number and is told by its name
                yield told if target.type not in STEPS else _joined(target, told)

    def _end(self, end: Element, origin: Element) -> Words:
        if origin.type == "boundaryEvent" and not origin.interrupting:
            return words("bước này vẫn tiếp tục", "the step goes on")
        if number := self.numbers.get(end.parent):
            return words(
                f"xong bước {number}: “{end.called('vi')}”", f"step {number} is done: “{end.called('en')}”"
            )
        return words(f"kết thúc: “{end.called('vi')}”", f"the end: “{end.called('en')}”")

    def _go(self, target: Element, origin: Element) -> Words:
        number = self.numbers[target.id]
        here = self.numbers.get(origin.attached_to or origin.id, "0")
        back = _place(number) <= _place(here)
        vi, en = ("trở lại", "back to") if back else ("đến", "on to")
        return {
            "vi": f"{vi} bước {number} “{target.called('vi')}”",
            "en": f"{en} step {number} “{target.called('en')}”",
        }


def _labelled(source: Element, flow: Flow, told: Words) -> Words:
    if not flow.name:
        return told
    asks = bool(source.name) and source.type.endswith("Gateway")
    return {
        language: f"{source.called(language)} {flow.called(language)}: {told[language]}"
        if asks
        else f"{flow.called(language)}: {told[language]}"
        for language in LANGUAGES
    }


def _after(ways: list[Words], language: str) -> str:
    return f": {'; '.join(way[language] for way in ways)}" if ways else ""


def _joined(step: Element, told: Words) -> Words:
    return {language: f"{step.called(language)}; {told[language]}" for language in LANGUAGES}


def _name(element: Element) -> Words:
    return {language: element.called(language) for language in LANGUAGES}


def _place(number: str) -> list[int]:
    return [int(part) for part in number.split(".")]
