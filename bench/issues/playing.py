"""Issues of one commune from the telephone to the confirmation, by the use cases of the pages and a moved clock."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import sqlalchemy as sa

from bench.issues.courses import COURSES, FIELDS, PROGRAMMES, VERIFIED_JOINTLY, Answers, Course
from database.session import Database, Session
from engine.pump import earliest_due, pump
from engine.tables import instance, task
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from workflows.complete_task import complete_task
from workflows.deadlines import ZONE
from workflows.direction.give import Order, direct
from workflows.draft import Origin
from workflows.draft_at import saved_draft
from workflows.house import HOUSE
from workflows.indicators.folding import fold_some
from workflows.issues.by_hand import merge_by_hand
from workflows.issues.raising import FORM, raise_issue
from workflows.issues.tables import issue
from workflows.task_forms import latest_form

UNIT, ABOVE = "C00001", "P01"
BEGAN = datetime(2025, 7, 7, 9, tzinfo=ZONE)
RAISED_WITHIN = 60
"""Days in which they are all raised."""
LONGEST_STEP = 6
"""Days that a step takes at most."""
CHANNELS = ("hotline", "reception", "collaborator", "meeting")
URGENCIES = ("normal", "normal", "normal", "urgent")
DIRECTED_EVERY = 7
HEADS = frozenset({"review_answer", "grant_extension"})


@dataclass
class Played:
    """The store of a province in which one commune's issues are played."""

    database: Database
    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311 -- the same game every time
    now: datetime = BEGAN
    acts: list[tuple[datetime, int, int, Course]] = field(default_factory=list)
    raised: list[int] = field(default_factory=list)
    turns: Iterator[int] = field(default_factory=count)

    def play(self, courses: tuple[Course, ...] = (*COURSES, VERIFIED_JOINTLY)) -> None:
        """Raise an issue for each course and let it go its way; fold up what happened."""
        for number, course in enumerate(courses):
            at = BEGAN + timedelta(days=number * RAISED_WITHIN // len(courses), minutes=number)
            heapq.heappush(self.acts, (at, next(self.turns), 0, course))
        while self.acts:
            at, _, key, course = heapq.heappop(self.acts)
            self._wait_until(at)
            if key:
                self._do(key, course[0][0], course[0][1])
                course = course[1:]
            else:
                key = self._raise()
            if course:
                days = self.random.randint(1, LONGEST_STEP)
                later = self.now + timedelta(days=days, minutes=1)
                heapq.heappush(self.acts, (later, next(self.turns), key, course))
        self._merge(self.raised[1], self.raised[0])
        self._fold()

    def _raise(self) -> int:
        number = len(self.raised)
        answers = {
            "summary": f"Ngập ở ngõ {number} sau mưa lớn, nước rút chậm.",
            "category": FIELDS[number % len(FIELDS)],
            "area": "all",
            "channel": CHANNELS[number % len(CHANNELS)],
            "urgency": URGENCIES[number % len(URGENCIES)],
            "published": "",
        }
        viewer = self._viewer(f"{UNIT}.receiver")
        with self.database.write() as session:
            form = latest_form(session, FORM)
            key = raise_issue(session, HOUSE, viewer, form, answers, now=self.now).key
        self.raised.append(key)
        if number % DIRECTED_EVERY == 0:
            self._direct(key)
        return key

    def _direct(self, key: int) -> None:
        viewer = self._viewer(f"{ABOVE}.head")
        due = (self.now + timedelta(days=20)).date()
        order = Order(UNIT, "Xử lý dứt điểm, báo cáo kết quả.", due, f"issue:{key}")
        with self.database.write() as session:
            direct(session, HOUSE, viewer, acting_in=f"{ABOVE}.head", order=order, now=self.now)

    def _do(self, key: int, form: str, answers: Answers) -> None:
        with self.database.read() as session:
            found = self._task(session, key, form)
        unit, role = found.candidate_group.split(".")
        viewer = self._viewer(f"{unit}.{role}")
        with self.database.write() as session:
            origin = Origin(saved_draft(session, viewer, found.key).revision)
            said = {**answers, **self._said(session, key, form, answers)}
            complete_task(session, HOUSE, viewer, found.key, said, now=self.now, origin=origin)
        pump(self.database, HOUSE, self.now)

    def _said(self, session: Session, key: int, form: str, answers: Answers) -> dict[str, Any]:
        """What depends on the issue: its category and programme, the new day."""
        row = session.execute(sa.select(issue).where(issue.c.key == key)).one()
        if form == "triage_issue":
            programmes = [PROGRAMMES[key % len(PROGRAMMES)]] if key % 2 else []
            return {"category": row.category, "urgency": row.urgency, "programmes": programmes}
        if answers.get("decision") in {"extend", "grant"}:
            day: date = max(row.due_at, self.now).astimezone(ZONE).date() + timedelta(days=10)
            return {"new_due": day.isoformat()}
        return {}

    @staticmethod
    def _task(session: Session, key: int, form: str) -> Any:
        return session.execute(
            sa.select(task)
            .join(instance, instance.c.key == task.c.instance_key)
            .where(instance.c.subject == f"issue:{key}", task.c.status == "created", task.c.form_id == form)
        ).one()

    def _merge(self, joining: int, into: int) -> None:
        viewer = self._viewer(f"{UNIT}.receiver")
        with self.database.write() as session:
            merge_by_hand(session, HOUSE, viewer, joining, into, "Cùng một việc.", now=self.now)

    def _wait_until(self, moment: datetime) -> None:
        while True:
            with self.database.read() as session:
                due = earliest_due(session)
            if due is None or due > moment:
                break
            self.now = max(self.now, due)
            pump(self.database, HOUSE, self.now)
        self.now = moment

    def _fold(self) -> None:
        while True:
            with self.database.write() as session:
                if not fold_some(session):
                    return

    def _viewer(self, username: str) -> Viewer:
        with self.database.read() as session:
            found = find_staff(session, username.lower())
            if found is None:
                raise LookupError(username)
            return viewer_of(session, found.key, self.now)
