"""What is noted where the case of a response or of a step was ended by whoever runs the installation."""

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from organisation.roles import HEAD, group
from workflows.matter import Cut
from workflows.response.parties import close_parties
from workflows.response.rows import DROPPED, GOING_ON, WAITING, change_step, response_of_step, steps_in
from workflows.response.tables import response
from workflows.response.telling import tell


def end_response(session: Session, key: int, cut: Cut) -> None:
    """It is closed as it stands. What is being done may be done to its end; what has not begun never begins."""
    one_at_a_time(session, f"response:{key}")  # whoever sends a step may be opening what waits for it
    ended = session.execute(
        sa.update(response)
        .where(response.c.key == key, response.c.state == "running")
        .values(
            state="closed",
            outcome="ended",
            conclusion=cut.reason,
            closed_at=cut.now,
            closed_office=dict(cut.office),
        )
        .returning(response)
    ).one_or_none()
    if ended is None:
        return
    steps = steps_in(session, key)
    kept = {"ended_at": cut.now, "ended_office": dict(cut.office), "reason": cut.reason}
    for one in steps:
        change_step(session, one.key, [WAITING], state=DROPPED, **kept)
    close_parties(session, key)
    text = {"vi": f"sự cố bị dừng: {cut.reason}", "en": f"the incident was ended: {cut.reason}"}
    recipients = [ended.in_charge, group(ended.unit, HEAD), *(one.done_by for one in steps)]
    once = f"response:{key}:ended"
    tell(session, ended, recipients, text, once=once, unit_name=ended.unit_name, now=cut.now)


def end_step(session: Session, key: int, cut: Cut) -> None:
    """Nobody can do it any more. Whoever is in charge gives it to another, or skips what waits for it."""
    row, _step = response_of_step(session, key)
    one_at_a_time(session, f"response:{row.key}")
    kept = {"ended_at": cut.now, "ended_office": dict(cut.office), "reason": cut.reason}
    step = change_step(session, key, GOING_ON, state=DROPPED, **kept)
    if step is None:
        return
    text = {
        "vi": f"bị dừng ở bước “{step.words['vi']}”: {cut.reason}",
        "en": f"was ended at the step “{step.words['en']}”: {cut.reason}",
    }
    once = f"response_step:{key}:ended"
    tell(session, row, [row.in_charge], text, once=once, unit_name=step.unit_name, now=cut.now)
