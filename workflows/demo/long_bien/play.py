"""Playing the case: 18 months in which real diagrams run, offices do their tasks, and nothing else is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, partial
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from engine.tables import OPEN_TASK, instance, task
from organisation.roles import split_group
from periods.calendar import WorkingCalendar
from periods.hours import add_working_hours
from workflows.deadlines import ZONE
from workflows.demo.long_bien import pace
from workflows.demo.long_bien.acting import People
from workflows.demo.long_bien.answers import ANSWERS, Asked, month_confirmed, wants_more_time
from workflows.demo.long_bien.reporting import drafted, report_time, told_in
from workflows.demo.long_bien.story import REPORT, Story
from workflows.demo.playing import Stage
from workflows.direction.tables import direction
from workflows.follow_up.handlers import FORM as CONFIRM_FOLLOW_UP
from workflows.follow_up.plan import planned_month
from workflows.indicators.folding import fold_events
from workflows.issues.begin import KIND
from workflows.issues.channels import ORDINARY_URGENCY
from workflows.issues.tables import issue
from workflows.open_cycle import open_cycle
from workflows.subject import Subject
from workflows.tables import cycle, cycle_unit, report
from workflows.tick import begin_what_has_come
from workflows.verification.tables import verification, verification_opinion, verification_part

DEFINITION = "periodic_report"
MORNING = time(8, 0)
NEXT_STEP_DAYS = 8
DECISIONS: Mapping[str, Mapping[str, str]] = {
    "approve_report": {"decision": "approve"},
    "receive_report": {"decision": "accept"},
}


@dataclass
class Case:
    """A case that is being played. `places` are its units in the order of the tree."""

    stage: Stage
    host: Host
    people: People
    calendar: WorkingCalendar
    stories: Sequence[Story]
    places: Mapping[str, int]
    seen: int = 0
    awaited: str | None = None
    known: dict[int, Story] = field(default_factory=dict)
    directed: set[int] = field(default_factory=set)

    @cached_property
    def by_summary(self) -> Mapping[str, Story]:
        """The stories by what tells them apart."""
        return {story.summary: story for story in self.stories}

    def promise_raising(self) -> None:
        """Every ward will take its issues down on their days."""
        for story in self.stories:
            if story.channel != REPORT:
                day = self.calendar.next_working(date.fromisoformat(story.raised))
                self.stage.promise(_at(day, story.place * 37 % 420), partial(self._raise, story))

    def promise_cycle(self, period: str, root_code: str, opens: datetime) -> None:
        """The reports of a period will be asked for."""
        self.stage.promise(opens, partial(self._open, period, root_code))

    def play(self, until: datetime, tell: Callable[[datetime], None]) -> None:
        """Let time go on."""
        self.stage.play(until, self._look, tell)
        fold_events(self.stage.database)

    def _look(self) -> None:
        begin_what_has_come(self.stage.database, self.host, self.stage.now)
        self.stage.doers.settle(self.stage.now)
        with self.stage.database.read() as session:
            self._wake_for(planned_month(session))
            for row in session.execute(_new_tasks(self.seen)).all():
                self.seen = max(self.seen, row.key)
                self._plan(session, row)

    def _wake_for(self, month: Any) -> None:
        """The control of the next month opens by itself, at a time that no timer stands for."""
        if month is not None and month.month != self.awaited:
            self.awaited = month.month
            self.stage.promise(month.opens_at, lambda: None)

    def _plan(self, session: Session, row: Any) -> None:
        """Decide when a task that has come up will be done; there are some that nobody does."""
        subject = Subject.of(row.subject)
        if row.report_key is not None:
            when = report_time(row, self.places[row.handle], self.calendar)
            self.stage.promise(when, partial(self._report, row))
        elif row.form_id == CONFIRM_FOLLOW_UP:
            self._plan_control(row)
        elif subject is not None and row.form_id in ANSWERS:
            self._plan_step(session, row, subject)

    def _plan_control(self, row: Any) -> None:
        """Most units confirm their list of the month; now and then one is silent, and it turns red."""
        place = self.places.get(split_group(row.candidate_group)[0] or "", 0)
        if (place + self.stage.now.month) % pace.SILENT_IN:
            hours = pace.hours(row.form_id, ORDINARY_URGENCY, place)
            self._promise_in(hours, partial(self._confirm_month, row))

    def _plan_step(self, session: Session, row: Any, subject: Subject) -> None:
        issue_key = issue_behind(session, subject)
        story = self._story(session, issue_key)
        if story is None:
            return
        hours = pace.hours(row.form_id, story.urgency, story.place)
        if row.form_id == "handle_issue" and story.pace == "late":
            hours += pace.LATE_HOURS
        if self._waits(session, row, story, issue_key):
            return
        self._promise_in(hours, partial(self._do, row, story, issue_key))
        if story.directed and row.form_id != "triage_issue" and issue_key not in self.directed:
            self.directed.add(issue_key)
            self._promise_in(pace.DIRECTED_AFTER_HOURS, partial(self._direct, issue_key, story))

    def _waits(self, session: Session, row: Any, story: Story, issue_key: int) -> bool:
        """Whether a step is one that nobody does until the end of the case."""
        if row.form_id == "confirm_issue":
            return story.ends == "answered"
        asked = Asked(session, row, story, issue_key, self.calendar, self.stage.now)
        return row.form_id == "handle_issue" and story.ends == "verifying" and not wants_more_time(asked)

    def _promise_in(self, hours: float, act: Callable[[], None]) -> None:
        self.stage.promise(add_working_hours(self.calendar, self.stage.now, hours, ZONE), act)

    def _story(self, session: Session, issue_key: int) -> Story | None:
        if issue_key not in self.known:
            summary = session.execute(sa.select(issue.c.summary).where(issue.c.key == issue_key)).scalar()
            found = self.by_summary.get(summary or "")
            if found is None:
                return None
            self.known[issue_key] = found
        return self.known[issue_key]

    def _raise(self, story: Story) -> None:
        with self.stage.database.write() as session:
            self.people.raises(session, story, self.stage.now)

    def _direct(self, issue_key: int, story: Story) -> None:
        with self.stage.database.write() as session:
            self.people.directs(session, issue_key, story, self.calendar, self.stage.now)

    def _open(self, period: str, root_code: str) -> None:
        open_cycle(
            self.stage.database,
            self.host,
            definition=DEFINITION,
            period_key=period,
            root_code=root_code,
            actor="system",
            now=self.stage.now,
        )

    def _do(self, row: Any, story: Story, issue_key: int) -> None:
        with self.stage.database.write() as session:
            if _is_open(session, row.key):
                asked = Asked(session, row, story, issue_key, self.calendar, self.stage.now)
                self.people.does(session, row, ANSWERS[row.form_id](asked), self.stage.now)

    def _confirm_month(self, row: Any) -> None:
        with self.stage.database.write() as session:
            if _is_open(session, row.key):  # else all its issues were answered meanwhile
                starting = self.people.starting(session, row, self.stage.now)
                on = self.calendar.add_working_days(self.stage.now.astimezone(ZONE).date(), NEXT_STEP_DAYS)
                answers = month_confirmed(starting, on.isoformat())
                self.people.does(session, row, answers, self.stage.now)

    def _report(self, row: Any) -> None:
        with self.stage.database.write() as session:
            if not _is_open(session, row.key):  # the cycle closed first
                return
            viewer = self.people.viewer(session, row.candidate_group, self.stage.now)
            told = told_in(self.stories, row.handle, row.period)
            answers = DECISIONS.get(row.form_id) or drafted(session, viewer, row, told)
            self.people.does(session, row, answers, self.stage.now)


def issue_behind(session: Session, subject: Subject) -> int:
    """The issue that a task is about, or that a direction or a verification is about; 0 for none."""
    if subject.kind == KIND:
        return subject.key
    if subject.kind not in _BEHIND:
        return 0
    about = Subject.of(session.execute(_BEHIND[subject.kind], {"key": subject.key}).scalar() or "")
    return about.key if about and about.kind == KIND else 0


_KEY: sa.BindParameter[int] = sa.bindparam("key")
_BEHIND: Mapping[str, sa.Select[Any]] = {
    "direction": sa.select(direction.c.about).where(direction.c.key == _KEY),
    "verification": sa.select(verification.c.cause).where(verification.c.key == _KEY),
    "verification_part": sa.select(verification.c.cause)
    .join(verification_part, verification_part.c.verification_key == verification.c.key)
    .where(verification_part.c.key == _KEY),
    "verification_opinion": sa.select(verification.c.cause)
    .join(verification_opinion, verification_opinion.c.verification_key == verification.c.key)
    .where(verification_opinion.c.key == _KEY),
}


def _new_tasks(seen: int) -> sa.Select[Any]:
    return (
        sa.select(
            task,
            instance.c.subject,
            report.c.key.label("report_key"),
            report.c.due_at.label("report_due_at"),
            report.c.returns,
            cycle_unit.c.handle,
            cycle.c.period,
        )
        .select_from(
            task.join(instance, instance.c.key == task.c.instance_key)
            .outerjoin(report, report.c.instance_key == task.c.instance_key)
            .outerjoin(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key)
            .outerjoin(cycle, cycle.c.key == report.c.cycle_key)
        )
        .where(task.c.key > seen, OPEN_TASK)
        .order_by(task.c.key)
    )


def _is_open(session: Session, task_key: int) -> bool:
    status = session.execute(sa.select(task.c.status).where(task.c.key == task_key)).scalar_one()
    return bool(status == "created")


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, MORNING, ZONE) + timedelta(minutes=minutes)
