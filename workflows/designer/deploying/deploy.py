"""Deploying a change as it was looked at, with its reason; and what is kept of it."""

from datetime import datetime

import sqlalchemy as sa

from database.giving_way import insert_into
from database.rivals import one_at_a_time
from database.session import Session
from engine.deployment import Deployment
from organisation.calendar_overrides import set_override
from organisation.viewer import Viewer
from workflows.deployment import deploy_files
from workflows.designer.content import sha256_of
from workflows.designer.deploying.asked import fingerprint
from workflows.designer.deploying.blocks import as_json
from workflows.designer.deploying.look import Looked
from workflows.designer.proposing import require_reason
from workflows.designer.rights import DEPLOYED, find_change
from workflows.designer.scenarios.scenario import keep_scenarios
from workflows.designer.tables import design_belonging, design_change, design_deployment
from workflows.designer.telling import tell_proposer
from workflows.designer.trail import note
from workflows.errors import Refused, StalePage


def deploy_change(
    session: Session, viewer: Viewer, looked: Looked, seen: str, reason: str, *, now: datetime
) -> int:
    """Put a change into force, and return the key of what is kept of it.

    `seen` is the fingerprint of what the viewer looked at: StalePage where anything moved since, so that nobody
    deploys what he has not seen. Refused with what stands in the way, and without a reason; nothing is deployed then.
    All files are deployed together, so that the new versions mean each other; those that are as before keep theirs.
    """
    asked = looked.asked
    one_at_a_time(session, "deployment")
    change = find_change(session, viewer, asked.change.key, now, hold=True)
    if not seen == asked.fingerprint == fingerprint(session, change):
        raise StalePage(
            "Có thay đổi sau khi bạn mở trang này. Xem lại bên dưới rồi mới đưa vào áp dụng.",
            "Something has changed since you opened this page. Look at it again below, then deploy.",
        )
    if looked.hindrance is not None:
        raise Refused(looked.hindrance["vi"], looked.hindrance["en"])
    if looked.stops:
        raise Refused(
            "Còn điểm phải sửa trước khi áp dụng; xem các mục bên dưới.",
            "Something must be mended before it is deployed; see the sections below.",
        )
    clean = require_reason(reason)
    done = deploy_files(session, asked.host, asked.after, actor=str(viewer.staff_key), now=now, note=clean)
    for day in asked.days:
        set_override(session, day.date, day.kind, name=day.name, source=day.source, now=now)
    if change.unit_key is not None:
        _belong(session, change.unit_key, done)
    keep_scenarios(session, change.key, now)
    return _keep(session, viewer, looked, done, clean, now)


def _belong(session: Session, unit_key: int, done: Deployment) -> None:
    """Names that are deployed for the first time are the unit's from now on."""
    for item in done.items:
        if item.is_new and item.version == 1:
            row = {"kind": item.kind, "name": item.name, "unit_key": unit_key}
            session.execute(insert_into(session, design_belonging).values(row).on_conflict_do_nothing())


def _keep(
    session: Session, viewer: Viewer, looked: Looked, done: Deployment, reason: str, now: datetime
) -> int:
    change = looked.change
    shown = {
        "sections": as_json(looked.sections),
        "files": [
            {"name": one.draft.name, "sha256": sha256_of(bytes(one.draft.content)), "alters": one.alters}
            for one in looked.asked.replacing
        ],
        "versions": [
            {"kind": item.kind, "name": item.name, "version": item.version}
            for item in done.items
            if item.is_new
        ],
    }
    key = session.execute(
        design_deployment.insert()
        .values(
            change_key=change.key,
            deployment_key=done.key,
            reason=reason,
            shown=shown,
            staff_key=viewer.staff_key,
            at=now,
        )
        .returning(design_deployment.c.key)
    ).scalar_one()
    session.execute(
        sa.update(design_change)
        .where(design_change.c.key == change.key)
        .values(state=DEPLOYED, changed_at=now, ended_at=now)
    )
    note(session, viewer, change.key, "deployed", now, facts={"reason": reason})
    tell_proposer(session, change, reason, now, deployed=True)
    return int(key)
