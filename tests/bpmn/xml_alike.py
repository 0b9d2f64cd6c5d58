"""Two XML files compared element by element, whatever their prefixes, indentation and order of attributes."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

QUALIFIED = ("{http://www.w3.org/2001/XMLSchema-instance}type", "attributeName")

DEFAULTS = frozenset(
    {
        ("expressionLanguage", "http://www.w3.org/1999/XPath"),
        ("typeLanguage", "http://www.w3.org/2001/XMLSchema"),
    }
)
"""What the schema of BPMN 2.0 says of a file that does not say it."""


def differences(before: bytes, after: bytes) -> list[str]:
    """What only one of two files says, one line for each element; empty where both say the same."""
    was, now = Counter(_said(before)), Counter(_said(after))
    lost = [f"lost: {line}" for line in (was - now).elements()]
    return [*lost, *(f"made up: {line}" for line in (now - was).elements())]


def _said(data: bytes) -> Iterator[str]:
    """Every element with its place, attributes and text. A place is the way down by ids and names."""
    waiting = [(etree.fromstring(data), "")]
    while waiting:
        node, above = waiting.pop()
        name = str(node.tag)
        given = [(str(key), str(value)) for key, value in node.attrib.items()]
        place = f"{above}/{name}#{dict(given).get('id', '')}"
        told = [(key, value) for key, value in given if (key, value) not in DEFAULTS]
        attributes = sorted(f"{key}={_value(node, key, value)}" for key, value in told)
        yield f"{place} {attributes} {' '.join((node.text or '').split())!r}"
        waiting += [(child, place) for child in node if isinstance(child.tag, str)]


def _value(node: etree._Element, key: str, value: str) -> str:
    """Names with a prefix by what the prefix stands for."""
    prefix, colon, local = value.partition(":")
    if key in QUALIFIED and colon and prefix in node.nsmap:
        return f"{{{node.nsmap[prefix]}}}{local}"
    return value
