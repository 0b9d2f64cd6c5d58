"""Reading the files of a deployment: what each defines, what it calls, and why it cannot run here."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import orjson
import sqlalchemy as sa

from bpmn.catalogue import Catalogue
from bpmn.definition import Definitions
from bpmn.errors import DiagramError
from bpmn.lint import errors_of, lint
from bpmn.read import read_definitions
from bpmn.xml import parse_xml
from database.session import Session
from engine.definition_tables import LONGEST_ID
from engine.definitions import diagrams_in, names
from engine.errors import Refusal, Refused
from engine.host import Host
from engine.imported_tables import deployed_before
from engine.message_tables import message_start
from feel import FeelError
from feel.decisions import read_decisions
from feel.decisions.files import imported_namespaces, namespace_of

KINDS = {".bpmn": "bpmn", ".dmn": "dmn", ".form": "form"}
ANY_FORM = "*"
"""A form that is worked out when its task comes up may be any of those deployed."""
MAX_FORM_BYTES = 1_000_000
MAX_STEPS = 500
"""Elements in one process or sub-process: SpiffWorkflow looks ahead along the flow by recursion."""


@dataclass(frozen=True)
class FileFacts:
    """One file: the names it defines with what people call them, and the names its diagrams use."""

    path: str
    kind: str
    content: bytes
    names: Mapping[str, str]
    calls: frozenset[tuple[str, str]] = frozenset()
    definitions: Definitions | None = None
    namespace: str = ""
    """Of a table: the name by which others import it."""
    imports: frozenset[str] = frozenset()
    """Of a table: the namespaces of the files it imports."""


def read_files(session: Session, host: Host, files: Sequence[tuple[str, bytes]]) -> list[FileFacts]:
    """Read and judge every file. Raises `Refused` with all reasons at once."""
    refusals: list[Refusal] = []
    tables = {path: root for path, content in files if (root := _table(path, content)) is not None}
    before = _tables_before(session, list(tables.values()))
    facts = [
        found
        for path, content in files
        if (found := _read(path, content, tables | before, refusals)) is not None
    ]
    refusals += [*_too_long(facts), *_defined_twice(facts), *_imported_twice(facts)]
    catalogue = _catalogue(session, host, facts)
    for file in facts:
        if file.definitions is not None:
            refusals += _judge(file, file.definitions, catalogue)
    refusals += _calls_of_what_a_message_begins(session, facts)
    if refusals:
        raise Refused(refusals)
    for file in facts:
        if file.kind == "bpmn":
            diagrams_in(hashlib.sha256(file.content).hexdigest(), file.content)
    return facts


def _table(path: str, content: bytes) -> Any:
    """The parsed table, for those that import it; what cannot be parsed is told when it is read."""
    try:
        return parse_xml(content) if path.endswith(".dmn") else None
    except DiagramError:
        return None


def _tables_before(session: Session, tables: Sequence[Any]) -> dict[str, Any]:
    """The tables deployed before that these import, by their namespaces."""
    wanted = {namespace for table in tables for namespace in imported_namespaces(table)}
    own = {namespace_of(table) for table in tables}
    found = deployed_before(session, wanted, own)
    return {namespace: parse_xml(file.content) for namespace, file in found.items()}


def _read(path: str, content: bytes, tables: Mapping[str, Any], refusals: list[Refusal]) -> FileFacts | None:
    kind = KINDS.get(PurePath(path).suffix)
    try:
        if kind == "bpmn":
            return _diagram(path, content)
        if kind == "dmn":
            return _decisions(path, content, [table for other, table in tables.items() if other != path])
        if kind == "form":
            return _form(path, content)
    except (DiagramError, FeelError) as error:
        told = error.all if isinstance(error, FeelError) else (error,)
        refusals += [Refusal(path, "-", dict(one.message)) for one in told]
        return None
    except ValueError as error:
        refusals.append(_refusal(path, f"không đọc được ({error}).", f"cannot be read ({error})."))
        return None
    refusals.append(_refusal(path, "không phải .bpmn, .dmn hoặc .form.", "is none of .bpmn, .dmn and .form."))
    return None


def _diagram(path: str, content: bytes) -> FileFacts:
    definitions = read_definitions(content)
    defined = {process.id: process.name or process.id for process in definitions.processes}
    calls = set()
    for element in definitions.elements:
        form = element.zeebe.form
        if form and form.text:
            calls.add(("form", ANY_FORM if form.is_feel else form.text))
        if element.zeebe.call and element.zeebe.call.process_id:
            calls.add(("bpmn", element.zeebe.call.process_id))
        if element.zeebe.decision and element.zeebe.decision.decision_id:
            calls.add(("dmn", element.zeebe.decision.decision_id))
    return FileFacts(path, "bpmn", content, defined, frozenset(calls), definitions)


def _decisions(path: str, content: bytes, others: Sequence[Any]) -> FileFacts:
    root = parse_xml(content)
    defined = read_decisions(root, others).names()
    return FileFacts(
        path,
        "dmn",
        content,
        defined,
        namespace=namespace_of(root),
        imports=frozenset(imported_namespaces(root)),
    )


def _form(path: str, content: bytes) -> FileFacts:
    if len(content) > MAX_FORM_BYTES:
        raise ValueError(f"{len(content):,} > {MAX_FORM_BYTES:,} bytes")
    schema = orjson.loads(content)
    form_id = schema.get("id") if isinstance(schema, dict) else None
    if not isinstance(form_id, str) or not form_id:
        raise ValueError("id?")
    return FileFacts(path, "form", content, {form_id: form_id})


def _too_long(facts: Sequence[FileFacts]) -> Iterator[Refusal]:
    for file in facts:
        for name in file.names:
            if len(name) > LONGEST_ID:
                yield _refusal(
                    file.path,
                    f"có mã “{name[:40]}…” dài {len(name)} ký tự, nhiều nhất là {LONGEST_ID}. Hãy đặt mã ngắn hơn.",
                    f"has the id “{name[:40]}…” of {len(name)} letters, at most {LONGEST_ID}. Give it a shorter id.",
                )


def _defined_twice(facts: Sequence[FileFacts]) -> Iterator[Refusal]:
    seen: dict[tuple[str, str], str] = {}
    for file in facts:
        for name in file.names:
            first = seen.setdefault((file.kind, name), file.path)
            if first != file.path:
                yield _refusal(
                    file.path, f"định nghĩa “{name}” như tệp {first}.", f"defines “{name}” like {first}."
                )


def _imported_twice(facts: Sequence[FileFacts]) -> Iterator[Refusal]:
    wanted = {namespace for file in facts for namespace in file.imports}
    seen: dict[str, str] = {}
    for file in facts:
        if file.namespace in wanted and (first := seen.setdefault(file.namespace, file.path)) != file.path:
            yield _refusal(
                file.path,
                f"có cùng namespace “{file.namespace}” với tệp {first}, nên không rõ nhập tệp nào.",
                f"has the namespace “{file.namespace}” of {first}: it is not clear which one is imported.",
            )


def _catalogue(session: Session, host: Host, facts: Sequence[FileFacts]) -> Catalogue:
    def known(kind: str) -> frozenset[str]:
        own = frozenset(name for file in facts if file.kind == kind for name in file.names)
        return own | names(session, kind)

    return Catalogue(
        forms=known("form"),
        actions=frozenset(host.actions),
        functions=frozenset(host.functions),
        decisions=known("dmn"),
        processes=known("bpmn"),
    )


def _judge(file: FileFacts, definitions: Definitions, catalogue: Catalogue) -> Iterator[Refusal]:
    for finding in errors_of(lint(definitions, catalogue)):
        message = {"vi": finding.sentence("vi"), "en": finding.sentence("en")}
        yield Refusal(file.path, finding.element, message)
    for scope in definitions.scopes:
        if (count := len(definitions.inside(scope))) > MAX_STEPS:
            yield _refusal(
                file.path,
                f"có {count} phần tử, nhiều nhất là {MAX_STEPS}. Hãy chia thành tiểu quy trình.",
                f"has {count} elements, at most {MAX_STEPS} are run. Split it into sub-processes.",
                scope,
            )
    for element in definitions.elements:
        if element.zeebe.users is not None:
            yield _refusal(
                file.path,
                "candidateUsers không có tác dụng. Hãy dùng candidateGroups.",
                "candidateUsers has no effect. Use candidateGroups.",
                element.id,
            )
        if element.type == "subProcess" and (element.zeebe.inputs or element.zeebe.outputs):
            yield _refusal(
                file.path,
                "tiểu quy trình không có ánh xạ biến. Hãy đặt ở các bước bên trong.",
                "a sub-process has no variable mapping. Put it on the steps inside.",
                element.id,
            )


def _calls_of_what_a_message_begins(session: Session, facts: Sequence[FileFacts]) -> Iterator[Refusal]:
    """Nobody but its message starts such a process, the newest deployed before or one of these files."""
    begun = set(session.execute(sa.select(message_start.c.process_id)).scalars())
    diagrams = [(file, file.definitions) for file in facts if file.definitions is not None]
    for _file, definitions in diagrams:
        for process in definitions.processes:
            begun.discard(process.id)
            begun |= {process.id} if definitions.message_start(process.id) else set()
    for file, definitions in diagrams:
        for element in definitions.elements:
            called = element.zeebe.call.process_id if element.zeebe.call else None
            if called in begun:
                yield _refusal(
                    file.path,
                    f"quy trình “{called}” được gọi ở đây chỉ bắt đầu bằng thông điệp.",
                    f"the process “{called}” called here is started by its message only.",
                    element.id,
                )


def _refusal(path: str, vi: str, en: str, element: str = "-") -> Refusal:
    return Refusal(path, element, {"vi": vi, "en": en})
