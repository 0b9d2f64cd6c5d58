"""An agency answers: its officer verifies, its head approves, and the lead has the answer."""

from typing import Any

import sqlalchemy as sa

from organisation.roles import HEAD, group
from workflows.completion import Completion
from workflows.deadlines import ZONE
from workflows.desk import desk_of
from workflows.subject import Subject
from workflows.verification.judged import answered
from workflows.verification.rows import PART, part_title, verification_of_part
from workflows.verification.tables import verification_part, verification_return

WRITE_FORM, APPROVE_FORM = "verify_part", "approve_part"


def write_answer(done: Completion) -> dict[str, Any]:
    """The officer puts what he found before his head, who is told."""
    row, part = verification_of_part(done.session, done.key)
    _keep(
        done,
        finding=done.answers["finding"],
        text=done.answers["text"],
        evidence=done.answers["evidence"],
        written_at=done.now,
        written_office=dict(done.actor.office),
    )
    done.tell("matter_waiting", [group(part.unit, HEAD)], _facts(row, part))
    return {}


def approve_answer(done: Completion) -> dict[str, Any]:
    """The head answers the lead, or sends it back with a reason. However late, an answer is kept."""
    row, part = verification_of_part(done.session, done.key)
    if done.answers["decision"] == "return":
        return _send_back(done, row, part)
    _keep(done, answered_at=done.now, answered_office=dict(done.actor.office))
    late = answered(done.now, part.due_at, row.collect_until)
    done.tell(
        "matter_told",
        [desk_of(done.session, row.lead, done.now)],
        {"title": dict(part_title(row.title)), "unit": part.unit_name, "text": dict(_SAID[late])},
    )
    return {"decision": "approve"}


_SAID = {
    "on_time": {"vi": "đã trả lời đúng hạn.", "en": "has answered, on time."},
    "late": {"vi": "đã trả lời, chậm hạn.", "en": "has answered, late."},
    "after_collecting": {
        "vi": "đã trả lời sau hạn tổng hợp.",
        "en": "has answered after collecting had ended.",
    },
}


def _send_back(done: Completion, row: Any, part: Any) -> dict[str, Any]:
    done.session.execute(
        sa.insert(verification_return).values(
            verification_key=row.key,
            about=str(Subject(PART, part.key)),
            round=0,
            office=dict(done.actor.office),
            reason=done.answers["reason"],
            at=done.now,
        )
    )
    desk = desk_of(done.session, part.unit, done.now)
    done.tell("matter_returned", [desk], _facts(row, part) | {"reason": done.answers["reason"]})
    return {"decision": "return"}


def _keep(done: Completion, **values: Any) -> None:
    done.session.execute(
        sa.update(verification_part).where(verification_part.c.key == done.key).values(**values)
    )


def _facts(row: Any, part: Any) -> dict[str, Any]:
    return {
        "title": dict(part_title(row.title)),
        "unit": part.unit_name,
        "due": part.due_at.astimezone(ZONE).isoformat(),
    }
