"""Issues of one commune from the telephone to the confirmation, by the use cases of the pages and a moved clock."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from random import Random
from typing import Any

import sqlalchemy as sa

from bench.issues.courses import AGENCIES, COURSES, FIELDS, LATE, PROGRAMMES, Answers, Course
from database.session import Database, Session
from engine.pump import earliest_due, pump
from engine.tables import OPEN_TASK, instance, task
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from workflows.callers.contact import NOTHING, Given
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

UNIT, ABOVE, NATION = "C00001", "P01", "VN"
BEGAN = datetime(2025, 7, 7, 8, tzinfo=ZONE)
ENDED = BEGAN + timedelta(days=130)
"""Until then everything is played; what is open then stays open."""
RAISED_WITHIN = 90
"""Days in which the issues are raised."""
LONGEST_STEP = 6
"""Days that a step takes at most."""
MOST_TRIES = 40
"""Days that somebody waits for a task that is to come."""
CHANNELS = ("hotline", "reception", "collaborator", "meeting")
URGENCIES = ("normal", "normal", "normal", "urgent")
DIRECTED_EVERY = 7
CALLED_BACK_EVERY = 4
CALLER = Given("0901 234 567", agreed=True)


class NothingToDo(LookupError):
    """A step was to be done, and no task of its form came. Look at the course."""


@dataclass
class Played:
    """The store of a province in which one commune's issues are played."""

    database: Database
    random: Random = field(default_factory=lambda: Random(7))  # noqa: S311 -- the same game every time
    now: datetime = BEGAN
    acts: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    raised: list[int] = field(default_factory=list)
    turns: Iterator[int] = field(default_factory=count)

    def play(self, courses: Sequence[Course] = COURSES, late: Sequence[tuple[int, Course]] = LATE) -> None:
        """Raise an issue for each course and let it go its way; do what was promised; fold up what happened.

        `late` are courses with the days before the end on which they begin.
        """
        for number, course in enumerate(courses):
            at = BEGAN + timedelta(days=number * RAISED_WITHIN // len(courses), hours=1, minutes=number)
            self.promise(at, partial(self.take_down, course))
        for days, course in late:
            self.promise(ENDED - timedelta(days=days), partial(self.take_down, course, prompt=True))
        while self.acts:
            at, _, act = heapq.heappop(self.acts)
            self._wait_until(at)
            act()
        self._wait_until(ENDED)
        self._merge(self.raised[1], self.raised[0])
        self._fold()

    def promise(self, at: datetime, act: Callable[[], None]) -> None:
        """Let something be done at a moment."""
        heapq.heappush(self.acts, (at, next(self.turns), act))

    def follow(self, subject: str, course: Course, *, prompt: bool = False) -> None:
        """Let the tasks of a matter be done, one after the other; if prompt, one a day."""
        if course:
            days = 1 if prompt else self.random.randint(1, LONGEST_STEP)
            act = partial(self._step, subject, course, prompt=prompt)
            self.promise(self.now + timedelta(days=days, minutes=1), act)

    def viewer(self, username: str) -> Viewer:
        """Somebody as he looks at the pages now."""
        with self.database.read() as session:
            found = find_staff(session, username.lower())
            if found is None:
                raise LookupError(username)
            return viewer_of(session, found.key, self.now)

    def take_down(self, course: Course, *, prompt: bool = False, category: str = "") -> None:
        """The commune takes an issue down, and it goes its way."""
        number = len(self.raised)
        answers = {
            "summary": f"Ngập ở ngõ {number} sau mưa lớn, nước rút chậm.",
            "category": category or FIELDS[number % len(FIELDS)],
            "area": "all",
            "channel": CHANNELS[number % len(CHANNELS)],
            "urgency": URGENCIES[number % len(URGENCIES)],
            "published": "",
        }
        viewer = self.viewer(f"{UNIT}.receiver")
        given = CALLER if prompt or number % CALLED_BACK_EVERY == 0 else NOTHING
        with self.database.write() as session:
            form = latest_form(session, FORM)
            key = raise_issue(session, HOUSE, viewer, form, answers, now=self.now, given=given).key
        self.raised.append(key)
        if number % DIRECTED_EVERY == 0:
            self._direct(key)
        self.follow(f"issue:{key}", course, prompt=prompt)

    def _direct(self, key: int) -> None:
        viewer = self.viewer(f"{ABOVE}.head")
        due = (self.now + timedelta(days=20)).date()
        order = Order(UNIT, "Xử lý dứt điểm, báo cáo kết quả.", due, f"issue:{key}")
        with self.database.write() as session:
            direct(session, HOUSE, viewer, acting_in=f"{ABOVE}.head", order=order, now=self.now)

    def _step(self, subject: str, course: Course, *, prompt: bool, tries: int = 0) -> None:
        try:
            self.do(subject, *course[0])
        except NothingToDo:
            if tries == MOST_TRIES:
                raise
            again = partial(self._step, subject, course, prompt=prompt, tries=tries + 1)
            self.promise(self.now + timedelta(days=1), again)
        else:
            self.follow(subject, course[1:], prompt=prompt)

    def do(self, subject: str, form: str, answers: Answers) -> None:
        """Whoever has the task of a form in a matter does it. NothingToDo where there is none."""
        with self.database.read() as session:
            found = self._task(session, subject, form)
        if found is None:
            raise NothingToDo(subject, form)
        unit, role = found.candidate_group.split(".")
        viewer = self.viewer(f"{unit}.{role}")
        with self.database.write() as session:
            origin = Origin(saved_draft(session, viewer, found.key).revision)
            said = {**answers, **self._said(session, subject, found.form_id, answers)}
            complete_task(session, HOUSE, viewer, found.key, said, now=self.now, origin=origin)
        pump(self.database, HOUSE, self.now)

    def _said(self, session: Session, subject: str, form: str, answers: Answers) -> dict[str, Any]:
        """What depends on the matter: its category and programme, the new day, the day for others."""
        key = int(subject.rpartition(":")[2])
        if form == "triage_issue":
            row = session.execute(sa.select(issue).where(issue.c.key == key)).one()
            programmes = [PROGRAMMES[key % len(PROGRAMMES)]] if key % 2 else []
            return {"category": row.category, "urgency": row.urgency, "programmes": programmes}
        if form == "convene_verification":
            due = (self.now + timedelta(days=8)).date().isoformat()
            parts = [{"agency": one, "asks": "Đối chiếu hồ sơ.", "due": due} for one in AGENCIES]
            return {"parts": parts}
        if form == "decide_proposal":
            due = (self.now + timedelta(days=20)).date().isoformat()
            return dict.fromkeys(("plan_due", "work_due"), due)
        if answers.get("decision") in {"extend", "grant"}:
            row = session.execute(sa.select(issue).where(issue.c.key == key)).one()
            day: date = max(row.due_at, self.now).astimezone(ZONE).date() + timedelta(days=10)
            return {"new_due": day.isoformat()}
        return {}

    @staticmethod
    def _task(session: Session, subject: str, form: str) -> Any:
        """The first open task of a form in a matter or in one that it has begun."""
        root = sa.select(sa.func.max(instance.c.root_key)).where(instance.c.subject == subject)
        return session.execute(
            sa.select(task)
            .join(instance, instance.c.key == task.c.instance_key)
            .where(
                instance.c.root_key == root.scalar_subquery(),
                OPEN_TASK,
                task.c.form_id == form,
            )
            .order_by(task.c.key)
            .limit(1)
        ).one_or_none()

    def _merge(self, joining: int, into: int) -> None:
        viewer = self.viewer(f"{UNIT}.receiver")
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
