"""Everything as it would be: the newest deployed files, with the drafts of a change laid over them."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

import sqlalchemy as sa

from bpmn.errors import Words
from bpmn.facts import Names
from database.session import Session
from engine.definition_tables import resource
from engine.definitions import TABLES
from workflows.deployment import Files
from workflows.designer.content import kind_of, sha256_of, titles_in
from workflows.designer.file_names import usable_name
from workflows.designer.offered_words import ACTIONS
from workflows.designer.tables import design_draft

MOST_KNOWN = 1_000
"""Contents whose ids and titles a process remembers."""


@dataclass(frozen=True)
class DeployedFile:
    """A file that holds the newest version of something, by a name that it may have in a change.

    `names` are its ids, each with its newest version.
    """

    resource_key: int
    kind: str
    name: str
    names: Mapping[str, int]


def deployed_files(session: Session) -> list[DeployedFile]:
    """The files of the newest versions, diagrams first, by file name; without their content."""
    found: dict[int, DeployedFile] = {}
    for kind, table in TABLES.items():
        newest = (
            sa.select(table.c[1], sa.func.max(table.c.version).label("version"))
            .group_by(table.c[1])
            .subquery()
        )
        rows = session.execute(
            sa.select(
                table.c[1].label("id"), table.c.version, resource.c.key, resource.c.name, resource.c.kind
            )
            .join(newest, (newest.c[0] == table.c[1]) & (newest.c.version == table.c.version))
            .join(resource, resource.c.key == table.c.resource_key)
            .order_by(resource.c.name, resource.c.key, table.c[1])
        )
        for row in rows:
            known = found.get(row.key)
            names = {**(known.names if known else {}), row.id: row.version}
            found[row.key] = DeployedFile(row.key, kind, usable_name(row), names)
    return list(found.values())


def deployed(session: Session) -> Files:
    """The newest deployed files with their content."""
    return [(name, content) for name, _key, content in _named(session)]


def files_of(session: Session, change_key: int) -> Files:
    """The newest deployed files with the drafts of a change laid over them.

    Each draft replaces what it began from, what has its file name, and what defines the same ids. New ones come last.
    """
    rows = session.execute(
        sa.select(design_draft)
        .where(design_draft.c.change_key == change_key, design_draft.c.removed_at.is_(None))
        .order_by(design_draft.c.key)
    ).all()
    return laid_over(session, rows)


def laid_over(session: Session, drafts: Iterable[Any]) -> Files:
    """The same for given drafts: rows with kind, name, content and base_resource_key."""
    base = _named(session)
    there = {key for _name, key, _content in base}
    files = [file for file in deployed_files(session) if file.resource_key in there]
    taken: dict[int, tuple[str, bytes]] = {}
    new: list[tuple[str, bytes]] = []
    for draft in drafts:
        free = [key for key in _replaced(files, draft) if key not in taken]
        for key in free:
            taken[key] = (draft.name, bytes(draft.content))
        if not free:  # a new file, or one that defines what another draft does: deploying tells of that
            new.append((draft.name, bytes(draft.content)))
    return _without_doubles([*(taken.get(key, (name, content)) for name, key, content in base), *new])


def file_replaced_by(session: Session, draft: Any) -> int | None:
    """The deployed file that a draft would take the place of, by its key; None for a new one."""
    replaced = _replaced(deployed_files(session), draft)
    return max(replaced) if replaced else None


def _replaced(files: Iterable[DeployedFile], draft: Any) -> list[int]:
    ids = defined_ids(draft.kind, draft.content)
    return [
        file.resource_key
        for file in files
        if file.kind == draft.kind
        and (
            file.resource_key == draft.base_resource_key or file.name == draft.name or ids & file.names.keys()
        )
    ]


def _without_doubles(files: list[tuple[str, bytes]]) -> Files:
    return list({name: (name, content) for name, content in files}.values())


def _named(session: Session) -> list[tuple[str, int, bytes]]:
    """Name, key and content. Where two files of one name are both in force, the older one has its key in its name.

    A file of which something was deployed anew by another one takes no part: both would define the same. What it
    alone holds stays in force in its old version.
    """
    known = deployed_files(session)
    contents = _contents(session, [file.resource_key for file in known])
    newest_of = {(file.kind, name): file for file in known for name in file.names}
    files = [
        file
        for file in known
        if all(
            newest_of.get((file.kind, name), file) is file
            for name in defined_ids(file.kind, contents[file.resource_key])
        )
    ]
    newest = {
        file.name: max(other.resource_key for other in files if other.name == file.name) for file in files
    }
    return [
        (
            file.name if newest[file.name] == file.resource_key else f"{file.resource_key}-{file.name}",
            file.resource_key,
            contents[file.resource_key],
        )
        for file in files
    ]


def _contents(session: Session, keys: list[int]) -> dict[int, bytes]:
    rows = session.execute(sa.select(resource.c.key, resource.c.content).where(resource.c.key.in_(keys)))
    return {row.key: bytes(row.content) for row in rows}


def processes_in(files: Files) -> frozenset[str]:
    """The processes that the diagrams among some files hold."""
    each = (defined_ids("bpmn", content) for name, content in files if name.endswith(".bpmn"))
    return frozenset[str]().union(*each)


def defined_ids(kind: str, content: bytes) -> frozenset[str]:
    """What a file defines."""
    return frozenset(titles_of(kind, content))


def names_in(files: Files) -> Names:
    """What people call all that some files define, and the acts of the house."""
    named: dict[tuple[str, str], Words] = {("action", name): told for name, told in ACTIONS.items()}
    for file, content in files:
        kind = kind_of(file) or ""
        named |= {(kind, key): title for key, title in titles_of(kind, content).items()}
    return named


def titles_of(kind: str, content: bytes) -> Mapping[str, Words]:
    """What people call the things a file defines, by their ids.

    A content is read once, and not held: drafts are laid over at every check.
    """
    place = (kind, sha256_of(content))
    found = _known.get(place)
    if found is None:
        found = titles_in(kind, bytes(content))
        with _turn:
            _known[place] = found
            while len(_known) > MOST_KNOWN:
                _known.popitem(last=False)
    return found


_known: OrderedDict[tuple[str, str], Mapping[str, Words]] = OrderedDict()
_turn = Lock()
