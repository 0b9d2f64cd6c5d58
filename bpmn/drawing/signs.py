"""The small signs of BPMN 2.0 (clauses 10.3 to 10.6) inside tasks, events and gateways, drawn around a point."""

from collections.abc import Callable, Mapping
from typing import Any

from lxml import etree

from bpmn.drawing.layout import Point

INK = "#0b0c0c"


def path(group: etree._Element, d: str, *, fill: str = "none", width: float = 1.2, **more: str) -> None:
    """One stroke of a sign."""
    etree.SubElement(
        group,
        "path",
        {
            "d": d,
            "fill": fill,
            "stroke": INK,
            "stroke-width": f"{width:g}",
            "stroke-linejoin": "round",
            **more,
        },
    )


def circle(
    group: etree._Element, at: Point, radius: float, *, fill: str = "none", width: float = 1.2
) -> None:
    """One ring of a sign."""
    etree.SubElement(
        group,
        "circle",
        {
            "cx": f"{at[0]:g}",
            "cy": f"{at[1]:g}",
            "r": f"{radius:g}",
            "fill": fill,
            "stroke": INK,
            "stroke-width": f"{width:g}",
        },
    )


def person(group: etree._Element, at: Point) -> None:
    """Of a task that somebody does."""
    x, y = at
    circle(group, (x, y - 3), 3.2)
    path(group, f"M{x - 6:g} {y + 7:g}v-2.5a6 5 0 0 1 12 0v2.5z")


def wheel(group: etree._Element, at: Point) -> None:
    """Of a task that a program does."""
    x, y = at
    circle(group, at, 2.2)
    circle(group, at, 4.6)
    spokes = ((0, -7), (5, -5), (7, 0), (5, 5), (0, 7), (-5, 5), (-7, 0), (-5, -5))
    for right, down in spokes:
        path(group, f"M{x + right * 0.66:g} {y + down * 0.66:g}L{x + right:g} {y + down:g}", width=2)


def envelope(group: etree._Element, at: Point) -> None:
    """Of a message."""
    x, y = at
    path(group, f"M{x - 7:g} {y - 5:g}h14v10h-14z", fill="#fff")
    path(group, f"M{x - 7:g} {y - 5:g}l7 5.5l7-5.5")


def table(group: etree._Element, at: Point) -> None:
    """Of a decision table."""
    x, y = at
    path(group, f"M{x - 7:g} {y - 6:g}h14v12h-14z")
    path(group, f"M{x - 7:g} {y - 2:g}h14M{x - 7:g} {y + 2:g}h14M{x - 3:g} {y - 2:g}v8")


def page(group: etree._Element, at: Point) -> None:
    """Of a script."""
    x, y = at
    path(group, f"M{x - 5:g} {y - 7:g}h10v14h-10z")
    path(group, f"M{x - 3:g} {y - 3:g}h6M{x - 3:g} {y:g}h6M{x - 3:g} {y + 3:g}h6")


def clock(group: etree._Element, at: Point) -> None:
    """Of a timer."""
    x, y = at
    circle(group, at, 9)
    path(group, f"M{x:g} {y - 6:g}V{y:g}h4.5")


def bolt(group: etree._Element, at: Point) -> None:
    """Of an error."""
    x, y = at
    path(group, f"M{x - 7:g} {y + 7:g}l4-12l5 7l5-9l-4 13l-5-7z")


def triangle(group: etree._Element, at: Point) -> None:
    """Of a signal."""
    x, y = at
    path(group, f"M{x:g} {y - 8:g}l8 13h-16z")


def arrowhead(group: etree._Element, at: Point) -> None:
    """Of an escalation."""
    x, y = at
    path(group, f"M{x:g} {y - 8:g}l6 14l-6-5l-6 5z")


def disc(group: etree._Element, at: Point) -> None:
    """Of an end that ends everything."""
    circle(group, at, 9, fill=INK)


def other(group: etree._Element, at: Point) -> None:
    """Of an event of another kind."""
    x, y = at
    path(group, f"M{x - 6:g} {y - 6:g}h12v12h-12zM{x - 3:g} {y - 2:g}h6M{x - 3:g} {y + 2:g}h6")


def cross(group: etree._Element, at: Point) -> None:
    """One way of several."""
    x, y = at
    path(group, f"M{x - 7:g} {y - 7:g}l14 14M{x + 7:g} {y - 7:g}l-14 14", width=3)


def plus(group: etree._Element, at: Point) -> None:
    """Every way at once."""
    x, y = at
    path(group, f"M{x:g} {y - 9:g}v18M{x - 9:g} {y:g}h18", width=3)


def ring(group: etree._Element, at: Point) -> None:
    """Some of the ways."""
    circle(group, at, 9, width=3)


def star(group: etree._Element, at: Point) -> None:
    """Ways by a rule of their own."""
    plus(group, at)
    cross(group, at)


def rings(group: etree._Element, at: Point) -> None:
    """The way whose event comes first."""
    circle(group, at, 12, width=1)
    circle(group, at, 9, width=1)


Sign = Callable[[Any, Point], None]
TASKS: Mapping[str, Sign] = {
    "userTask": person,
    "manualTask": person,
    "serviceTask": wheel,
    "sendTask": envelope,
    "receiveTask": envelope,
    "businessRuleTask": table,
    "scriptTask": page,
}
EVENTS: Mapping[str, Sign] = {
    "timer": clock,
    "message": envelope,
    "error": bolt,
    "signal": triangle,
    "escalation": arrowhead,
    "terminate": disc,
}
GATEWAYS: Mapping[str, Sign] = {
    "exclusiveGateway": cross,
    "parallelGateway": plus,
    "inclusiveGateway": ring,
    "complexGateway": star,
    "eventBasedGateway": rings,
}
