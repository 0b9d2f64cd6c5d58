from collections.abc import Iterator

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions, Element, Event
from bpmn.errors import words
from bpmn.finding import Finding, Rule

RULE = Rule(
    "timer_date",
    remedy=words(
        "Hãy đặt một hẹn giờ kiểu ngày (timeDate), ví dụ =due; lịch lặp và thời lượng do lịch làm việc tính.",
        "Set one timer of the kind date, such as =due; durations and repetitions come from the working calendar.",
    ),
)

WAITING = frozenset({"boundaryEvent", "intermediateCatchEvent"})


def check(definitions: Definitions, _catalogue: Catalogue) -> Iterator[Finding]:
    """A timer is one FEEL date on the edge of an activity or in the middle of a flow."""
    for element in definitions.elements:
        timers = [event for event in element.events if event.kind == "timer"]
        if element.type in WAITING and len(element.events) != 1:
            yield RULE.at(
                element, "Sự kiện phải chờ đúng một điều.", "The event needs exactly one thing to wait for."
            )
        for timer in timers:
            yield from _faults(element, timer)


def _faults(element: Element, timer: Event) -> Iterator[Finding]:
    if timer.timer in {"timeDuration", "timeCycle"}:
        vi = "Hẹn giờ theo thời lượng hoặc theo chu kỳ không theo lịch làm việc nên không dùng được."
        en = "Timers by duration or cycle do not follow the working calendar and are not served."
        yield RULE.at(element, vi, en)
    elif timer.expression is None or not timer.expression.source:
        yield RULE.at(element, "Hẹn giờ chưa có ngày.", "The timer has no date.")
    elif element.type not in WAITING and element.type != "startEvent":
        yield RULE.at(element, "Hẹn giờ đặt sai chỗ.", "The timer stands where nothing can wait.")
