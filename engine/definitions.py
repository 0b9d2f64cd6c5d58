"""Finding what was deployed: the diagram of an instance, the form of a task, the latest version of a name."""

import threading
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from bpmn.definition import Element
from database.prepared import Prepared
from database.remembering import remember
from database.session import Session
from engine.definition_tables import (
    decision_definition,
    deployment_item,
    form_definition,
    process_definition,
    resource,
)
from engine.errors import NotDeployed
from engine.spiff_parser import Diagram, read_diagrams
from engine.statements import Driver

TABLES = {"bpmn": process_definition, "dmn": decision_definition, "form": form_definition}
DIAGRAM_OF = """
    select d.process_id, r.sha256, d.resource_key from process_definition d
    join resource r on r.key = d.resource_key where d.key = ?"""
CONTENT_OF = "select content from resource where key = ?"

LANGUAGES = ("vi", "en")
MOST_KEPT = 500
"""Files that a process keeps as read. A house has fewer; drafts that are tried would be ever more."""
# Diagrams never change, and parsing one costs as much as ten steps.
_read: dict[str, dict[str, Diagram]] = {}
_turn = threading.Lock()
_contents: dict[str, bytes] = {}


@dataclass(frozen=True)
class Definition:
    """One version of a process, a form or a decision table."""

    key: int
    kind: str
    name: str
    version: int
    deployment_key: int
    content: bytes


def _versions(kind: str) -> sa.Select[Any]:
    """The versions of a kind, each with the resource that holds its content."""
    table = TABLES[kind]
    return sa.select(
        table.c.key, table.c[1], table.c.version, table.c.deployment_key, resource.c.sha256, resource.c.key
    ).join(resource, resource.c.key == table.c.resource_key)


def _newest(kind: str) -> sa.Select[Any]:
    table = TABLES[kind]
    named = _versions(kind).where(table.c[1] == sa.bindparam("name"))
    return named.order_by(table.c.version.desc()).limit(1)


def _deployed_last(kind: str) -> sa.ScalarSelect[Any]:
    holding = (deployment_item.c.kind == kind) & (deployment_item.c.definition_key == TABLES[kind].c.key)
    return sa.select(sa.func.max(deployment_item.c.deployment_key)).where(holding).scalar_subquery()


def _bound(kind: str) -> sa.Select[Any]:
    return (
        _versions(kind)
        .join(deployment_item, deployment_item.c.definition_key == TABLES[kind].c.key)
        .where(
            deployment_item.c.deployment_key == sa.bindparam("deployment_key"),
            deployment_item.c.kind == kind,
            deployment_item.c.name == sa.bindparam("name"),
        )
    )


_NEWEST = {kind: Prepared(_newest(kind)) for kind in TABLES}
_NEWEST_DEPLOYED = {
    kind: Prepared(_newest(kind).add_columns(_deployed_last(kind).label("deployed_last"))) for kind in TABLES
}
_BOUND = {kind: Prepared(_bound(kind)) for kind in TABLES}


def diagrams_in(sha256: str, content: bytes) -> dict[str, Diagram]:
    """The processes of a file, read once per process of the operating system."""
    with _turn:
        found = _read.get(sha256)
        if found is None:
            found = _read[sha256] = read_diagrams(content)
            _let_go(_read)
        return found


def _let_go(kept: dict[str, Any]) -> None:
    """Forget what was read first."""
    while len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]


def diagram_of(session: Session, definition_key: int) -> Diagram:
    """The diagram behind a process definition."""
    return remember(session, ("diagram", definition_key), lambda: _diagram(Driver(session), definition_key))


def _diagram(driver: Driver, definition_key: int) -> Diagram:
    found = driver.one(DIAGRAM_OF, definition_key)
    if found is None:
        raise NotDeployed("bpmn", str(definition_key))
    process_id, sha256, resource_key = found
    known = _read.get(sha256)
    if known is None:
        known = diagrams_in(sha256, bytes(driver.one(CONTENT_OF, resource_key)[0]))
    return known[process_id]


def step_words(found: Element | None, element: str) -> dict[str, str]:
    """The name of a step by language; its id where the diagram does not have it."""
    return {language: found.called(language) if found else element for language in LANGUAGES}


def step_guide(found: Element | None) -> dict[str, str]:
    """What the diagram says to whoever does a step, by language."""
    return {language: found.guide(language) if found else "" for language in LANGUAGES}


class Steps:
    """What deployed diagrams call their processes and steps. A diagram is asked for once."""

    def __init__(self, session: Session) -> None:
        self._session, self._diagrams = session, dict[int, Diagram]()

    def element(self, definition_key: int, element: str) -> Element | None:
        """One element; None for an id that the diagram does not have."""
        return self._diagram(definition_key).elements.get(element)

    def words(self, definition_key: int, element: str) -> dict[str, str]:
        """The name of a step by language; its id where the diagram does not have it."""
        return step_words(self.element(definition_key, element), element)

    def process_words(self, definition_key: int) -> dict[str, str]:
        """The name of the process by language."""
        return dict(self._diagram(definition_key).names)

    def _diagram(self, definition_key: int) -> Diagram:
        if definition_key not in self._diagrams:
            self._diagrams[definition_key] = diagram_of(self._session, definition_key)
        return self._diagrams[definition_key]


def latest(session: Session, kind: str, name: str) -> Definition:
    """The newest version of a name. `kind` is bpmn, dmn or form. Raises `NotDeployed`."""
    return remember(session, ("newest", kind, name), lambda: _look_up(session, kind, name))


def _look_up(session: Session, kind: str, name: str) -> Definition:
    row = _NEWEST[kind].run(session, {"name": name}).first()
    if row is None:
        raise NotDeployed(kind, name)
    return _definition(session, kind, row)


def latest_deployed(session: Session, kind: str, name: str) -> tuple[Definition, int]:
    """The newest version of a name, and the newest deployment that holds it. Raises `NotDeployed`."""
    return remember(session, ("newest deployed", kind, name), lambda: _newest_deployed(session, kind, name))


def _newest_deployed(session: Session, kind: str, name: str) -> tuple[Definition, int]:
    row = _NEWEST_DEPLOYED[kind].run(session, {"name": name}).first()
    if row is None:
        raise NotDeployed(kind, name)
    *facts, deployment_key = row
    definition = _definition(session, kind, facts)
    return definition, definition.deployment_key if deployment_key is None else int(deployment_key)


def version_of(session: Session, kind: str, name: str, version: int) -> Definition:
    """One version of a name. Raises `NotDeployed`."""
    table = TABLES[kind]
    query = _versions(kind).where(table.c[1] == name, table.c.version == version)
    return _only(session, kind, query, f"{name}, {version}")


def keyed(session: Session, kind: str, key: int) -> Definition:
    """One version by its key. Raises `NotDeployed`."""
    return _only(session, kind, _versions(kind).where(TABLES[kind].c.key == key), str(key))


def _only(session: Session, kind: str, query: sa.Select[Any], named: str) -> Definition:
    row = session.execute(query).first()
    if row is None:
        raise NotDeployed(kind, named)
    return _definition(session, kind, row)


def bound(session: Session, deployment_key: int, kind: str, name: str) -> Definition:
    """What a deployment means by a name; the newest version where it says nothing about it."""
    return remember(
        session, ("bound", deployment_key, kind, name), lambda: _meant_by(session, deployment_key, kind, name)
    )


def _meant_by(session: Session, deployment_key: int, kind: str, name: str) -> Definition:
    row = _BOUND[kind].run(session, {"deployment_key": deployment_key, "name": name}).first()
    return latest(session, kind, name) if row is None else _definition(session, kind, row)


def names(session: Session, kind: str) -> frozenset[str]:
    """Every name of a kind that has been deployed."""
    return frozenset(session.execute(sa.select(TABLES[kind].c[1]).distinct()).scalars())


def _definition(session: Session, kind: str, row: Any) -> Definition:
    key, name, version, deployment_key, sha256, resource_key = row
    return Definition(key, kind, name, version, deployment_key, _content(session, sha256, resource_key))


def _content(session: Session, sha256: str, resource_key: int) -> bytes:
    found = _contents.get(sha256)
    if found is None:
        stored = sa.select(resource.c.content).where(resource.c.key == resource_key)
        found = bytes(session.execute(stored).scalar_one())
        with _turn:
            _contents[sha256] = found
            _let_go(_contents)
    return found


_NEWEST_DEPLOYMENT = Prepared(
    sa.select(sa.func.max(deployment_item.c.deployment_key).label("key")).where(
        deployment_item.c.kind == sa.bindparam("kind"),
        deployment_item.c.definition_key == sa.bindparam("key"),
    )
)


def latest_deployment_of(session: Session, definition: Definition) -> int:
    """The newest deployment that holds this version: its meanings of names count for new instances."""
    found = _NEWEST_DEPLOYMENT.run(session, {"kind": definition.kind, "key": definition.key}).scalar()
    return int(found) if found is not None else definition.deployment_key
