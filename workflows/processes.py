"""Processes that programs start and end. Reports are not among them: a cycle opens those."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.cancel import cancel_instance
from engine.definitions import Definition
from engine.host import Host
from engine.reach import reached
from engine.start import start_version
from engine.tables import instance
from organisation.roles import OPERATOR, OWNER, group
from organisation.units import is_handle
from organisation.viewer import Viewer
from workflows.errors import NotYourRole, NotYours, Refused
from workflows.kinds import KINDS
from workflows.matter import Cut
from workflows.offices import office_of
from workflows.opened_only import refuse_ours
from workflows.seeing import seen_instances, sees_everything
from workflows.subject import Subject

NO_REASON = "Người vận hành đã dừng quy trình."


def require_charge(viewer: Viewer) -> None:
    """Refuse whoever neither owns the processes nor runs the installation."""
    if not sees_everything(viewer):
        raise NotYourRole(
            "Chỉ chủ quy trình hoặc người vận hành làm được việc này.",
            "Only a process owner or an operator may do this.",
        )


def start_process(
    session: Session,
    host: Host,
    viewer: Viewer,
    definition: Definition,
    variables: Mapping[str, Any],
    *,
    now: datetime,
) -> int:
    """Start a version of a process and return the instance's key. The variable `unit` says whose it is.

    Raises NotYourRole; Refused for a report, which only the opening of a cycle starts, and for a unit that there is
    not, since nobody would ever see the instance.
    """
    require_charge(viewer)
    _require_unit(session, variables)
    for elements in reached(session, definition):
        refuse_ours(elements, variables)
    return start_version(
        session,
        host,
        definition,
        variables,
        owner=host.owner_of(variables),
        actor=str(viewer.staff_key),
        now=now,
    )


def _require_unit(session: Session, variables: Mapping[str, Any]) -> None:
    named = variables.get("unit")
    if named is None or (isinstance(named, str) and is_handle(session, named)):
        return
    raise Refused(
        "Biến “unit” phải là mã của một đơn vị có trong danh mục, hoặc bỏ trống.",
        "The variable “unit” must be the handle of a unit that is there, or be left out.",
    )


def cancel_process(
    session: Session, host: Host, viewer: Viewer, instance_key: int, *, reason: str, now: datetime
) -> None:
    """End an instance. Its history says who did it and why, and the matter that it was about waits for it no more.

    Raises NotYours for one the viewer may not see, NotYourRole for one he sees only.
    """
    seen = sa.select(instance.c.subject).where(instance.c.key == instance_key, seen_instances(viewer))
    row = session.execute(seen).one_or_none()
    if row is None:
        raise NotYours
    require_charge(viewer)
    cancel_instance(
        session,
        host,
        instance_key,
        actor=str(viewer.staff_key),
        now=now,
        reason=reason,
    )
    subject = Subject.of(row.subject)
    if subject is not None and subject.kind in KINDS:
        acts_in = group(None, OPERATOR if viewer.is_operator else OWNER)
        office = office_of(session, acts_in)
        why = reason.replace("\0", " ").strip() or NO_REASON
        KINDS[subject.kind].cut_short(session, subject.key, Cut(office, why, now))
