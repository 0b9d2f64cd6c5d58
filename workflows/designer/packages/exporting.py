"""A change as a package: its drafts, what these need of the house, and the days off that were announced."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bpmn.xml import parse_xml
from database.session import Session
from feel.decisions.files import imported_namespaces, namespace_of
from organisation.calendar_overrides import overrides
from organisation.viewer import Viewer
from workflows.deployment import Files
from workflows.designer.calendar_days import days_in_change
from workflows.designer.content import diagram_in, kind_of, sha256_of
from workflows.designer.in_force import versions_of_names
from workflows.designer.listing import drafts_of
from workflows.designer.packages.manifest import (
    CALENDAR,
    MANIFEST,
    SCENARIOS,
    Day,
    FileEntry,
    Manifest,
    calendar_bytes,
    manifest_bytes,
)
from workflows.designer.packages.zips import pack
from workflows.designer.rights import find_change
from workflows.designer.scenarios.carrying import scenarios_bytes
from workflows.designer.scenarios.scenario import scenarios_of
from workflows.designer.together import defined_ids, laid_over, processes_in

Id = tuple[str, str]
NAMESPACE = "namespace"


def export_change(session: Session, viewer: Viewer, change_key: int, *, now: datetime) -> bytes:
    """The zip of a change. With its drafts goes every deployed file that they call, so that it works elsewhere."""
    change = find_change(session, viewer, change_key, now)
    drafts = drafts_of(session, change_key)
    files = dict(_with_needed([draft.name for draft in drafts], laid_over(session, drafts)))
    known = versions_of_names(session)
    entries = tuple(
        FileEntry(name, kind_of(name) or "", sha256_of(content), _versions(name, content, known))
        for name, content in files.items()
    )
    manifest = Manifest(change.title, now.isoformat(), entries)
    days = _days(session, change_key)
    processes = processes_in([*files.items()])
    played = [one for one in scenarios_of(session, change_key, processes) if one.process in processes]
    return pack(
        {
            MANIFEST: manifest_bytes(manifest),
            **files,
            **({CALENDAR: calendar_bytes(days)} if days else {}),
            **({SCENARIOS: scenarios_bytes(played)} if played else {}),
        }
    )


def _versions(name: str, content: bytes, known: dict[Id, int]) -> dict[str, int]:
    kind = kind_of(name) or ""
    return {one: known.get((kind, one), 0) for one in sorted(defined_ids(kind, content))}


def _with_needed(names: Iterable[str], files: Files) -> Files:
    """The named files, and of the others those that they reach by forms, processes and decisions, in their order."""
    contents = dict(files)
    where = {one: name for name, content in files for one in _offered(name, content)}
    wanted, waiting = set[str](), list(names)
    while waiting:
        name = waiting.pop()
        if name in wanted:
            continue
        wanted.add(name)
        waiting += [where[called] for called in _called(name, contents[name]) if called in where]
    return [(name, content) for name, content in files if name in wanted]


def _offered(name: str, content: bytes) -> Iterable[Id]:
    """What others may call a file by: its ids, and the namespace of a table."""
    kind = kind_of(name) or ""
    for one in defined_ids(kind, content):
        yield kind, one
    if kind == "dmn":
        yield NAMESPACE, namespace_of(parse_xml(content))


def _called(name: str, content: bytes) -> Iterable[Id]:
    if kind_of(name) == "dmn":
        for namespace in imported_namespaces(parse_xml(content)):
            yield NAMESPACE, namespace
    if kind_of(name) == "bpmn":
        yield from _called_by_diagram(content)


def _called_by_diagram(content: bytes) -> Iterable[Id]:
    definitions = diagram_in(content)
    for element in definitions.elements if definitions else ():
        facts: Any = element.zeebe
        if facts.form and not facts.form.is_feel:
            yield "form", facts.form.text
        if facts.call and facts.call.process_id:
            yield "bpmn", facts.call.process_id
        if facts.decision and facts.decision.decision_id:
            yield "dmn", facts.decision.decision_id


def _days(session: Session, change_key: int) -> list[Day]:
    """What was announced for the whole house, and over it what the change sets."""
    found = {one.date: Day(one.date, one.kind, one.name, one.source) for one in overrides(session)}
    found |= {
        one.date: Day(one.date, one.kind, one.name, one.source) for one in days_in_change(session, change_key)
    }
    return [found[day] for day in sorted(found)]
