"""Looking at a DMN file: names without their namespace, so that 1.3, 1.4 and 1.5 read alike."""

from collections.abc import Iterator
from typing import Any

Element = Any
"""An lxml element."""


def tag(element: Element) -> str:
    """The element's name without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *tags: str) -> list[Element]:
    """The children of these names, in order; all of them when none is named."""
    return [child for child in element if tag(child) and (not tags or tag(child) in tags)]


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next(element.iterchildren("{*}" + name), None) if element is not None else None


def text_of(element: Element | None) -> str:
    """The content of the element's `text` child, trimmed."""
    written = child(element, "text")
    return "" if written is None else (written.text or "").strip()


def description_of(element: Element) -> str:
    """What is written beside the element, on one line; empty where nothing is."""
    found = child(element, "description")
    return "" if found is None else " ".join((found.text or "").split())


def type_reference(element: Element | None) -> str:
    """The type named by an attribute or, as item definitions do it, by a child; without prefix."""
    if element is None:
        return ""
    inner = child(element, "typeRef")
    written = element.get("typeRef") or (inner.text if inner is not None else "") or ""
    return str(written).strip().rpartition(":")[2]


def references(element: Element, group: str) -> Iterator[str]:
    """The ids behind `href="#id"` of a kind of requirement; a reference into another file stays whole."""
    for part in (inner for outer in element for inner in (outer, *outer)):
        if part.get("href") and tag(part) == group:
            yield str(part.get("href")).removeprefix("#")


def own_name(element: Element) -> str:
    """The name of what the element makes: its variable's, else its own."""
    variable = child(element, "variable")
    name = variable.get("name") if variable is not None else None
    return " ".join(str(name or element.get("name") or element.get("id") or "").split())


def name_of(element: Element) -> str:
    """What people call the element; what it makes where it has no name of its own."""
    return " ".join(str(element.get("name") or "").split()) or own_name(element)
