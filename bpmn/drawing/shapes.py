"""One shape of a diagram as SVG: tasks, events, gateways, sub-processes, pools and what is noted beside them."""

from lxml import etree

from bpmn.definition import Element
from bpmn.drawing import signs
from bpmn.drawing.layout import Box, Drawn, Point, Shape
from bpmn.drawing.lettering import LEADING, SIZE, broken, height_of, write

LABEL_WIDTH = 90
EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
WRAPS = frozenset({"subProcess", "transaction", "adHocSubProcess"})
BESIDE = frozenset({"dataObjectReference", "dataStoreReference", "dataInput", "dataOutput"})
TASKS = frozenset({"task", "callActivity", *signs.TASKS})


def draw_shape(group: etree._Element, shape: Shape, drawn: Drawn, language: str) -> None:
    """Draw one shape with what is written on it into its group."""
    element = drawn.definitions.by_id.get(shape.element)
    name = drawn.called(shape.element, language)
    if shape.kind in EVENTS:
        _event(group, shape, element)
        _label(group, shape, name)
    elif shape.kind in signs.GATEWAYS:
        _gateway(group, shape)
        _label(group, shape, name)
    elif shape.kind in WRAPS:
        _wrap(group, shape, element, name)
    elif shape.kind in ("participant", "lane"):
        _lane(group, shape, name)
    elif shape.kind == "textAnnotation":
        _note(group, shape, name)
    elif shape.kind == "group":
        _box(group, shape.box, dashed=True, fill="none")
        _label(group, shape, name)
    elif shape.kind in BESIDE:
        _paper(group, shape.box)
        _label(group, shape, name)
    else:
        _task(group, shape, element, name)


def _box(
    group: etree._Element,
    box: Box,
    *,
    width: float = 1.5,
    fill: str = "#fff",
    round_: int = 8,
    dashed: bool = False,
) -> None:
    sides = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "rx": round_}
    look = {"fill": fill, "stroke": signs.INK, "stroke-width": f"{width:g}"}
    dashes = {"stroke-dasharray": "6 4"} if dashed else {}
    etree.SubElement(group, "rect", {**{side: f"{at:g}" for side, at in sides.items()}, **look, **dashes})


def _task(group: etree._Element, shape: Shape, element: Element | None, name: str) -> None:
    box = shape.box
    _box(group, box, width=4 if shape.kind == "callActivity" else 1.5, dashed=shape.kind not in TASKS)
    if sign := signs.TASKS.get(shape.kind):
        sign(group, (box.x + 14, box.y + 14))
    lines = broken(name, box.width - 14)
    top = box.y + (box.height - height_of(lines)) / 2
    write(group, lines, (box.middle[0], top - 1))
    _repeats(group, box, element)


def _repeats(group: etree._Element, box: Box, element: Element | None) -> None:
    if element is None or element.loop is None:
        return
    x, y = box.middle[0], box.y + box.height - 12
    if element.loop.sequential:
        signs.path(group, f"M{x - 5:g} {y:g}h10M{x - 5:g} {y + 4:g}h10M{x - 5:g} {y + 8:g}h10", width=1.6)
    else:
        signs.path(group, f"M{x - 4:g} {y:g}v9M{x:g} {y:g}v9M{x + 4:g} {y:g}v9", width=1.6)


def _wrap(group: etree._Element, shape: Shape, element: Element | None, name: str) -> None:
    box = shape.box
    if not shape.expanded:
        _task(group, shape, element, name)
        x, y = box.middle[0], box.y + box.height - 12
        signs.path(group, f"M{x - 6:g} {y - 3:g}h12v12h-12zM{x:g} {y - 1:g}v8M{x - 4:g} {y + 3:g}h8")
        return
    _box(group, box, dashed=element is not None and element.event_subprocess, fill="#fdfdfd")
    write(group, broken(name, box.width - 20), (box.middle[0], box.y + 5), weight="600")
    _repeats(group, box, element)


def _event(group: etree._Element, shape: Shape, element: Element | None) -> None:
    at, radius = shape.box.middle, min(shape.box.width, shape.box.height) / 2
    quiet = element is not None and not element.interrupting
    rings = {"startEvent": ((radius, 1.5),), "endEvent": ((radius, 4.0),)}
    for size, width in rings.get(shape.kind, ((radius, 1.5), (radius - 3, 1.5))):
        look = {"fill": "#fff", "stroke": signs.INK, "stroke-width": f"{width:g}"}
        dashes = (
            {"stroke-dasharray": "4 3"} if quiet and shape.kind in ("boundaryEvent", "startEvent") else {}
        )
        place = {"cx": f"{at[0]:g}", "cy": f"{at[1]:g}", "r": f"{max(size, 1):g}"}
        etree.SubElement(group, "circle", {**place, **look, **dashes})
    if element is not None and element.events:
        kind = element.events[0].kind if len(element.events) == 1 else "multiple"
        signs.EVENTS.get(kind, signs.other)(group, at)


def _gateway(group: etree._Element, shape: Shape) -> None:
    box, (x, y) = shape.box, shape.box.middle
    half, tall = box.width / 2, box.height / 2
    d = f"M{x:g} {box.y:g}l{half:g} {tall:g}l{-half:g} {tall:g}l{-half:g} {-tall:g}z"
    signs.path(group, d, fill="#fff", width=1.5)
    signs.GATEWAYS[shape.kind](group, (x, y))


def _lane(group: etree._Element, shape: Shape, name: str) -> None:
    box = shape.box
    _box(group, box, fill="none", round_=0)
    x, y = box.x + 8, box.middle[1]
    if shape.upright:
        write(group, broken(name, box.width - 10), (box.middle[0], box.y + 6), weight="600")
        return
    turned = etree.SubElement(group, "g", {"transform": f"rotate(-90 {x:g} {y:g})"})
    write(turned, broken(name, box.height - 10)[:1], (x, y - SIZE / 2), weight="600")


def _note(group: etree._Element, shape: Shape, name: str) -> None:
    box = shape.box
    signs.path(group, f"M{box.x + 10:g} {box.y:g}h-10v{box.height:g}h10")
    write(group, broken(name, box.width - 12), (box.x + 6, box.y + 2), anchor="start")


def _paper(group: etree._Element, box: Box) -> None:
    fold = min(10.0, box.width / 3)
    d = f"M{box.x:g} {box.y:g}h{box.width - fold:g}l{fold:g} {fold:g}v{box.height - fold:g}h{-box.width:g}z"
    signs.path(group, d, fill="#fff")


def _label(group: etree._Element, shape: Shape, name: str) -> None:
    """Beside the shape where the file places it, else below."""
    place, (middle, _y) = shape.label, shape.box.middle
    if place is not None and place.x >= middle:
        # our letters may be wider than the editor's: they may not run back over the shape
        write(group, broken(name, max(place.width, LABEL_WIDTH)), (place.x, place.y - 1), anchor="start")
        return
    write_label(group, place, name, (middle, shape.box.y + shape.box.height + 4))


def write_label(group: etree._Element, place: Box | None, name: str, otherwise: Point) -> None:
    """A label where the file places it; below `otherwise` where it says nothing."""
    if place is None:
        write(group, broken(name, LABEL_WIDTH), (otherwise[0], otherwise[1] - 1))
        return
    wanted = max(1, round(place.height / LEADING))
    tries = [broken(name, max(place.width, LABEL_WIDTH) * stretch) for stretch in (1, 1.3, 1.6, 2)]
    lines = next((lines for lines in tries if len(lines) <= wanted), tries[0])
    write(group, lines, (place.middle[0], place.y - 1))
