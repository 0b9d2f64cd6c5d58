"""Deploying diagrams, decision tables and forms: everything of a deployment, or nothing."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath

import sqlalchemy as sa

from database.remembering import forget
from database.rivals import one_at_a_time
from database.session import Session
from engine.definition_tables import deployment, deployment_item, resource
from engine.definitions import TABLES, latest, names
from engine.errors import NotDeployed
from engine.host import Host
from engine.imported_tables import IMPORT, bound_with, deployed_before
from engine.message_starts import begin_with
from engine.reading import ANY_FORM, FileFacts, read_files


@dataclass(frozen=True)
class Deployed:
    """One name of a deployment and the version it means."""

    kind: str
    name: str
    version: int
    key: int
    is_new: bool


@dataclass(frozen=True)
class Deployment:
    """What a deployment came to. `key` is an earlier one's where nothing has changed."""

    key: int
    items: tuple[Deployed, ...] = field(default=())


def deploy(
    session: Session,
    host: Host,
    files: Sequence[tuple[str, bytes]],
    *,
    actor: str,
    now: datetime,
    note: str | None = None,
) -> Deployment:
    """Deploy files by their suffix: `.bpmn`, `.dmn`, `.form`. An unchanged file keeps its version.

    What a diagram calls and a table imports is bound to this deployment's version, else to the newest deployed
    before. Running instances stay on what they started with. Raises `Refused` with every reason; then nothing is
    deployed.
    """
    if host.check is not None:
        host.check(files)
    one_at_a_time(session, "deployment")
    facts = read_files(session, host, files)
    key = session.execute(
        deployment.insert().values(deployed_at=now, deployed_by=actor, note=note).returning(deployment.c.key)
    ).scalar_one()
    own = [item for file in facts for item in _define(session, file, key)]
    forget(session)
    _begin_with_messages(session, facts, own, now)
    called = _called(session, facts, own)
    items = (*own, *called)
    bindings = (*items, *_imported(session, facts, called))
    if not any(item.is_new for item in items) and (before := _same(session, bindings, key)) is not None:
        session.execute(deployment.delete().where(deployment.c.key == key))
        return Deployment(before, items)
    rows = [
        {"deployment_key": key, "kind": item.kind, "name": item.name, "definition_key": item.key}
        for item in bindings
    ]
    if rows:
        session.execute(deployment_item.insert(), rows)
    forget(session)
    return Deployment(key, items)


def _begin_with_messages(
    session: Session, files: Sequence[FileFacts], own: Sequence[Deployed], now: datetime
) -> None:
    """The new version of a process takes over the message it begins with; in order, so that rivals do not cross."""
    made = {item.name: item.key for item in own if item.kind == "bpmn" and item.is_new}
    starts = {
        process.id: file.definitions.message_start(process.id)
        for file in files
        if file.definitions is not None
        for process in file.definitions.processes
    }
    for process_id in sorted(made):
        begin_with(session, process_id, made[process_id], starts[process_id], now)


def _imported(session: Session, files: Sequence[FileFacts], called: Sequence[Deployed]) -> list[Deployed]:
    """What the deployment means by the namespaces of tables: a decision keeps the files it was read with.

    Its own files come first, then the newest deployed before; a decision that is only called brings along what
    it was deployed with.
    """
    shown = Counter(file.namespace for file in files if file.kind == "dmn" and file.namespace)
    meant = {file.namespace: _resource(session, file) for file in files if shown[file.namespace] == 1}
    wanted = {namespace for file in files for namespace in file.imports}
    for namespace, found in deployed_before(session, wanted, own=shown).items():
        meant[namespace] = found.resource_key
    for item in called:
        if item.kind == "dmn":
            meant = bound_with(session, item.key) | meant
    return [Deployed(IMPORT, namespace, 0, key, is_new=False) for namespace, key in meant.items()]


def _define(session: Session, file: FileFacts, deployment_key: int) -> list[Deployed]:
    resource_key = _resource(session, file)
    table = TABLES[file.kind]
    return [
        _version(session, table, file.kind, name, shown, resource_key, deployment_key)
        for name, shown in file.names.items()
    ]


def _resource(session: Session, file: FileFacts) -> int:
    sha256 = hashlib.sha256(file.content).hexdigest()
    found = session.execute(sa.select(resource.c.key).where(resource.c.sha256 == sha256)).scalar()
    if found is not None:
        return int(found)
    made = session.execute(
        resource.insert()
        .values(sha256=sha256, kind=file.kind, name=PurePath(file.path).name, content=file.content)
        .returning(resource.c.key)
    )
    return int(made.scalar_one())


def _version(
    session: Session,
    table: sa.Table,
    kind: str,
    name: str,
    shown: str,
    resource_key: int,
    deployment_key: int,
) -> Deployed:
    newest = session.execute(
        sa.select(table.c.key, table.c.version, table.c.resource_key)
        .where(table.c[1] == name)
        .order_by(table.c.version.desc())
        .limit(1)
    ).first()
    if newest is not None and newest.resource_key == resource_key:
        return Deployed(kind, name, newest.version, newest.key, is_new=False)
    version = newest.version + 1 if newest is not None else 1
    key = session.execute(
        table.insert()
        .values(
            {
                table.c[1].name: name,
                "version": version,
                "name": shown,
                "resource_key": resource_key,
                "deployment_key": deployment_key,
            }
        )
        .returning(table.c.key)
    ).scalar_one()
    return Deployed(kind, name, version, key, is_new=True)


def _called(session: Session, files: Sequence[FileFacts], own: Sequence[Deployed]) -> list[Deployed]:
    """What the diagrams name but the files do not hold: the newest version deployed before."""
    have = {(item.kind, item.name) for item in own}
    wanted = {pair for file in files for pair in file.calls} - have
    if ("form", ANY_FORM) in wanted:
        wanted |= {("form", name) for name in names(session, "form")} - have
    return [found for kind, name in sorted(wanted) if (found := _known(session, kind, name)) is not None]


def _known(session: Session, kind: str, name: str) -> Deployed | None:
    try:
        found = latest(session, kind, name)
    except NotDeployed:
        return None
    return Deployed(kind, name, found.version, found.key, is_new=False)


def _same(session: Session, items: Sequence[Deployed], besides: int) -> int | None:
    """The newest deployment that means exactly the same by the same names."""
    wanted = {(item.kind, item.name, item.key) for item in items}
    newest = session.execute(
        sa.select(sa.func.max(deployment.c.key)).where(deployment.c.key != besides)
    ).scalar()
    if newest is None:
        return None
    rows = session.execute(
        sa.select(deployment_item.c.kind, deployment_item.c.name, deployment_item.c.definition_key).where(
            deployment_item.c.deployment_key == newest
        )
    )
    return int(newest) if {tuple(row) for row in rows} == wanted else None
