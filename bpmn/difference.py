"""Two versions of a diagram: what was added, removed, changed and moved, and what that means, in words."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from bpmn.definition import Flow
from bpmn.drawing.layout import Drawn, Point, Shape, drawn_from
from bpmn.errors import Words, words
from bpmn.facts import Fact, Names, facts_of, name_of_flow
from bpmn.kinds import kind_words
from bpmn.leftover import leftover
from bpmn.saying import Phrases
from bpmn.xml import parse_xml
from feel.side_by_side import shown_beside

ADDED, REMOVED, CHANGED, MOVED = "added", "removed", "changed", "moved"
OTHER = words("Thiết lập khác", "Other settings")
TOLD_ELSEWHERE = frozenset({"message", "error"})
"""Told where they are awaited and thrown: here only what is left of them counts."""
LONGEST = 300


@dataclass(frozen=True)
class Alteration:
    """One fact that differs; None where it was not said before, or is not said now."""

    aspect: str
    title: Words
    before: Words | None
    after: Words | None


@dataclass(frozen=True)
class Change:
    """One part of the diagram that is ADDED, REMOVED, CHANGED, or only MOVED in the drawing."""

    element: str
    kind: str
    what: str
    """Its name in BPMN."""
    name: Words
    alterations: tuple[Alteration, ...] = ()

    @property
    def kind_words(self) -> Words:
        """What such a part is called."""
        return kind_words(self.what)

    @property
    def aspects(self) -> frozenset[str]:
        """What its alterations are about."""
        return frozenset(alteration.aspect for alteration in self.alterations)


@dataclass(frozen=True)
class Difference:
    """All that differs; empty where both say and draw the same."""

    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    @cached_property
    def told(self) -> tuple[Change, ...]:
        """The changes of meaning, in the order of the diagram: each is told in words of its own."""
        return tuple(change for change in self.changes if change.kind != MOVED)

    @cached_property
    def moved(self) -> tuple[Change, ...]:
        """What only stands elsewhere in the drawing."""
        return tuple(change for change in self.changes if change.kind == MOVED)


@dataclass(frozen=True)
class Version:
    """One version of a diagram, read as far as comparing needs it."""

    drawn: Drawn
    kinds: Mapping[str, str]
    """BPMN names of all parts, in the order of the file."""
    facts: Mapping[str, Mapping[str, Fact]]
    leftovers: Mapping[str, str]


def compare(before: bytes, after: bytes, phrases: Phrases, names: Names) -> Difference:
    """What differs between two files. Raises as `read_definitions` does."""
    return difference(read_version(before, phrases, names), read_version(after, phrases, names))


def read_version(data: bytes, phrases: Phrases, names: Names) -> Version:
    """Read a diagram for comparing; `phrases` say expressions in words, by their source."""
    root = parse_xml(data)
    drawn = drawn_from(root)
    places = drawn.definitions.places
    parts = dict(_parts(root, set(places)))
    facts = {name: facts_of(place, drawn.definitions, phrases, names) for name, place in places.items()}
    kinds = {name: etree.QName(node.tag).localname for name, node in parts.items()}
    bare = {name for name, kind in kinds.items() if name in places or kind in TOLD_ELSEWHERE}
    left = {name: leftover(node, parts.keys(), whole=name not in bare) for name, node in parts.items()}
    return Version(drawn, kinds, facts, left)


def _parts(root: etree._Element, places: set[str]) -> Iterator[tuple[str, etree._Element]]:
    """Every part with an id: steps and ways, and what stands beside them; not what is inside a step."""
    waiting = [root]
    seen: set[str] = set()
    while waiting:
        node = waiting.pop()
        name = node.get("id", "")
        if name and node is not root and name not in seen:
            seen.add(name)
            yield name, node
        waiting += [child for child in reversed(node) if _is_part(child, node, root, places)]


def _is_part(child: etree._Element, node: etree._Element, root: etree._Element, places: set[str]) -> bool:
    if not child.tag.startswith("{http://www.omg.org/spec/BPMN/20100524/MODEL}"):
        return child.get("id", "") in places
    inside = etree.QName(node.tag).localname
    own = child.get("id", "") in places or etree.QName(child.tag).localname in BESIDE
    return own and (node is root or inside in HOLDS)


BESIDE = frozenset(
    {
        *("collaboration", "participant", "messageFlow", "laneSet", "childLaneSet", "lane"),
        *("textAnnotation", "association", "group", "category", "categoryValue"),
        *("dataObject", "dataObjectReference", "dataStoreReference", "dataStore", "property"),
        *("message", "error", "signal", "escalation", "itemDefinition", "ioSpecification"),
    }
)
HOLDS = frozenset(
    {
        *("process", "subProcess", "transaction", "adHocSubProcess", "collaboration"),
        *("laneSet", "childLaneSet", "lane", "category"),
    }
)


def difference(before: Version, after: Version) -> Difference:
    """What differs between two versions that have been read."""
    told = [*_now(before, after), *_gone(before, after)]
    known = {change.element for change in told}
    return Difference((*told, *(change for change in _moves(before, after) if change.element not in known)))


def _now(before: Version, after: Version) -> Iterator[Change]:
    for element, kind in after.kinds.items():
        if element not in before.kinds:
            if kind not in TOLD_ELSEWHERE:
                yield _change(ADDED, element, after, tuple(_alterations(element, None, after)))
            continue
        found = tuple(_alterations(element, before, after))
        if found:
            yield _change(CHANGED, element, after, found)


def _gone(before: Version, after: Version) -> Iterator[Change]:
    for element, kind in before.kinds.items():
        if element not in after.kinds and kind not in TOLD_ELSEWHERE:
            yield _change(REMOVED, element, before, ())


def _change(kind: str, element: str, version: Version, found: tuple[Alteration, ...]) -> Change:
    what = version.kinds[element]
    return Change(element, kind, what, _name(element, version), found)


def _name(element: str, version: Version) -> Words:
    place = version.drawn.definitions.places.get(element)
    if isinstance(place, Flow):
        return name_of_flow(place, version.drawn.definitions)
    return {language: version.drawn.called(element, language) or element for language in ("vi", "en")}


UNTOLD_WHEN_NEW = frozenset({"name", "name:en", "type", "parent", "source", "target"})
"""Said already by the name and kind of something that is added."""


def _alterations(element: str, before: Version | None, after: Version) -> Iterator[Alteration]:
    was = before.facts.get(element, {}) if before else {}
    now = after.facts.get(element, {})
    for key in [*now, *(key for key in was if key not in now)]:
        first, second = was.get(key), now.get(key)
        known = first or second
        if known is None or (first and second and first.value == second.value):
            continue
        if before is not None or key not in UNTOLD_WHEN_NEW:
            yield _altered(known, first, second)
    old, new = (before.leftovers[element] if before else ""), after.leftovers[element]
    if old != new and before is not None:
        yield Alteration("other", OTHER, _raw(old, new), _raw(new, old))


def _altered(known: Fact, first: Fact | None, second: Fact | None) -> Alteration:
    was, now = (fact.told if fact else None for fact in (first, second))
    if first and second and was == now:  # the same in words: what differs is only how it is written
        old, new = first.value, second.value
        return Alteration("other", known.title, _raw(old, new), _raw(new, old))
    return Alteration(known.aspect, known.title, was, now)


def _raw(text: str, other: str) -> Words | None:
    shown = shown_beside(text, other, LONGEST)
    return words(shown, shown) if text else None


def _moves(before: Version, after: Version) -> Iterator[Change]:
    old, new = before.drawn.shapes, after.drawn.shapes
    both = [element for element in new if element in old]
    shift = _common_shift(old, new, both)
    moved = {element for element in both if old[element].box.moved(shift) != new[element].box}
    for element in both:
        if element in moved and element in after.kinds:
            yield _change(MOVED, element, after, ())
    yield from _redrawn(before, after, moved, shift)


def _common_shift(old: Mapping[str, Shape], new: Mapping[str, Shape], both: list[str]) -> Point:
    """By how much the whole picture was pushed: where most shapes moved alike, none of them has moved."""
    shifts = Counter((new[name].box.x - old[name].box.x, new[name].box.y - old[name].box.y) for name in both)
    if not shifts:
        return 0.0, 0.0
    shift, count = shifts.most_common(1)[0]
    return shift if count * 2 > len(both) else (0.0, 0.0)


def _redrawn(before: Version, after: Version, moved: set[str], shift: Point) -> Iterator[Change]:
    """Lines with other corners, though what they join has not moved."""
    for element, line in after.drawn.lines.items():
        old, place = before.drawn.lines.get(element), after.drawn.definitions.places.get(element)
        if old is None or element not in after.kinds:
            continue
        pushed = tuple((x + shift[0], y + shift[1]) for x, y in old.points)
        ends = {place.source, place.target} if isinstance(place, Flow) else set()
        if pushed != line.points and not ends & moved:
            yield _change(MOVED, element, after, ())
