"""How a sitting ends: its notice is there and is told of; or its case was ended from outside."""

from collections.abc import Mapping
from typing import Any

from database.session import Session
from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, group
from workflows.desk import desk_of
from workflows.follow_up.offices import above_of
from workflows.matter import Cut
from workflows.reception.deciding import leave_to_the_clock
from workflows.reception.record import change_reception, note_happened, reception_row
from workflows.reception.words import reception_title


def tell_concluded(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tell the unit and the one above that the notice is there."""
    row = reception_row(step.session, int(variables["reception"]))
    above = above_of(step.session, row.unit_key, step.now)
    desk = desk_of(step.session, row.handle, step.now)
    text = {"vi": "đã có thông báo kết luận", "en": "the notice of its conclusions is there"}
    notify(
        step.session,
        key=f"{step.token}:reception_closed",
        recipients=[desk, group(row.handle, HEAD), *above.get("above", ())],
        words="matter_told",
        facts={"title": reception_title(row), "unit": row.unit_name, "text": text},
        about=f"reception:{row.key}",
        rule="matter_told",
        now=step.now,
    )
    return {}


def end_reception(session: Session, key: int, cut: Cut) -> None:
    """Its case was ended from outside: nobody can hold or conclude it any more.

    What was raised at it goes its ordinary way.
    """
    row = reception_row(session, key)
    if row.state == "planned":
        change_reception(session, key, state="cancelled", cancelled_at=cut.now, cancelled_reason=cut.reason)
    elif row.state == "held":
        change_reception(session, key, state="closed", closed_at=cut.now, closed_office=dict(cut.office))
    else:
        return
    leave_to_the_clock(session, key)
    note_happened(session, key, "cut", cut.now, text=cut.reason)
    notify(
        session,
        key=f"reception:{key}:cut_short",
        recipients=[desk_of(session, row.handle, cut.now), group(row.handle, HEAD)],
        words="matter_told",
        facts={
            "title": reception_title(row),
            "unit": row.unit_name,
            "text": {
                "vi": f"đã bị dừng: {cut.reason}",
                "en": f"was ended by whoever runs the installation: {cut.reason}",
            },
        },
        about=f"reception:{key}",
        rule="matter_told",
        now=cut.now,
    )
