"""Tables that import tables: which file a deployment means by a namespace."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from bpmn.xml import parse_xml
from database.session import Session
from engine.definition_tables import deployment_item, resource
from engine.errors import NotDeployed
from feel.decisions.files import imported_namespaces

IMPORT = "import"
"""The kind of a deployment's item that is a file of tables: its namespace with the key of a resource."""

_FILES = sa.select(resource.c.key, resource.c.content).join(
    deployment_item, deployment_item.c.definition_key == resource.c.key
)


@dataclass(frozen=True)
class Imported:
    """A file that others import."""

    resource_key: int
    content: bytes


def imported(session: Session, deployment_key: int, namespace: str) -> bytes:
    """The file that a deployment's tables import under a namespace. Raises `NotDeployed`."""
    found = session.execute(
        _FILES.where(
            deployment_item.c.deployment_key == deployment_key,
            deployment_item.c.kind == IMPORT,
            deployment_item.c.name == namespace,
        )
    ).first()
    if found is None:
        raise NotDeployed("dmn", namespace)
    return bytes(found.content)


def deployed_before(session: Session, wanted: Iterable[str], own: Collection[str]) -> dict[str, Imported]:
    """The newest files of namespaces that a deployment imports and does not hold, with what those import in turn.

    A namespace that nobody has deployed is left out; reading the table that imports it says so.
    """
    found: dict[str, Imported] = {}
    waiting = set(wanted)
    while waiting:
        namespace = waiting.pop()
        if namespace in own or namespace in found:
            continue
        newest = _newest(session, namespace)
        if newest is not None:
            found[namespace] = newest
            waiting.update(imported_namespaces(parse_xml(newest.content)))
    return found


def bound_with(session: Session, decision_key: int) -> dict[str, int]:
    """What the newest deployment of a decision's version means by the namespaces of files, as keys of resources."""
    held = sa.select(sa.func.max(deployment_item.c.deployment_key)).where(
        deployment_item.c.kind == "dmn", deployment_item.c.definition_key == decision_key
    )
    rows = session.execute(
        sa.select(deployment_item.c.name, deployment_item.c.definition_key).where(
            deployment_item.c.kind == IMPORT,
            deployment_item.c.deployment_key == held.scalar_subquery(),
        )
    )
    return {row.name: row.definition_key for row in rows}


def _newest(session: Session, namespace: str) -> Imported | None:
    row = session.execute(
        _FILES.where(deployment_item.c.kind == IMPORT, deployment_item.c.name == namespace)
        .order_by(deployment_item.c.deployment_key.desc())
        .limit(1)
    ).first()
    return Imported(row.key, bytes(row.content)) if row is not None else None
