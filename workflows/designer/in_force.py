"""What is deployed now: each file with the names it gave, since when, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from bpmn.read import read_definitions
from bpmn.xml import parse_xml
from database.session import Session
from engine.definition_tables import deployment, resource
from engine.definitions import TABLES, Steps
from forms.refused import FormError
from forms.schema import load_form
from workflows.designer.authors import authors
from workflows.errors import NotYours
from workflows.task_forms import form_title

BY_PROGRAMS: Mapping[str, Mapping[str, str]] = {
    "system": {"vi": "Bộ cài đặt", "en": "The installation"},
    "operator": {"vi": "Người vận hành", "en": "An operator"},
}


@dataclass(frozen=True)
class Named:
    """One process, decision or form of a file: what people call it and its newest version."""

    id: str
    title: Mapping[str, str]
    version: int


@dataclass(frozen=True)
class InForce:
    """A file in force. `title` is what people call it, `since` and `by` are those of its newest version."""

    resource_key: int
    kind: str
    file: str
    title: Mapping[str, str]
    named: tuple[Named, ...]
    since: datetime
    by: Mapping[str, str]


def in_force(session: Session) -> list[InForce]:
    """The files of the newest versions: diagrams, tables, forms, each by file name."""
    rows = [(kind, row) for kind in TABLES for row in session.execute(_newest(kind))]
    people = authors(session, {int(row.deployed_by) for _kind, row in rows if row.deployed_by.isdecimal()})
    steps = Steps(session)
    grouped: dict[int, list[tuple[str, Any]]] = {}
    for kind, row in rows:
        grouped.setdefault(row.resource_key, []).append((kind, row))
    tables = _titles_of_tables(session, {row.resource_key for kind, row in rows if kind == "dmn"})
    return [_file(session, steps, key, each, people, tables) for key, each in grouped.items()]


def _titles_of_tables(session: Session, keys: set[int]) -> dict[int, Mapping[str, str]]:
    """A file may hold several decisions, and none of them tells what it is about as its own name does."""
    return {
        row.key: title_of(row) for row in session.execute(sa.select(resource).where(resource.c.key.in_(keys)))
    }


def _newest(kind: str) -> sa.Select[Any]:
    table = TABLES[kind]
    last = (
        sa.select(table.c[1].label("id"), sa.func.max(table.c.version).label("version"))
        .group_by(table.c[1])
        .subquery()
    )
    return (
        sa.select(
            table.c.key,
            table.c[1].label("id"),
            table.c.version,
            table.c.name,
            table.c.resource_key,
            resource.c.name.label("file"),
            deployment.c.deployed_at,
            deployment.c.deployed_by,
        )
        .join(last, (last.c.id == table.c[1]) & (last.c.version == table.c.version))
        .join(resource, resource.c.key == table.c.resource_key)
        .join(deployment, deployment.c.key == table.c.deployment_key)
        .order_by(resource.c.name, table.c.resource_key, table.c[1])
    )


def _file(
    session: Session,
    steps: Steps,
    key: int,
    rows: list[tuple[str, Any]],
    people: Mapping[int, str],
    tables: Mapping[int, Mapping[str, str]],
) -> InForce:
    kind, first = rows[0]
    newest = max((row for _kind, row in rows), key=lambda row: (row.deployed_at, row.key))
    named = tuple(Named(row.id, _title(session, steps, kind, row), row.version) for _kind, row in rows)
    title = tables.get(key, named[0].title)  # otherwise after the first thing it defines
    by = deployed_by(newest.deployed_by, people)
    return InForce(key, kind, first.file, title, named, newest.deployed_at, by)


def deployed_by(actor: str, people: Mapping[int, str]) -> Mapping[str, str]:
    """Who deployed something, in words."""
    if actor.isdecimal():
        return dict.fromkeys(("vi", "en"), people.get(int(actor), actor))
    return BY_PROGRAMS.get(actor, dict.fromkeys(("vi", "en"), actor))


def _title(session: Session, steps: Steps, kind: str, row: Any) -> Mapping[str, str]:
    if kind == "bpmn":
        return steps.process_words(row.key)
    if kind == "form":
        try:
            return form_title(session, row.id)
        except FormError:
            return dict.fromkeys(("vi", "en"), row.id)
    return dict.fromkeys(("vi", "en"), row.name or row.id)


def versions_of_names(session: Session) -> dict[tuple[str, str], int]:
    """The newest version of every name, by kind and name."""
    return {
        (kind, row[0]): row[1]
        for kind, table in TABLES.items()
        for row in session.execute(sa.select(table.c[1], sa.func.max(table.c.version)).group_by(table.c[1]))
    }


def title_of(file: Any) -> Mapping[str, str]:
    """What people call a deployed file, by its row: the name of the first thing it defines, else its file name."""
    content = bytes(file.content)
    if file.kind == "form":
        try:
            return load_form(content).title
        except FormError:
            return dict.fromkeys(("vi", "en"), file.name)
    if file.kind == "bpmn":
        named = [process for process in read_definitions(content).processes if process.name]
        return {language: named[0].called(language) if named else file.name for language in ("vi", "en")}
    return dict.fromkeys(("vi", "en"), parse_xml(content).get("name") or file.name)


def deployed_file(session: Session, resource_key: int) -> Any:
    """Name and content of a file that is or was deployed. NotYours where there is none."""
    row = session.execute(sa.select(resource).where(resource.c.key == resource_key)).one_or_none()
    if row is None:
        raise NotYours
    return row
