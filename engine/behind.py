"""Which running instances go by something older than what is deployed.

By another version of their diagram, or of what it names, such as a form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from database.session import Session
from engine.definition_tables import deployment_item, process_definition
from engine.definitions import Definition, diagram_of, latest_deployed
from engine.spiff_parser import Diagram
from engine.tables import instance

Meanings = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Group:
    """Active instances of one process that go by the same version and the same deployment."""

    definition_key: int
    deployment_key: int
    version: int
    count: int


@dataclass(frozen=True)
class Behind:
    """A process of which instances are behind. `definition` is its newest version."""

    definition: Definition
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many instances."""
        return sum(group.count for group in self.groups)

    @property
    def versions(self) -> tuple[int, ...]:
        """The versions of the diagram they go by."""
        return tuple(sorted({group.version for group in self.groups}))


def running_groups(session: Session) -> dict[str, list[Group]]:
    """The active instances of every process, counted by version and deployment."""
    rows = session.execute(
        sa.select(
            process_definition.c.process_id,
            instance.c.definition_key,
            instance.c.deployment_key,
            process_definition.c.version,
            sa.func.count(),
        )
        .join(process_definition, process_definition.c.key == instance.c.definition_key)
        .where(instance.c.status == "active")
        .group_by(
            process_definition.c.process_id,
            instance.c.definition_key,
            instance.c.deployment_key,
            process_definition.c.version,
        )
        .order_by(process_definition.c.process_id, process_definition.c.version, instance.c.deployment_key)
    )
    found: dict[str, list[Group]] = {}
    for process_id, *facts in rows:
        found.setdefault(process_id, []).append(Group(*facts))
    return found


def behind(session: Session) -> list[Behind]:
    """Every process of which running instances could go by something newer, by name."""
    found = []
    for process_id, groups in sorted(running_groups(session).items()):
        definition, deployment_key = latest_deployed(session, "bpmn", process_id)
        named = _Named(session, diagram_of(session, definition.key), deployment_key)
        older = [
            group for group in groups if group.definition_key != definition.key or named.otherwise(group)
        ]
        if older:
            found.append(Behind(definition, tuple(older)))
    return found


class _Named:
    """What a diagram names, as one deployment means it."""

    def __init__(self, session: Session, diagram: Diagram, deployment_key: int) -> None:
        self._session, self._deployment = session, deployment_key
        self._names, self._any_form = frozenset(_constants(diagram)), _works_out_forms(diagram)
        self._known: dict[int, Meanings] = {}

    def otherwise(self, group: Group) -> bool:
        """Whether the group's deployment means something else by any of it. What either says nothing of is alike."""
        if group.deployment_key == self._deployment:
            return False
        mine, theirs = self._of(self._deployment), self._of(group.deployment_key)
        return any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys() if self._is_named(name))

    def _is_named(self, name: tuple[str, str]) -> bool:
        return name in self._names or (self._any_form and name[0] == "form")

    def _of(self, deployment_key: int) -> Meanings:
        if deployment_key not in self._known:
            rows = self._session.execute(
                sa.select(
                    deployment_item.c.kind, deployment_item.c.name, deployment_item.c.definition_key
                ).where(deployment_item.c.deployment_key == deployment_key)
            )
            self._known[deployment_key] = {(kind, name): key for kind, name, key in rows}
        return self._known[deployment_key]


def _constants(diagram: Diagram) -> Iterator[tuple[str, str]]:
    for facts in diagram.elements.values():
        zeebe = facts.zeebe
        if zeebe.form is not None and not zeebe.form.is_feel:
            yield "form", zeebe.form.text
        if zeebe.call is not None and zeebe.call.process_id:
            yield "bpmn", zeebe.call.process_id
        if zeebe.decision is not None and zeebe.decision.decision_id:
            yield "dmn", zeebe.decision.decision_id


def _works_out_forms(diagram: Diagram) -> bool:
    return any(
        facts.zeebe.form is not None and facts.zeebe.form.is_feel for facts in diagram.elements.values()
    )
