"""Running instances that go by something older than what is deployed, and having them moved by whoever may deploy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from engine.behind import Behind, behind
from engine.definition_tables import deployment
from engine.definitions import Steps, diagram_of, latest, latest_deployed
from engine.move_jobs import leave_moves, moves_left
from engine.moving import Movable, movable
from forms.words import Words
from organisation.viewer import Viewer
from workflows.designer.rights import deploys_all, require_look, units_deployed
from workflows.designer.tables import design_belonging, design_deployment
from workflows.designer.trail import note
from workflows.errors import NotYours, StalePage


@dataclass(frozen=True)
class Lagging:
    """A process with running instances that are behind. `left` of them are waiting to be moved already."""

    found: Behind
    title: Words
    movable: Movable
    left: int
    may_move: bool


def lagging(session: Session, viewer: Viewer, now: datetime, *, four_eyes: bool) -> list[Lagging]:
    """Every process of which instances are behind, with those that can be moved and why the others cannot.

    NotYours for whoever has nothing to do with the designer.
    """
    require_look(viewer)
    return [_lagging(session, viewer, found, now, four_eyes=four_eyes) for found in behind(session)]


def _lagging(session: Session, viewer: Viewer, found: Behind, now: datetime, *, four_eyes: bool) -> Lagging:
    definition = found.definition
    diagram = diagram_of(session, definition.key)
    return Lagging(
        found,
        Steps(session).process_words(definition.key),
        movable(session, definition.name, diagram, among=found.groups),
        moves_left(session, definition),
        may_move(session, viewer, definition.name, now, four_eyes=four_eyes),
    )


def may_move(session: Session, viewer: Viewer, process_id: str, now: datetime, *, four_eyes: bool) -> bool:
    """Whoever may deploy a process may have its instances moved: with `four_eyes` deployers only."""
    if deploys_all(viewer, four_eyes=four_eyes):
        return True
    own = design_belonging.c.unit_key.in_(units_deployed(viewer, now, four_eyes=four_eyes))
    query = sa.select(design_belonging.c.name).where(
        design_belonging.c.kind == "bpmn", design_belonging.c.name == process_id, own
    )
    return session.execute(query).first() is not None


def instances_to_move(
    session: Session, viewer: Viewer, process_id: str, definition_key: int, now: datetime, *, four_eyes: bool
) -> Sequence[int]:
    """The instances that can be moved to the version that a page showed.

    NotYours where that is not the viewer's to do; StalePage where a newer version was deployed since.
    """
    require_look(viewer)
    if not may_move(session, viewer, process_id, now, four_eyes=four_eyes):
        raise NotYours
    found = next((one for one in behind(session) if one.definition.name == process_id), None)
    if found is None:
        return ()
    if found.definition.key != definition_key:
        raise StalePage(
            "Đã có phiên bản mới hơn được áp dụng sau khi bạn mở trang. Xem lại rồi chuyển.",
            "A newer version was deployed since you opened this page. Look again, then move them.",
        )
    diagram = diagram_of(session, definition_key)
    return movable(session, process_id, diagram, among=found.groups).can


def note_moves(session: Session, viewer: Viewer, process_id: str, count: int, now: datetime) -> None:
    """Put down who has so many instances moved, with the change that has put the new version into force."""
    to, deployment_key = latest_deployed(session, "bpmn", process_id)
    facts = {"process": dict(Steps(session).process_words(to.key)), "version": to.version, "count": count}
    note(session, viewer, _change_behind(session, deployment_key), "moved", now, facts=facts)


def _change_behind(session: Session, deployment_key: int) -> int | None:
    """The change that a deployment is of; none for files that were deployed by a command or a program."""
    return session.execute(
        sa.select(design_deployment.c.change_key)
        .join(deployment, deployment.c.key == design_deployment.c.deployment_key)
        .where(deployment.c.key == deployment_key, design_deployment.c.at == deployment.c.deployed_at)
    ).scalar()


def ask_to_move(
    session: Session, viewer: Viewer, process_id: str, keys: Sequence[int], now: datetime
) -> None:
    """Leave a job for each of these instances; they are moved one after the other by whoever does the jobs."""
    to = latest(session, "bpmn", process_id)
    leave_moves(session, to, keys, actor=str(viewer.staff_key), now=now)
