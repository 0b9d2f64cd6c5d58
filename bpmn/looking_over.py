"""Looking over a diagram from elsewhere: who wrote it, what is drawn beside the steps, what only other tools know."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from bpmn.read import DI
from bpmn.read_zeebe import BPMN, ZEEBE
from bpmn.xml import parse_xml

BESIDE = (
    *("participant", "lane", "messageFlow", "textAnnotation", "group"),
    *("dataObjectReference", "dataStoreReference", "ioSpecification"),
)
"""Drawn for whoever reads the diagram; nothing of it is run."""
OWN = (BPMN, ZEEBE, DI, "{http://www.omg.org/spec/DD/", "{http://www.w3.org/")
MODELER = "{http://camunda.org/schema/modeler/1.0}"


@dataclass(frozen=True)
class Overview:
    """`tool` is empty where the file does not say; `foreign` counts what is kept unread, by namespace."""

    tool: str
    platform: str
    beside: Mapping[str, int]
    foreign: Mapping[str, int]


def look_over(data: bytes) -> Overview:
    """What there is to say of a file whether or not it can be run. Raises `XmlRefused` for what is no XML."""
    root = parse_xml(data)
    tool = f"{root.get('exporter', '')} {root.get('exporterVersion', '')}".strip()
    platform = " ".join(
        root.get(f"{MODELER}{name}", "") for name in ("executionPlatform", "executionPlatformVersion")
    )
    beside = Counter(node.tag.removeprefix(BPMN) for node in root.iter(*(f"{BPMN}{name}" for name in BESIDE)))
    return Overview(tool, platform.strip(), dict(beside), dict(_foreign(root)))


def _foreign(root: etree._Element) -> Counter[str]:
    found: Counter[str] = Counter()
    for node in root.iter():
        for name in (str(node.tag), *map(str, node.attrib)):
            if name.startswith("{") and not name.startswith((*OWN, MODELER)):
                found[name[1:].partition("}")[0]] += 1
    return found
