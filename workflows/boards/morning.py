"""A leader's morning: what changed since yesterday, what waits for him, what is late, what is hot, what is due today.

Cost: the first tasks, the counts of two days of his units, and the first rows of the boards.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.roles import HEAD, LEADER
from organisation.viewer import Viewer
from workflows.boards.accounts import accounts, together
from workflows.boards.exceptions import late_ones
from workflows.boards.hot import Hot, hot_spots
from workflows.boards.ledgers import BOTH_SIDES
from workflows.boards.owed import Owed
from workflows.deadlines import ZONE, working_calendar
from workflows.inbox import Inbox, inbox
from workflows.indicators.changes import FIELD
from workflows.indicators.flows import flows
from workflows.indicators.reading import incomplete, waiting_changes
from workflows.indicators.window import Window
from workflows.overdue import open_cycles
from workflows.tables import cycle_unit, report

FEW = 5
TODAY = 10
LEADING = (LEADER, HEAD)


@dataclass(frozen=True)
class Changed:
    """What changed since a moment in the reader's units and below: counts by what is counted."""

    since: datetime
    issues: Mapping[str, int]
    reports_sent: int
    incomplete: bool


@dataclass(frozen=True)
class Morning:
    """One screen. `late_total` and the counts of `tasks` and `hot` end at more than a thousand."""

    changed: Changed
    tasks: Inbox
    late: Sequence[Owed]
    late_total: int
    hot: Hot
    today: Sequence[Owed]
    today_total: int


def leads(viewer: Viewer) -> bool:
    """Whether somebody leads a unit: then the day begins with this page."""
    return any(post.role in LEADING for post in viewer.postings)


def morning(session: Session, viewer: Viewer, now: datetime) -> Morning:
    """The page of a leader."""
    late, late_total = late_ones(session, viewer, now, most=FEW)
    today, today_total = _due_today(session, viewer, now)
    return Morning(
        changed=_changed(session, viewer, now),
        tasks=inbox(session, viewer, now, scope="mine", most=FEW),
        late=late,
        late_total=late_total,
        hot=hot_spots(session, viewer, now, urgent=FEW, places=FEW),
        today=today,
        today_total=today_total,
    )


def _due_today(session: Session, viewer: Viewer, now: datetime) -> tuple[list[Owed], int]:
    midnight = datetime.combine(local_day(now) + timedelta(days=1), time(), ZONE)
    found = accounts(session, BOTH_SIDES, viewer.unit_keys(), now, limit=TODAY, due=(now, midnight))
    rows = {row.subject: row for one in found for row in one.rows}
    ordered = sorted(rows.values(), key=lambda row: (row.due_at, row.subject))
    return ordered[:TODAY], together(found)


def _changed(session: Session, viewer: Viewer, now: datetime) -> Changed:
    """Since the beginning of the last working day before today: on Monday, what the weekend brought, too."""
    yesterday = working_calendar(session, now).add_working_days(local_day(now), -1)
    since = datetime.combine(yesterday, time(), ZONE)
    waiting = waiting_changes(session)
    counted: Counter[str] = Counter()
    for key in sorted(viewer.unit_keys()):
        window = Window(key, yesterday, local_day(now), local_day(now))
        for counts in flows(session, window, waiting, FIELD, lambda _day: "").values():
            counted.update(counts)
    return Changed(since, counted, _reports_sent(session, viewer, since, now), incomplete(session))


def _reports_sent(session: Session, viewer: Viewer, since: datetime, now: datetime) -> int:
    """How many reports of the units right below were sent for the first time since then."""
    query = (
        sa.select(sa.func.count())
        .select_from(report.join(cycle_unit, cycle_unit.c.key == report.c.cycle_unit_key))
        .where(
            report.c.cycle_key.in_(open_cycles(now)),
            report.c.first_submitted_at >= since,
            cycle_unit.c.superior_unit_key.in_(sorted(viewer.unit_keys())),
        )
    )
    return int(session.execute(query).scalar_one())
