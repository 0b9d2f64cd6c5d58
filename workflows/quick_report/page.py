"""A quick report as its page shows it: the event, who has received it, what came since, where it is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from database.session import Session
from organisation.days import local_day
from organisation.viewer import Viewer
from periods.dated import Dated, from_json
from workflows.attachments.finding import Attached, filed_with
from workflows.errors import NotYours
from workflows.issues.parties import may_see as sees_issue
from workflows.issues.taxonomy import category_names
from workflows.matter_story import Event, open_steps, story
from workflows.papers import Paper, latest_paper
from workflows.quick_report.paper import PAPER
from workflows.quick_report.rows import KIND, may_see, receipts_of, report_row, updates_of
from workflows.subject import Subject


@dataclass(frozen=True)
class QuickPage:
    """The facts of the page. `issue_key` is there for those who may see the issue."""

    row: Any
    category: Mapping[str, str]
    receipts: Sequence[Any]
    updates: Sequence[Any]
    files: Mapping[int, Sequence[Attached]]
    steps: Sequence[Event]
    due: Dated
    paper: Paper | None
    story: Sequence[Event]
    issue_key: int | None

    @property
    def late(self) -> bool:
        """Whether the first report came later than the clock allows."""
        return bool(self.row.reported_at > self.row.report_by)


def quick_page(session: Session, viewer: Viewer, key: int, now: datetime) -> QuickPage:
    """The page of a report, for its unit, those above and those that got it. NotYours for anybody else."""
    if not may_see(session, viewer, key, local_day(now)):
        raise NotYours
    row, receipts = report_row(session, key), receipts_of(session, key)
    instances = [one for one in (row.instance_key, *(each.instance_key for each in receipts)) if one]
    return QuickPage(
        row=row,
        category=category_names(session, [row.category])[row.category],
        receipts=receipts,
        updates=updates_of(session, key),
        files=filed_with(session, Subject(KIND, key)),
        steps=open_steps(session, instances),
        due=from_json(row.due_words),
        paper=latest_paper(session, Subject(KIND, key), PAPER),
        story=story(session, instances),
        issue_key=row.issue_key if sees_issue(session, viewer, row.issue_key) else None,
    )
