"""The end of a data call: by itself when waiting ends, or before by the caller. Whoever was silent is shown so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.actions import Step
from engine.cancel import cancel_instance
from engine.errors import InstanceGone
from engine.holding import hold_instance
from engine.host import Host
from notifications.outbox import notify
from organisation.viewer import Viewer
from workflows.data_call.rows import KIND, PART, call_row, parts_of
from workflows.data_call.tables import data_call, data_call_part
from workflows.data_call.words import call_title
from workflows.desk import desk_of
from workflows.errors import NotYours, StalePage
from workflows.offices import acting_office
from workflows.subject import Subject

ANSWERED = ("sent", "accepted")


def note_silence(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """A unit that has not answered by now can answer no more."""
    _silence(step.session, int(variables[PART]))
    return {}


def close_call(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """All have been heard, or waiting has ended: the caller is told how many have answered."""
    key = int(variables[KIND])
    step.session.execute(
        sa.update(data_call)
        .where(data_call.c.key == key, data_call.c.closed_at.is_(None))
        .values(closed_at=step.now)
    )
    _tell_caller(step.session, key, f"{step.token}:closed", step.now)
    return {}


def close_by_hand(session: Session, host: Host, viewer: Viewer, key: int, *, now: datetime) -> None:
    """The caller waits no longer. Whoever has not sent an answer is told; what was sent is still looked at.

    NotYours for other offices, StalePage where it is closed.
    """
    row = call_row(session, key)
    if row.asked_by not in viewer.groups:
        raise NotYours
    _hold(session, row.instance_key)
    closed = session.execute(
        sa.update(data_call)
        .where(data_call.c.key == key, data_call.c.closed_at.is_(None))
        .values(closed_at=now, closed_office=dict(acting_office(viewer, row.asked_by, row.office)))
        .returning(data_call.c.key)
    ).one_or_none()
    if closed is None:  # its time has come meanwhile
        raise StalePage(
            "Yêu cầu này đã đóng. Mở lại trang để xem.", "This data call is closed. Open the page again."
        )
    actor = str(viewer.staff_key)
    _cancel(session, host, row.instance_key, actor, now)
    for part in parts_of(session, key):
        _hold(session, part.instance_key)
        if _silence(session, part.key):  # else it has answered, perhaps at this moment
            _cancel(session, host, part.instance_key, actor, now)
            _tell_unit(session, row, part, now)


def _hold(session: Session, instance_key: int | None) -> None:
    if instance_key is not None:
        hold_instance(session, instance_key)


def _cancel(session: Session, host: Host, instance_key: int | None, actor: str, now: datetime) -> None:
    if instance_key is None:
        return
    try:
        cancel_instance(session, host, instance_key, actor=actor, now=now, reason="closed")
    except InstanceGone:  # it has ended by itself meanwhile
        return


def _silence(session: Session, part_key: int) -> bool:
    """Whether nothing was sent so far; then nothing can be sent any more."""
    silenced = session.execute(
        sa.update(data_call_part)
        .where(data_call_part.c.key == part_key, data_call_part.c.state == "asked")
        .values(state="silent")
        .returning(data_call_part.c.key)
    )
    return silenced.one_or_none() is not None


def _tell_caller(session: Session, key: int, once: str, now: datetime) -> None:
    row, parts = call_row(session, key), parts_of(session, key)
    answered = sum(part.state in ANSWERED for part in parts)
    text = {
        "vi": f"đã đóng: {answered}/{len(parts)} đơn vị đã trả lời.",
        "en": f"closed: {answered}/{len(parts)} units have answered.",
    }
    _notify(session, once, [row.asked_by], row, str(Subject(KIND, key)), text, now)


def _tell_unit(session: Session, row: Any, part: Any, now: datetime) -> None:
    text = {
        "vi": "đã đóng, không cần trả lời nữa.",
        "en": "closed: no answer is needed any more.",
    }
    about = str(Subject(PART, part.key))
    _notify(session, f"{about}:closed", [desk_of(session, part.unit, now)], row, about, text, now)


def _notify(
    session: Session,
    once: str,
    recipients: list[str],
    row: Any,
    about: str,
    text: Mapping[str, str],
    now: datetime,
) -> None:
    notify(
        session,
        key=once,
        recipients=recipients,
        words="matter_told",
        facts={"title": call_title(row), "unit": row.unit_name, "text": dict(text)},
        about=about,
        rule="matter_told",
        now=now,
    )
