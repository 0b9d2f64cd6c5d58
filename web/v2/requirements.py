"""What a file of decisions calls itself. It has no table of its own: its key is that of the stored file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bpmn.xml import parse_xml


@dataclass(frozen=True)
class Requirements:
    """A file of decisions: its id and name, and the names of its decisions by their ids."""

    id: str
    name: str
    decisions: Mapping[str, str]


@lru_cache(maxsize=256)
def requirements_in(content: bytes) -> Requirements:
    """The names in a file that has been deployed, so that it can be read."""
    root = parse_xml(content)
    decisions = {
        str(node.get("id")): str(node.get("name") or node.get("id")) for node in root.iterfind("{*}decision")
    }
    name = str(root.get("id") or "")
    return Requirements(name, str(root.get("name") or name), decisions)
