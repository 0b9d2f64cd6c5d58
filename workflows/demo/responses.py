"""A service incident in a demonstration: the ward a newcomer is shown responds to a flood, and one step is done."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.host import Host
from engine.tables import task
from organisation.roles import HEAD
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from workflows.complete_task import complete_task
from workflows.demo.accounts import shown_accounts
from workflows.demo.doers import Doers
from workflows.issue_words import WHOLE_UNIT
from workflows.response.begin import Incident, beginning_post, start_response
from workflows.response.handlers import CARRY_OUT, CONFIRM
from workflows.response.rows import steps_in

FLOODED = Incident(
    "flooded_streets",
    WHOLE_UNIT,
    "Mưa lớn từ sáng, ngõ 12 và đoạn đầu chợ ngập khoảng 40 cm, xe máy không qua được.",
)
DONE: Mapping[str, Mapping[str, Any]] = {
    CONFIRM: {"note": "Đang ra hiện trường."},
    CARRY_OUT: {"outcome": "done", "text": "Hai điểm ngập: ngõ 12 khoảng 40 cm, đầu chợ khoảng 25 cm."},
}


def respond_to_a_flood(database: Database, host: Host, doers: Doers, now: datetime) -> None:
    """The head of the ward has begun; whoever was to look has looked, the others are to confirm."""
    with database.read() as session:
        names = [one.username for one in shown_accounts(session, now) if one.username.endswith(f".{HEAD}")]
        head = _viewer(session, names[0], now) if names else None
    if head is None:
        return
    with database.write() as session:
        office = beginning_post(head, names[0]).group
        key = start_response(session, host, head, office, FLOODED, now=now)
    doers.settle(now)
    for form, answers in DONE.items():
        with database.write() as session:
            step = steps_in(session, key)[0]
            doer = _viewer(session, step.done_by.lower(), now)
            if doer is not None:
                complete_task(session, host, doer, _task(session, step, form), answers, now=now, origin=None)
        doers.settle(now)


def _task(session: Session, step: Any, form: str) -> int:
    query = sa.select(task.c.key).where(task.c.instance_key == step.instance_key, task.c.form_id == form)
    return int(session.execute(query).scalar_one())


def _viewer(session: Session, username: str, now: datetime) -> Viewer | None:
    found = find_staff(session, username)
    return viewer_of(session, found.key, now) if found else None
