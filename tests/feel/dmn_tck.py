"""Runs whole models of the DMN conformance kit: `python -m tests.feel.dmn_tck FOLDER --json`.

FOLDER holds one folder a group, each with a .dmn file and its test files in the kit's XML. Counts result
nodes. Stands outside `make test`.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from feel import FeelError
from feel.convert import to_feel
from feel.decisions import Decisions, read_decisions
from feel.decisions.elements import child, children, tag
from feel.temporal.reading import read_date, read_date_time, read_duration, read_time
from feel.values import Context
from tests.feel.tck import agrees

_NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_READERS: dict[str, Any] = {
    "decimal": Decimal,
    "double": Decimal,
    "integer": Decimal,
    "boolean": lambda text: text == "true",
    "date": read_date,
    "time": read_time,
    "dateTime": read_date_time,
    "duration": read_duration,
}


def read_value(element: Any) -> Any:
    """A value of the kit: a scalar, a list of items, or a context of components."""
    listed = child(element, "list")
    if listed is not None:
        return [read_value(item) for item in children(listed, "item")]
    components = children(element, "component")
    if components:
        return Context((part.get("name"), read_value(part)) for part in components)
    value = child(element, "value")
    if value is None or value.get(_NIL) == "true":
        return None
    kind = (value.get(_TYPE) or "").rpartition(":")[2]
    return _READERS.get(kind, str)(value.text or "")


def results(model: Decisions, tests: Any) -> Iterator[tuple[str, Any, Any]]:
    """For every result node: where it stands, what we answer, what is expected."""
    for case in children(tests, "testCase"):
        given = {node.get("name"): read_value(node) for node in children(case, "inputNode")}
        for node in children(case, "resultNode"):
            expected = child(node, "expected")
            try:
                got = asked(model, case.get("invocableName") or "", node.get("name"), given)
            except FeelError as error:
                got = None if node.get("errorResult") == "true" else error
            yield (
                f"{case.get('id')}/{node.get('name')}",
                got,
                read_value(expected) if expected is not None else None,
            )


def asked(model: Decisions, invocable: str, name: str, given: dict[str, Any]) -> Any:
    """A decision by its name; of a service with several outputs, the one of that name."""
    if not invocable:
        return to_feel(model.evaluate(name, given))
    answer = to_feel(model.evaluate(invocable, given))
    return answer[name] if isinstance(answer, dict) and name in answer else answer


def read_model(path: Path) -> Decisions:
    """A model with the files beside it that it may import; a text that cannot be read spoils its decision only."""
    beside = [etree.parse(str(other)).getroot() for other in path.parent.glob("*.dmn") if other != path]
    return read_decisions(etree.parse(str(path)).getroot(), beside, problems=[])


def run(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    """All result nodes of all groups."""
    for test in sorted(folder.glob("*/*-test-*.xml")):
        tests = etree.parse(str(test)).getroot()
        name = next(part.text for part in tests if tag(part) == "modelName")
        model = read_model(test.parent / str(name).strip())
        for place, got, expected in results(model, tests):
            yield f"{test.parent.name}/{place}", got, expected


def main() -> None:
    """Prints the figures; without --json also every node we answer differently."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("--json", action="store_true")
    chosen = reader.parse_args()
    passed = total = 0
    for place, got, expected in run(chosen.folder):
        total += 1
        passed += agrees(got, expected)
        if not chosen.json and not agrees(got, expected):
            sys.stdout.write(f"{place}: {got!r}, not {expected!r}\n")
    sys.stdout.write(json.dumps({"passed": passed, "of": total}) + "\n")


if __name__ == "__main__":
    main()
