"""Citizen receptions in a demonstration: the units a newcomer is shown have days, and the ward one to conclude."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Database, Session
from engine.host import Host
from engine.tables import OPEN_TASK, instance, task
from organisation.days import local_day
from organisation.roles import HEAD, REPORTER
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from workflows.callers.contact import NOTHING
from workflows.complete_task import complete_task
from workflows.demo.accounts import shown_accounts
from workflows.demo.doers import Doers
from workflows.issues.raising import raising_post
from workflows.reception.calendar import prescribed_at, set_days
from workflows.reception.opening import KIND, ByHand, open_by_hand, open_receptions
from workflows.reception.raising import FORM, raise_at
from workflows.subject import Subject
from workflows.task_forms import latest_form

WHY = "Nhiều người đăng ký trước."
RAISED: tuple[Mapping[str, Any], ...] = (
    {"summary": "Đèn chiếu sáng ngõ 7 hỏng đã hai tuần.", "category": "infrastructure.lighting"},
    {"summary": "Rác dồn ở đầu chợ, xe thu gom đến muộn.", "category": "environment.waste"},
    {
        "summary": "Nắp cống trước trường học bị vỡ.",
        "category": "infrastructure.drainage",
        "urgency": "urgent",
    },
)
HELD: Mapping[str, Any] = {"outcome": "held", "holder": "head", "visitors": 9, "groups": 1}


def receive_citizens(database: Database, host: Host, doers: Doers, now: datetime) -> None:
    """The ward and those above it have set their days; the ward received today, and its head is to conclude."""
    with database.read() as session:
        names = [one.username for one in shown_accounts(session, now)]
        line = [
            viewer for name in names if name.endswith(f".{HEAD}") and (viewer := _viewer(session, name, now))
        ]
    if not line:
        return
    for head in line:
        with database.write() as session:
            post = raising_post(head)
            law = prescribed_at(session, post)
            set_days(session, head, post, [str(day) for day in law.suggested], "", now=now)
    open_receptions(database, host, now)
    with database.write() as session:
        head = line[0]
        asked = ByHand(local_day(now), WHY)
        key = open_by_hand(session, host, head, raising_post(head), asked, now=now)
    doers.settle(now)
    _receive(database, host, line[0], key, now)
    doers.settle(now)


def _receive(database: Database, host: Host, head: Viewer, key: int, now: datetime) -> None:
    """Three issues are raised: the head leaves them to the clock. Then it is noted as held."""
    with database.write() as session:
        form = latest_form(session, FORM)
        for said in RAISED:
            answers = {"area": "all", "urgency": "normal", "way": "clock", **said}
            raise_at(session, host, head, key, form, answers, given=NOTHING, now=now)
    clerk_name = f"{raising_post(head).unit}.{REPORTER}".lower()
    with database.write() as session:
        clerk = _viewer(session, clerk_name, now)
        if clerk is not None:
            complete_task(session, host, clerk, _open_task(session, key), HELD, now=now, origin=None)


def _open_task(session: Session, key: int) -> int:
    query = sa.select(task.c.key).join(instance, instance.c.key == task.c.instance_key)
    of_it = (instance.c.subject == str(Subject(KIND, key)), OPEN_TASK)
    return int(session.execute(query.where(*of_it)).scalar_one())


def _viewer(session: Session, username: str, now: datetime) -> Viewer | None:
    found = find_staff(session, username)
    return viewer_of(session, found.key, now) if found else None
