"""One task with what it is about, as the one who asks may see and do it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from bpmn.definition import Element
from database.prepared import Prepared
from database.session import Session
from engine.definitions import diagram_of, step_guide, step_words
from engine.tables import instance, task
from organisation.roles import HEAD, group, split_group
from organisation.viewer import Viewer
from workflows.errors import NotYours
from workflows.offices import acting_office, office_of
from workflows.subject import REPORT, Subject
from workflows.submission import Actor
from workflows.tables import cycle, cycle_unit, report

Words = Mapping[str, str]
APPROVE_FORM = "approve_report"
RECEIVE_FORM = "receive_report"


@dataclass(frozen=True)
class TaskFacts:
    """A task and, of a report, that report.

    `row` has the columns named below of the task and its instance, `report` those of a report, its unit and its
    cycle; it is None for other tasks. `step` is what the diagram has of it, None where that is not there.
    """

    row: Any
    report: Any
    step: Element | None
    office: Words
    may_act: bool
    may_assign: bool

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return bool(self.row.status == "created")

    @property
    def name(self) -> Words:
        """What the diagram calls the step."""
        return step_words(self.step, self.row.element)

    @property
    def guide(self) -> Words:
        """What the diagram says to whoever does it."""
        return step_guide(self.step)

    @cached_property
    def subject(self) -> Subject | None:
        """What the task is about; None for a process that the house knows nothing of."""
        return Subject.of(self.row.subject)

    @property
    def of_report(self) -> bool:
        """Whether it is a step of a report."""
        return self.report is not None

    @property
    def drafting(self) -> bool:
        """Whether a report itself is written here; else something is decided about it."""
        return self.of_report and bool(self.row.form_id == self.report.form)

    @property
    def receiving(self) -> bool:
        """Whether the unit above decides about a report that was sent to it."""
        return self.of_report and bool(self.row.form_id == RECEIVE_FORM)

    @property
    def keeps_draft(self) -> bool:
        """Whether what is typed is kept until it is sent. A decision about a report is made at once."""
        return self.drafting if self.of_report else self.row.form_id is not None

    @cached_property
    def place(self) -> str:
        """Where its draft is kept: that of a report beside the report, others beside their step."""
        if self.of_report:
            return str(self.row.subject)
        return f"{self.row.subject}/{self.row.form_id}" if self.row.subject else f"task:{self.row.key}"


_TASK = Prepared(
    sa.select(
        task.c.key,
        task.c.instance_key,
        task.c.token,
        task.c.element,
        task.c.status,
        task.c.candidate_group,
        task.c.assignee,
        task.c.due_at,
        task.c.form_id,
        task.c.owner,
        task.c.created_at,
        task.c.ended_at,
        instance.c.definition_key,
        instance.c.deployment_key,
        instance.c.subject,
    )
    .join_from(task, instance, instance.c.key == task.c.instance_key)
    .where(task.c.key == sa.bindparam("key"))
)
_REPORT = Prepared(
    sa.select(
        report.c.key,
        report.c.cycle_key,
        report.c.cycle_unit_key,
        report.c.due_at,
        report.c.due_words,
        report.c.returns,
        report.c.versions,
        report.c.attempt,
        cycle.c.period,
        cycle.c.form,
        cycle.c.title,
        cycle.c.asks,
        cycle.c.closes_at,
        cycle.c.tree_on,
        cycle_unit.c.unit_key,
        cycle_unit.c.handle,
        cycle_unit.c.name.label("unit_name"),
        cycle_unit.c.level,
        cycle_unit.c.path,
        cycle_unit.c.superior_handle,
        cycle_unit.c.superior_name,
        cycle_unit.c.superior_unit_key,
        cycle_unit.c.subordinates,
    )
    .select_from(
        report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key).join(
            cycle, cycle.c.key == report.c.cycle_key
        )
    )
    .where(report.c.instance_key == sa.bindparam("instance_key"))
)


def find_task(session: Session, viewer: Viewer, task_key: int) -> TaskFacts:
    """The task, open or ended. NotYours unless it lies with one of the viewer's units."""
    row = _TASK.run(session, {"key": task_key}).one_or_none()
    if row is None or row.candidate_group not in viewer.unit_groups:
        raise NotYours
    handle, _role = split_group(row.candidate_group)
    return TaskFacts(
        row=row,
        report=_report_of(session, row),
        step=diagram_of(session, row.definition_key).elements.get(row.element),
        office=office_of(session, row.candidate_group),
        may_act=row.candidate_group in viewer.groups
        and (row.assignee is None or holds(viewer, row.assignee)),
        may_assign=group(handle, HEAD) in viewer.groups,
    )


def _report_of(session: Session, row: Any) -> Any:
    """The report that a task's instance is about; None where it is about something else."""
    if not row.subject.startswith(f"{REPORT}:"):
        return None
    return _REPORT.run(session, {"instance_key": row.instance_key}).one_or_none()


def holds(viewer: Viewer, assignee: str | None) -> bool:
    """Whether a task is held by the viewer, or by an absent colleague for whom he stands in."""
    return assignee in accounts_of(viewer)


def accounts_of(viewer: Viewer) -> list[str]:
    """The viewer and those he stands in for, as tasks name who holds them."""
    return [str(key) for key in sorted(viewer.accounts)]


def actor_for(facts: TaskFacts, viewer: Viewer, *, wrote: bool = False) -> Actor:
    """The viewer acting for the office the task lies with; `wrote` says that he decides about his own draft."""
    office = acting_office(viewer, facts.row.candidate_group, facts.office, wrote=wrote)
    return Actor(viewer.staff_key, office)


def due_of(facts: TaskFacts) -> datetime | None:
    """When the task is due; a task of a report falls back on the report's own deadline."""
    due: datetime | None = facts.row.due_at
    return due or (facts.report.due_at if facts.of_report else None)
