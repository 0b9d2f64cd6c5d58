"""What a part of a diagram says, as facts that can be compared and told in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bpmn.definition import CONSTANT, Definitions, Element, Event, Expression, Flow, Place, Process
from bpmn.errors import Words, words
from bpmn.kinds import kind_words
from bpmn.saying import Phrases, say

ENGLISH = "name:en"
GUIDE_ENGLISH = "documentation:en"
Names = Mapping[tuple[str, str], Words]
"""What people call what a diagram names by an id, by its kind (form, bpmn, dmn, action) and its id."""


@dataclass(frozen=True)
class Fact:
    """One thing that is said of a part. `aspect` is what it is about: who, due, timer, condition ..."""

    aspect: str
    title: Words
    value: str
    """As the file has it: two facts differ when their values do."""
    told: Words
    """As people read it."""


def facts_of(place: Place, definitions: Definitions, phrases: Phrases, names: Names) -> Mapping[str, Fact]:
    """Everything said of a process, element or flow, by a key that finds the same fact in another version."""
    return dict(_Teller(definitions, phrases, names).all(place))


class _Teller:
    def __init__(self, definitions: Definitions, phrases: Phrases, names: Names) -> None:
        self.definitions = definitions
        self.phrases = phrases
        self.names = names

    def all(self, place: Place) -> Iterator[tuple[str, Fact]]:
        if isinstance(place, Flow):
            yield from self._flow(place)
            properties = place.properties
        else:
            properties = place.zeebe.properties
        yield from self._text("guide", GUIDE, place.documentation)
        yield from self._text("name", NAME, place.name)
        yield from self._text("name:en", NAME_EN, properties.get(ENGLISH, ""), aspect="name")
        yield from self._text("guide:en", GUIDE_EN, properties.get(GUIDE_ENGLISH, ""), aspect="guide")
        for name, value in properties.items():
            if name not in (ENGLISH, GUIDE_ENGLISH):
                title = words(f"Thuộc tính “{name}”", f"Property “{name}”")
                yield from self._text(f"property {name}", title, value, aspect="setting")
        if isinstance(place, Process):
            yield from _flag("executable", EXECUTABLE, holds=place.executable)
        elif isinstance(place, Element):
            yield from self._element(place)

    def _flow(self, flow: Flow) -> Iterator[tuple[str, Fact]]:
        for key, end, title in (("source", flow.source, SOURCE), ("target", flow.target, TARGET)):
            yield key, Fact("way", title, end, self.name_of(end))
        if flow.condition is not None:
            yield from self._said("condition", CONDITION, flow.condition)

    def _element(self, element: Element) -> Iterator[tuple[str, Fact]]:
        yield "type", Fact("type", TYPE, element.type, kind_words(element.type))
        yield "parent", Fact("place", PARENT, element.parent, self.name_of(element.parent))
        if element.attached_to is not None:
            host = self.name_of(element.attached_to)
            yield "attached", Fact("place", ATTACHED, element.attached_to, host)
        if element.default is not None:
            told = self._way(element.default)
            yield "default", Fact("condition", DEFAULT, element.default, told)
        if element.type == "boundaryEvent" or element.event_subprocess:
            yield from _flag("stops", STOPS, holds=element.interrupting, aspect="timer")
        if element.event_subprocess:
            yield from _flag("event_subprocess", EVENT_SUBPROCESS, holds=True)
        if element.for_compensation:
            yield from _flag("compensation", COMPENSATION, holds=True)
        yield from self._zeebe(element)
        yield from self._loop(element)
        for count, event in enumerate(element.events):
            yield from self._event(event, count)

    def _zeebe(self, element: Element) -> Iterator[tuple[str, Fact]]:
        facts = element.zeebe
        for key, title, aspect, expression in (
            ("groups", GROUPS, "who", facts.groups),
            ("assignee", ASSIGNEE, "who", facts.assignee),
            ("users", USERS, "who", facts.users),
            ("due", DUE, "due", facts.due),
            ("follow_up", FOLLOW_UP, "due", facts.follow_up),
            ("priority", PRIORITY, "setting", facts.priority),
            ("form", FORM, "form", facts.form),
            ("type", ACTION, "action", facts.task_type),
        ):
            if expression is not None:
                yield from self._said(f"zeebe {key}", title, expression, aspect=aspect, kind=aspect)
        yield from self._text("retries", RETRIES, facts.retries or "", aspect="setting")
        for name, value in facts.headers.items():
            title = words(f"Tham số “{name}”", f"Header “{name}”")
            yield from self._text(f"header {name}", title, value, aspect="setting")
        yield from self._calls(element)
        for mappings, title in ((facts.inputs, INPUT), (facts.outputs, OUTPUT)):
            for mapping in mappings:
                shown = words(f"{title['vi']} “{mapping.target}”", f"{title['en']} “{mapping.target}”")
                yield from self._said(mapping.source.place, shown, mapping.source, aspect="data")

    def _calls(self, element: Element) -> Iterator[tuple[str, Fact]]:
        call, decision = element.zeebe.call, element.zeebe.decision
        if call is not None:
            yield from self._said("process", CALLED, call.process, aspect="called", kind="bpmn")
            yield from self._text("binding", BINDING, call.binding, aspect="called")
            back, on = _yes_no(holds=call.propagates_children), _yes_no(holds=call.propagates_parent)
            told = words(f"{back['vi']} / {on['vi']}", f"{back['en']} / {on['en']}")
            yield "passes", Fact("data", PASSES, told["en"], told)
        if decision is not None:
            yield from self._said("decision", DECISION, decision.decision, aspect="decision", kind="dmn")
            yield from self._text("decision_binding", BINDING, decision.binding, aspect="decision")
            yield from self._text("result", RESULT, decision.result or "", aspect="data")

    def _loop(self, element: Element) -> Iterator[tuple[str, Fact]]:
        loop = element.loop
        if loop is None:
            return
        way = SEQUENTIAL if loop.sequential else PARALLEL
        yield "loop", Fact("loop", LOOP, f"{loop.kind} {loop.sequential}", way)
        if loop.collection is not None:
            yield from self._said("collection", COLLECTION, loop.collection, aspect="loop")
        yield from self._text("item", ITEM, loop.element or "", aspect="loop")
        yield from self._text("collected", COLLECTED, loop.output_collection or "", aspect="data")
        if loop.output_element is not None:
            yield from self._said("collected_item", COLLECTED, loop.output_element, aspect="data")
        if loop.condition is not None:
            yield from self._said("until", UNTIL, loop.condition, aspect="loop")

    def _event(self, event: Event, count: int) -> Iterator[tuple[str, Fact]]:
        key, shown = f"event {count}", KIND_OF_EVENT.get(event.kind, words(event.kind, event.kind))
        yield key, Fact("event", AWAITS, event.kind, shown)
        if event.expression is not None and event.timer is not None:
            said = say(event.expression, self.phrases)
            how = TIMERS[event.timer]
            told = {language: how[language].format(said[language]) for language in said}
            yield f"{key} timer", Fact("timer", TIMER, f"{event.timer} {event.expression.text}", told)
        for name, title, expression in (
            ("message", MESSAGE, event.message),
            ("correlation", CORRELATION, event.correlation),
            ("error", ERROR, event.error),
        ):
            if expression is not None:
                yield from self._said(f"{key} {name}", title, expression, aspect="event")

    def _said(
        self, key: str, title: Words, expression: Expression, *, aspect: str = "", kind: str = ""
    ) -> Iterator[tuple[str, Fact]]:
        if expression.text:
            told = self._called(kind, expression) or say(expression, self.phrases)
            yield key, Fact(aspect or key, title, " ".join(expression.text.split()), told)

    def _called(self, kind: str, expression: Expression) -> Words | None:
        """What people call the form, process, decision or action behind a constant."""
        named = CONSTANT.fullmatch(expression.text)
        return self.names.get((kind, named[1] or named[2])) if named else None

    def _text(self, key: str, title: Words, text: str, *, aspect: str = "") -> Iterator[tuple[str, Fact]]:
        if text:
            yield key, Fact(aspect or key, title, text, words(text, text))

    def _way(self, flow_id: str) -> Words:
        flow = self.definitions.places.get(flow_id)
        if not isinstance(flow, Flow):
            return words(flow_id, flow_id)
        return name_of_flow(flow, self.definitions)

    def name_of(self, place_id: str) -> Words:
        place = self.definitions.places.get(place_id)
        if place is None:
            return words(place_id, place_id)
        return {language: place.called(language) or place_id for language in ("vi", "en")}


def name_of_flow(flow: Flow, definitions: Definitions) -> Words:
    """A way by its ends, and by its name where it has one."""
    teller = _Teller(definitions, {}, {})
    source, target = teller.name_of(flow.source), teller.name_of(flow.target)
    vi, en = (f" ({flow.called(language)})" if flow.called(language) else "" for language in ("vi", "en"))
    return words(
        f"từ “{source['vi']}” đến “{target['vi']}”{vi}", f"from “{source['en']}” to “{target['en']}”{en}"
    )


def _flag(key: str, title: Words, *, holds: bool, aspect: str = "setting") -> Iterator[tuple[str, Fact]]:
    told = _yes_no(holds=holds)
    yield key, Fact(aspect, title, told["en"], told)


def _yes_no(*, holds: bool) -> Words:
    return words("có", "yes") if holds else words("không", "no")


NAME, NAME_EN = words("Tên", "Name"), words("Tên tiếng Anh", "English name")
GUIDE, GUIDE_EN = words("Lời chỉ dẫn", "Guide"), words("Lời chỉ dẫn tiếng Anh", "English guide")
EXECUTABLE = words("Chạy được", "Executable")
SOURCE, TARGET = words("Đi từ", "Leads from"), words("Đi đến", "Leads to")
CONDITION = words("Điều kiện", "Condition")
TYPE = words("Loại", "Kind")
PARENT, ATTACHED = words("Nằm trong", "Stands in"), words("Ở cạnh", "On the edge of")
DEFAULT = words("Lối đi khi không điều kiện nào đúng", "Way where no condition holds")
STOPS = words("Dừng bước mà nó ở cạnh", "Stops the step it is on")
EVENT_SUBPROCESS = words("Bắt đầu bằng sự kiện", "Begun by an event")
COMPENSATION = words("Để bù trừ", "For compensation")
GROUPS = words("Ai làm", "Who does it")
ASSIGNEE = words("Giao đích danh", "Given to")
USERS = words("Những người có thể nhận", "Who may take it")
DUE, FOLLOW_UP = words("Hạn", "Due"), words("Ngày nhắc lại", "Follow-up date")
PRIORITY, FORM = words("Mức ưu tiên", "Priority"), words("Biểu mẫu", "Form")
ACTION, RETRIES = words("Loại việc tự động", "Action"), words("Số lần thử", "Tries")
CALLED, BINDING = words("Quy trình được gọi", "Called process"), words("Bản được gọi", "Called version")
PASSES = words("Chuyển mọi biến về / đi", "Passes all variables back / on")
DECISION, RESULT = words("Quyết định", "Decision"), words("Biến nhận kết quả", "Result goes to")
INPUT, OUTPUT = words("Dữ liệu vào", "Input"), words("Dữ liệu ra", "Output")
LOOP = words("Lặp lại", "Repeats")
SEQUENTIAL, PARALLEL = words("lần lượt", "one after the other"), words("tất cả cùng lúc", "all at once")
COLLECTION = words("Lặp trên danh sách", "For each of")
ITEM = words("Tên một phần tử", "Name of one item")
COLLECTED, UNTIL = words("Gom kết quả vào", "Collects into"), words("Dừng lặp khi", "Until")
AWAITS = words("Sự kiện", "Event")
TIMER, MESSAGE = words("Hẹn giờ", "Timer"), words("Thông điệp", "Message")
CORRELATION, ERROR = words("Nhận ra bằng", "Known by"), words("Mã lỗi", "Error code")
KIND_OF_EVENT: Mapping[str, Words] = {
    "timer": words("hẹn giờ", "timer"),
    "message": words("thông điệp", "message"),
    "error": words("lỗi nghiệp vụ", "error of the business"),
    "signal": words("tín hiệu", "signal"),
    "escalation": words("leo thang", "escalation"),
    "terminate": words("kết thúc tất cả", "ends everything"),
    "compensate": words("bù trừ", "compensation"),
    "conditional": words("điều kiện", "condition"),
    "link": words("liên kết", "link"),
    "cancel": words("huỷ", "cancel"),
}
TIMERS: Mapping[str, Words] = {
    "timeDate": words("vào lúc: {}", "at: {}"),
    "timeDuration": words("sau: {}", "after: {}"),
    "timeCycle": words("theo chu kỳ: {}", "repeated: {}"),
}
