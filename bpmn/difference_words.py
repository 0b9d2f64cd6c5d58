"""What a difference comes to, in sentences that count: three tasks change hands."""

from collections.abc import Callable, Iterator

from bpmn.difference import ADDED, CHANGED, REMOVED, Change, Difference
from bpmn.errors import Words, words

STEPS = frozenset(
    {
        *("task", "userTask", "manualTask", "serviceTask", "sendTask", "receiveTask", "businessRuleTask"),
        *("scriptTask", "subProcess", "transaction", "adHocSubProcess", "callActivity"),
    }
)
Counted = tuple[Callable[[Change], bool], str, str, str]


def _about(*aspects: str) -> Callable[[Change], bool]:
    return lambda change: change.kind == CHANGED and bool(change.aspects & set(aspects))


def _of(kind: str, *, steps: bool) -> Callable[[Change], bool]:
    return lambda change: change.kind == kind and (change.what in STEPS) == steps


def _only_words(change: Change) -> bool:
    return change.kind == CHANGED and change.aspects <= {"name", "guide"}


_SENTENCES: tuple[Counted, ...] = (
    (_of(ADDED, steps=True), "thêm {} bước", "{} step is added", "{} steps are added"),
    (_of(REMOVED, steps=True), "bỏ {} bước", "{} step is removed", "{} steps are removed"),
    (_about("who"), "{} việc đổi người làm", "{} task changes hands", "{} tasks change hands"),
    (_about("due"), "{} việc đổi hạn", "{} task gets another due date", "{} tasks get another due date"),
    (_about("timer"), "{} hẹn giờ thay đổi", "{} timer differs", "{} timers differ"),
    (
        _about("condition"),
        "{} chỗ rẽ đổi điều kiện",
        "{} way is taken on another condition",
        "{} ways are taken on other conditions",
    ),
    (_about("form"), "{} việc đổi biểu mẫu", "{} task shows another form", "{} tasks show another form"),
    (
        _about("called", "decision"),
        "{} bước gọi quy trình hoặc quyết định khác",
        "{} step calls another process or decision",
        "{} steps call other processes or decisions",
    ),
    (
        _about("action"),
        "{} bước tự động làm việc khác",
        "{} automatic step does something else",
        "{} automatic steps do something else",
    ),
    (_about("way"), "{} đường đi nối lại", "{} way leads elsewhere", "{} ways lead elsewhere"),
    (
        _of(ADDED, steps=False),
        "thêm {} sự kiện, cổng, đường đi hoặc ghi chú",
        "{} event, gateway, way or note is added",
        "{} events, gateways, ways or notes are added",
    ),
    (
        _of(REMOVED, steps=False),
        "bỏ {} sự kiện, cổng, đường đi hoặc ghi chú",
        "{} event, gateway, way or note is removed",
        "{} events, gateways, ways or notes are removed",
    ),
    (
        _about("type", "place", "event", "loop", "data", "setting", "other"),
        "{} chỗ đổi thiết lập khác",
        "{} part has other settings",
        "{} parts have other settings",
    ),
    (
        _only_words,
        "{} chỗ chỉ đổi tên hoặc lời chỉ dẫn",
        "{} part has only another name or guide",
        "{} parts have only other names or guides",
    ),
)


def summary(found: Difference) -> tuple[Words, ...]:
    """What the changes come to, the weightiest first; what only moved in the drawing comes last."""
    return tuple(_sentences(found))


def _sentences(found: Difference) -> Iterator[Words]:
    for holds, vi, one, many in _SENTENCES:
        if count := sum(1 for change in found.told if holds(change)):
            yield words(vi.format(count), (one if count == 1 else many).format(count))
    if count := len(found.moved):
        yield words(
            f"{count} hình chỉ đổi chỗ trên sơ đồ",
            f"{count} shape{'' if count == 1 else 's'} only moved in the drawing",
        )
