"""What an editor offers: everything that a diagram may name, as it is in force with the drafts of the change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bpmn.definition import Definitions
from bpmn.errors import DiagramError, Words
from bpmn.xml import parse_xml
from database.session import Session
from engine.host import Host
from feel import FeelError
from feel.decisions.files import decision_names
from feel.functions.registry import BUILTINS
from forms.form import Field, Form, Group, RowList
from forms.refused import FormError
from forms.schema import load_form
from organisation.roles import ROLES, role_title
from workflows.deployment import Files
from workflows.designer.content import diagram_in, kind_of
from workflows.designer.offered_words import ACTIONS, DEADLINES, FUNCTIONS, SOURCES, VARIABLES
from workflows.designer.together import deployed_files, files_of


@dataclass(frozen=True)
class Offered:
    """Lists for the panels and for completion; words are by language."""

    forms: list[dict[str, Any]]
    actions: list[dict[str, Any]]
    functions: list[dict[str, Any]]
    variables: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    processes: list[dict[str, Any]]
    roles: list[dict[str, Any]]
    deadlines: list[dict[str, Any]]
    sources: list[dict[str, Any]]


def offered_to(session: Session, host: Host, draft: Any) -> Offered:
    """Everything that may be named in a draft. A file that cannot be read offers nothing."""
    files = files_of(session, draft.change_key)
    own = diagram_in(bytes(draft.content)) if draft.kind == "bpmn" else None
    return Offered(
        forms=list(_forms(files)),
        actions=[{"type": name, "words": ACTIONS.get(name, _as_is(name))} for name in sorted(host.actions)],
        functions=[*_own_functions(host), *_builtins()],
        variables=list(_variables(own)),
        decisions=list(_decisions(files)),
        processes=list(_processes(session, files)),
        roles=[{"id": role, "title": role_title(role)} for role in ROLES],
        deadlines=[{"name": name, "words": told} for name, told in DEADLINES.items()],
        sources=[{"name": name, "words": told} for name, told in SOURCES.items()],
    )


def _as_is(name: str) -> Words:
    return {"vi": name, "en": name}


def _forms(files: Files) -> Iterator[dict[str, Any]]:
    for name, content in files:
        if kind_of(name) != "form":
            continue
        try:
            form = load_form(content)
        except FormError:
            continue
        yield {"id": form.id, "title": form.title, "fields": list(_fields(form))}


def _fields(form: Form) -> Iterator[dict[str, Any]]:
    yield from _questions(form.components)


def _questions(components: Any) -> Iterator[dict[str, Any]]:
    for one in components:
        if isinstance(one, Field):
            yield {"key": one.key, "label": one.label, "type": one.kind}
        elif isinstance(one, RowList):
            yield {"key": one.key, "label": one.label or one.row, "type": "dynamiclist"}
        elif isinstance(one, Group):
            yield from _questions(one.children)


def _own_functions(host: Host) -> Iterator[dict[str, Any]]:
    for name in sorted(host.functions):
        signature, told = FUNCTIONS.get(name, (f"{name}(…)", _as_is(name)))
        yield {"name": name, "signature": signature, "words": told, "own": True}


def _builtins() -> Iterator[dict[str, Any]]:
    for name, function in sorted(BUILTINS.items()):
        if function.signatures:
            parameters = ", ".join(one.name for one in function.signatures[0].parameters)
            told = {"vi": "Hàm chuẩn FEEL", "en": "Standard FEEL function"}
            yield {"name": name, "signature": f"{name}({parameters})", "words": told, "own": False}


def _variables(own: Definitions | None) -> Iterator[dict[str, Any]]:
    """Those our processes start with, then what the diagram sets itself, each with the steps that set it."""
    for name, told in VARIABLES.items():
        yield {"name": name, "words": told}
    made: dict[str, list[str]] = {}
    for name, element in _set_in(own) if own else ():
        made.setdefault(name, []).append(element)
    for name in sorted(made.keys() - VARIABLES.keys()):
        told = {"vi": "Do sơ đồ này đặt", "en": "Set in this diagram"}
        yield {"name": name, "words": told, "elements": made[name]}


def _set_in(own: Definitions) -> Iterator[tuple[str, str]]:
    for element in own.elements:
        facts = element.zeebe
        for mapping in (*facts.inputs, *facts.outputs):
            yield mapping.target, element.id
        if facts.decision and facts.decision.result:
            yield facts.decision.result, element.id
        if element.loop and element.loop.element:
            yield element.loop.element, element.id
        if element.loop and element.loop.output_collection:
            yield element.loop.output_collection, element.id


def _decisions(files: Files) -> Iterator[dict[str, Any]]:
    for name, content in files:
        if kind_of(name) != "dmn":
            continue
        try:
            named = decision_names(parse_xml(content))
        except (DiagramError, FeelError):
            continue
        for key, shown in named.items():
            yield {"id": key, "name": shown or key, "result": key}


def _processes(session: Session, files: Files) -> Iterator[dict[str, Any]]:
    versions: Mapping[str, int] = {
        name: version
        for file in deployed_files(session)
        if file.kind == "bpmn"
        for name, version in file.names.items()
    }
    for name, content in files:
        if kind_of(name) != "bpmn":
            continue
        found = diagram_in(content)
        for process in found.processes if found else ():
            shown = {language: process.called(language) for language in ("vi", "en")}
            newest = versions.get(process.id, 0)
            yield {"id": process.id, "name": shown, "versions": list(range(newest, 0, -1))}
