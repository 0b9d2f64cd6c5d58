"""Taking what stands in one version of a diagram over to another: what must fit, and what is armed anew.

A token stays where it stands: its step must be there in the new version, of the same kind, in the same sub-process.
What the new version says alike stays as it is, above all the moments of timers; what it says otherwise is worked out
anew. A timer that has fired is not armed again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import ServiceTask

from bpmn.definition import Element, Event
from engine.errors import Words
from engine.service_work import job_kind
from engine.spiff_branches import branches_around
from engine.spiff_parser import Diagram
from engine.spiff_standing import Node, Scope, Standing, passed_node, waiting_node


@dataclass(frozen=True)
class Obstacle:
    """Why an instance cannot be moved: the step it stands at, and what is in the way."""

    element: str
    message: Words


@dataclass(frozen=True)
class _Versions:
    """One scope in both versions. `later` is None where the new one does not have the sub-process."""

    old: Diagram
    new: Diagram
    earlier: Any
    later: Any

    def fits(self, node: Node) -> bool:
        """Whether the new version has a step of this name and kind in this scope."""
        was, now = self.earlier.task_specs[node.name], self._later(node.name)
        return now is not None and type(was) is type(now) and self._awaits_alike(node.name)

    def _awaits_alike(self, name: str) -> bool:
        was, now = self.old.elements.get(name), self.new.elements.get(name)
        return was is None or now is None or _kinds(was) == _kinds(now)

    def is_a(self, node: Node, kind: type) -> bool:
        """Whether it is of a kind of step in the old version."""
        return isinstance(self.earlier.task_specs[node.name], kind)

    def edge(self, name: str) -> Element | None:
        """The facts of an event on the edge of an activity; None for every other step."""
        facts = self.old.elements.get(name)
        return facts if facts is not None and facts.attached_to else None

    def edges_of(self, diagram: Diagram, activity: str) -> dict[str, Element]:
        """The events that a version has on the edge of an activity."""
        return {name: facts for name, facts in diagram.elements.items() if facts.attached_to == activity}

    def stays_armed(self, node: Node) -> bool:
        """Whether an event waits for the same in both versions, and for the same activity."""
        was, now = self.old.elements.get(node.name), self.new.elements.get(node.name)
        if was is None or now is None or not self.fits(node):
            return False
        place = (was.attached_to, was.interrupting) == (now.attached_to, now.interrupting)
        return place and [_awaited(event) for event in was.events] == [
            _awaited(event) for event in now.events
        ]

    def _later(self, name: str) -> Any:
        return self.later.task_specs.get(name) if self.later is not None else None

    def has(self, name: str) -> bool:
        """Whether the new version has a step of this name in this scope."""
        return self._later(name) is not None


def obstacles(standing: Standing, old: Diagram, new: Diagram) -> list[Obstacle]:
    """Everything that is in the way of moving an instance; nothing where it can be moved."""
    return [found for scope in standing.scopes for found in _in_the_way(scope, _versions(scope, old, new))]


def move(standing: Standing, old: Diagram, new: Diagram) -> list[str]:
    """Put an instance that has no obstacles under the new version. Returns the tokens of events to be armed."""
    fresh: list[str] = []
    for scope in standing.scopes:
        versions = _versions(scope, old, new)
        fresh += _rearm(scope, versions)
        _forget_what_is_gone(scope, versions)
        fresh += _arm_on_edges(scope, versions)
    return fresh


def _versions(scope: Scope, old: Diagram, new: Diagram) -> _Versions:
    if not scope.outer:
        return _Versions(old, new, old.spec, new.spec)
    return _Versions(old, new, old.subprocesses[scope.name], new.subprocesses.get(scope.name))


def _in_the_way(scope: Scope, versions: _Versions) -> Iterator[Obstacle]:
    for node in scope.nodes:
        if not node.is_active or versions.is_a(node, BoundaryEventJoin):
            continue
        if versions.edge(node.name) is not None:
            continue  # it goes, or is armed anew
        if not versions.fits(node):
            yield _not_there(node, versions)
        elif versions.is_a(node, ServiceTask) and _work(versions.old, node) != _work(versions.new, node):
            yield _work_under_way(node, versions)
        elif branches_around(versions.earlier, node.name) != branches_around(versions.later, node.name):
            yield _other_branches(node, versions)


def _rearm(scope: Scope, versions: _Versions) -> list[str]:
    """Events that wait for something else now lose what they waited for and get another token."""
    fresh = []
    for node in [one for one in scope.nodes if one.is_active and _waits(one, versions)]:
        if versions.stays_armed(node):
            continue
        if versions.edge(node.name) is not None and not _still_on_edge(node, versions):
            scope.drop(node)
            continue
        again = waiting_node(node, node.name)
        node.token, node.internal = again.token, {}
        fresh.append(node.token)
    return fresh


def _waits(node: Node, versions: _Versions) -> bool:
    facts = versions.old.elements.get(node.name)
    return facts is not None and bool(facts.events)


def _still_on_edge(node: Node, versions: _Versions) -> bool:
    was, now = versions.edge(node.name), versions.new.elements.get(node.name)
    return was is not None and now is not None and was.attached_to == now.attached_to


def _forget_what_is_gone(scope: Scope, versions: _Versions) -> None:
    """Traces of steps that the new version does not have; the joins of events that are gone with them."""
    splits = {
        name for name, spec in versions.earlier.task_specs.items() if isinstance(spec, BoundaryEventSplit)
    }
    for node in list(reversed(scope.nodes)):
        joins = versions.is_a(node, BoundaryEventJoin)
        if node.is_active and not joins:
            continue
        if not versions.fits(node) or (joins and _below_gone(node, versions)):
            scope.drop(node, past=splits if versions.edge(node.name) else ())


def _below_gone(node: Node, versions: _Versions) -> bool:
    return node.parent is not None and not versions.has(node.parent.name)


def _arm_on_edges(scope: Scope, versions: _Versions) -> Iterator[str]:
    """Events that the new version has on the edge of an activity under way, and the old one had not."""
    for activity in [node for node in scope.nodes if node.is_active and versions.edge(node.name) is None]:
        before = versions.edges_of(versions.old, activity.name)
        split = f"{activity.name}.BoundaryEventSplit"
        added = [name for name in versions.edges_of(versions.new, activity.name) if name not in before]
        if not versions.has(split) or not added:
            continue
        if activity.parent is None or activity.parent.name != split:
            scope.put_above(activity, passed_node(activity.parent, split))
        assert activity.parent is not None  # noqa: S101  # put there just now
        for name in added:
            event = waiting_node(activity.parent, name)
            scope.nodes.append(event)
            yield event.token


def _kinds(facts: Element) -> tuple[Any, ...]:
    return facts.type, facts.parent, tuple(event.kind for event in facts.events)


def _awaited(event: Event) -> tuple[str | None, ...]:
    texts = (event.expression, event.message, event.correlation, event.error)
    return (event.kind, event.timer, *(text.text if text else None for text in texts))


def _work(diagram: Diagram, node: Node) -> str:
    return job_kind(diagram.elements[node.name].zeebe)


def _named(node: Node, diagram: Diagram) -> Words:
    facts = diagram.elements.get(node.name)
    return {language: facts.called(language) if facts else node.name for language in ("vi", "en")}


def _not_there(node: Node, versions: _Versions) -> Obstacle:
    name = _named(node, versions.old)
    if node.name in versions.new.elements:
        message = {
            "vi": f"đang ở bước “{name['vi']}”, phiên bản mới đổi loại hoặc tiểu quy trình của bước này.",
            "en": f"it stands at “{name['en']}”, which is of another kind or in another sub-process now.",
        }
    else:
        message = {
            "vi": f"đang ở bước “{name['vi']}”, phiên bản mới không có bước này.",
            "en": f"it stands at “{name['en']}”, which the new version does not have.",
        }
    return Obstacle(node.name, message)


def _work_under_way(node: Node, versions: _Versions) -> Obstacle:
    name = _named(node, versions.old)
    return Obstacle(
        node.name,
        {
            "vi": f"việc tự động “{name['vi']}” đang chạy, phiên bản mới làm việc khác ở bước này.",
            "en": f"the work of “{name['en']}” is under way, and the new version does other work there.",
        },
    )


def _other_branches(node: Node, versions: _Versions) -> Obstacle:
    name = _named(node, versions.old)
    return Obstacle(
        node.name,
        {
            "vi": f"đang ở bước “{name['vi']}”, các nhánh song song quanh bước này đã đổi: cổng gộp sẽ chờ mãi hoặc "
            "chạy hai lần.",
            "en": f"it stands at “{name['en']}”, around which branches fork or meet otherwise now: they would wait "
            "for ever, or go on twice.",
        },
    )
