"""Who acts in the case: raising an issue, doing a task, giving a direction. Always by the use cases of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from database.session import Session
from engine.host import Host
from forms.shape import starting_answers
from organisation.roles import LEADER, RECEIVER, REPORTER, group, split_group
from organisation.staff import find_staff
from organisation.viewer import Viewer, viewer_of
from periods.calendar import WorkingCalendar
from workflows.complete_task import complete_task
from workflows.deadlines import ZONE
from workflows.demo.long_bien.story import DISTRICT, Story
from workflows.direction.give import Order, direct
from workflows.errors import NotYours
from workflows.issues.begin import KIND
from workflows.issues.clocks import PRESS
from workflows.issues.raising import FORM, raise_issue
from workflows.kinds import KINDS
from workflows.open_task import find_task
from workflows.subject import Subject
from workflows.task_forms import form_for, latest_form

CITED = "Báo địa phương, mục Bạn đọc phản ánh"
AT_THE_DESK = ("hotline", "reception")
DIRECTED_WITHIN = 10
"""Working days that a direction gives."""


@dataclass
class People:
    """The demo staff, as they sign in; who is who is looked up once."""

    host: Host
    viewers: dict[str, Viewer] = field(default_factory=dict)

    def viewer(self, session: Session, office: str, now: datetime) -> Viewer:
        """The account that holds an office."""
        if office not in self.viewers:
            handle, role = split_group(office)
            found = find_staff(session, f"{(handle or '').lower()}.{role}")
            if found is None:
                raise NotYours
            self.viewers[office] = viewer_of(session, found.key, now)
        return self.viewers[office]

    @staticmethod
    def taker(story: Story) -> str:
        """The office that takes an issue down."""
        return group(story.ward, RECEIVER if story.channel in AT_THE_DESK else REPORTER)

    def raises(self, session: Session, story: Story, now: datetime) -> None:
        """The ward takes an issue down."""
        viewer = self.viewer(session, self.taker(story), now)
        answers = {
            "summary": story.summary,
            "category": story.category,
            "area": "all",
            "channel": story.channel,
            "urgency": story.urgency,
            "published": _day_before(now) if story.channel == PRESS else "",
            "citation": CITED if story.channel == PRESS else "",
        }
        raise_issue(session, self.host, viewer, latest_form(session, FORM), answers, now=now)

    def starting(self, session: Session, row: Any, now: datetime) -> dict[str, Any]:
        """What the form of a task begins with."""
        facts = find_task(session, self.viewer(session, row.candidate_group, now), row.key)
        starting = starting_answers(form_for(session, facts))
        kind = KINDS.get(facts.subject.kind) if facts.subject else None
        return {**starting, **kind.matter(session, facts, now).starting} if kind else starting

    def does(self, session: Session, row: Any, answers: Mapping[str, Any], now: datetime) -> None:
        """An office does its task: what the form begins with, and what the office says."""
        self.sends(session, row, {**self.starting(session, row, now), **answers}, now)

    def sends(self, session: Session, row: Any, answers: Mapping[str, Any], now: datetime) -> None:
        """An office sends its task as it is filled in."""
        viewer = self.viewer(session, row.candidate_group, now)
        complete_task(session, self.host, viewer, row.key, answers, now=now, origin=None)

    def directs(
        self,
        session: Session,
        issue_key: int,
        story: Story,
        calendar: WorkingCalendar,
        now: datetime,
    ) -> None:
        """The leader of the district directs whoever handles an issue."""
        office = group(DISTRICT, LEADER)
        day = calendar.add_working_days(now.astimezone(ZONE).date(), DIRECTED_WITHIN)
        to = story.agencies[0] if story.agencies else story.ward
        what = f"Kiểm tra, xử lý dứt điểm và báo cáo kết quả: {story.summary}"
        order = Order(to, what, day, str(Subject(KIND, issue_key)))
        direct(session, self.host, self.viewer(session, office, now), acting_in=office, order=order, now=now)


def _day_before(now: datetime) -> str:
    return (now.astimezone(ZONE).date() - timedelta(days=1)).isoformat()
