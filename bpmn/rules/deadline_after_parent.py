import re
from collections.abc import Iterator
from dataclasses import dataclass

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element, Expression
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "deadline_after_parent",
    remedy=words(
        "Hãy đặt hạn sớm hơn, hoặc dời hẹn giờ kết thúc phần bao quanh muộn hơn.",
        "Set an earlier date, or move the timer that ends what is around it.",
    ),
)

SHIFTED = re.compile(r"working_days_(before|after)\(\s*([\w.]+)\s*,\s*(-?\d{1,4})\s*\)")
PLAIN = re.compile(r"[\w.]+")


@dataclass(frozen=True)
class _Moment:
    """A named date, and so many working days after it."""

    name: str
    days: int = 0


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """No task or timer inside a sub-process is due after the timer that ends the sub-process.

    Only dates that are counted from the same one can be told apart: `closes` and two working days after `closes`.
    """
    ends = {scope: list(_ending(definitions, scope)) for scope in definitions.scopes}
    for element in definitions.elements:
        for date in _dates(element):
            moment = _moment(date)
            for timer, end in _around(definitions, element, ends):
                if moment and moment.name == end.name and moment.days > end.days:
                    yield RULE.at(
                        element,
                        f"“{date.place}” muộn hơn “{timer.called('vi')}”, là lúc phần bao quanh bị dừng.",
                        f"“{date.place}” is later than “{timer.called('en')}”, which ends what is around it.",
                    )


def _around(
    definitions: Definitions, element: Element, ends: dict[str, list[tuple[Element, _Moment]]]
) -> Iterator[tuple[Element, _Moment]]:
    scope, seen = element.parent, set[str]()
    while scope in definitions.by_id and scope not in seen:  # an id given twice could stand in itself
        seen.add(scope)
        yield from ends.get(scope, ())
        scope = definitions.by_id[scope].parent


def _ending(definitions: Definitions, scope: str) -> Iterator[tuple[Element, _Moment]]:
    for timer in definitions.boundary.get(scope, ()):
        for event in timer.events:
            moment = _moment(event.expression) if event.kind == "timer" else None
            if timer.interrupting and moment:
                yield timer, moment


def _dates(element: Element) -> Iterator[Expression]:
    if element.zeebe.due is not None:
        yield element.zeebe.due
    yield from (event.expression for event in element.events if event.kind == "timer" and event.expression)


def _moment(expression: Expression | None) -> _Moment | None:
    if expression is None or not expression.is_feel:
        return None
    source = expression.source.strip()
    if source.startswith("upcoming(") and source.endswith(")"):
        source = source.removeprefix("upcoming(").removesuffix(")").strip()
    if PLAIN.fullmatch(source):
        return _Moment(source)
    shifted = SHIFTED.fullmatch(source)
    if shifted is None:
        return None
    days = int(shifted[3])
    return _Moment(shifted[2], days if shifted[1] == "after" else -days)
