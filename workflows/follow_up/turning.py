"""What a month does by itself: silent lines turn red when they are due, and the case is closed with what is left."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from engine.actions import Step
from notifications.outbox import notify
from organisation.roles import HEAD, group
from workflows.follow_up.asked import list_row, no_longer_asked, still_asked
from workflows.follow_up.moving import move_lines
from workflows.follow_up.offices import above_of
from workflows.follow_up.tables import RED, SETTLED, follow_up
from workflows.follow_up.words import follow_up_title

_CLOSE = Prepared(sa.update(follow_up).where(follow_up.c.key == sa.bindparam("of")))


def turn_red(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Nobody has confirmed these in time: red in every list of the month. What has ended is asked no more."""
    row = list_row(step.session, int(variables["follow_up"]))
    move_lines(step.session, row.month, no_longer_asked(step.session, row.key), SETTLED)
    silent = [one.key for one in still_asked(step.session, row.key, most=None)]
    move_lines(step.session, row.month, silent, RED)
    return {}


def close_follow_up(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The case ends. Where lines are still red the head and those above are told; the next month asks again."""
    row = list_row(step.session, int(variables["follow_up"]))
    _CLOSE.run(step.session, {"of": row.key, "closed_at": step.now})
    left = len(still_asked(step.session, row.key, most=None))
    if not left:
        return {}
    text = {
        "vi": f"đã đóng, {left} vấn đề không ai xác nhận",
        "en": f"is closed, {left} issues were confirmed by nobody",
    }
    above = above_of(step.session, row.unit_key, step.now)
    notify(
        step.session,
        key=f"{step.token}:closed",
        recipients=[group(row.handle, HEAD), *above.get("above", ())],
        words="matter_told",
        facts={"title": follow_up_title(row), "unit": row.unit_name, "text": text},
        about=f"follow_up:{row.key}",
        rule="matter_told",
        now=step.now,
    )
    return {}
