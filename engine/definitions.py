"""Finding what was deployed: the diagram of an instance, the form of a task, the latest version of a name."""

import threading
from dataclasses import dataclass

import sqlalchemy as sa

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

# Diagrams never change, so a process keeps them for ever; parsing one costs as much as ten steps.
_read: dict[str, dict[str, Diagram]] = {}
_turn = threading.Lock()


@dataclass(frozen=True)
class Definition:
    """One version of a process, a form or a decision table."""

    key: int
    kind: str
    name: str
    version: int
    deployment_key: int
    content: bytes


def diagrams_in(sha256: str, content: bytes) -> dict[str, Diagram]:
    """The processes of a file, read once per process of the operating system."""
    with _turn:
        if sha256 not in _read:
            _read[sha256] = read_diagrams(content)
        return _read[sha256]


def diagram_of(driver: Driver, definition_key: int) -> Diagram:
    """The diagram behind a process definition."""
    found = driver.one(DIAGRAM_OF, definition_key)
    if found is None:
        raise NotDeployed("bpmn", str(definition_key))
    process_id, sha256, resource_key = found
    if sha256 not in _read:
        diagrams_in(sha256, bytes(driver.one(CONTENT_OF, resource_key)[0]))
    return _read[sha256][process_id]


def latest(session: Session, kind: str, name: str) -> Definition:
    """The newest version of a name. `kind` is bpmn, dmn or form. Raises `NotDeployed`."""
    table = TABLES[kind]
    identifier = table.c[1]
    return _definition(session, kind, name, identifier == name)


def bound(session: Session, deployment_key: int, kind: str, name: str) -> Definition:
    """What a deployment means by a name; the newest version where it says nothing about it."""
    item = session.execute(
        sa.select(deployment_item.c.definition_key).where(
            deployment_item.c.deployment_key == deployment_key,
            deployment_item.c.kind == kind,
            deployment_item.c.name == name,
        )
    ).scalar()
    if item is None:
        return latest(session, kind, name)
    return _definition(session, kind, name, TABLES[kind].c.key == item)


def names(session: Session, kind: str) -> frozenset[str]:
    """Every name of a kind that has been deployed."""
    return frozenset(session.execute(sa.select(TABLES[kind].c[1]).distinct()).scalars())


def _definition(session: Session, kind: str, name: str, where: sa.ColumnElement[bool]) -> Definition:
    table = TABLES[kind]
    found = session.execute(
        sa.select(table.c.key, table.c[1], table.c.version, resource.c.content, table.c.deployment_key)
        .join(resource, resource.c.key == table.c.resource_key)
        .where(where)
        .order_by(table.c.version.desc())
        .limit(1)
    ).first()
    if found is None:
        raise NotDeployed(kind, name)
    key, name, version, content, deployment_key = found
    return Definition(key, kind, name, version, deployment_key, bytes(content))


def latest_deployment_of(session: Session, definition: Definition) -> int:
    """The newest deployment that holds this version: its meanings of names count for new instances."""
    found = session.execute(
        sa.select(sa.func.max(deployment_item.c.deployment_key)).where(
            deployment_item.c.kind == definition.kind, deployment_item.c.definition_key == definition.key
        )
    ).scalar()
    return int(found) if found is not None else definition.deployment_key
