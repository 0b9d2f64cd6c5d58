"""Why a task is due when it is: the date's own explanation, as it was made."""

from datetime import datetime

import sqlalchemy as sa

from database.session import Session
from periods.dated import Dated, from_json
from periods.deadlines import receive_by
from periods.windows import period
from workflows.deadlines import ZONE, deadline_rule, working_calendar
from workflows.open_task import TaskFacts
from workflows.submission import latest_version
from workflows.tables import cycle_level, receipt


def why_due(session: Session, facts: TaskFacts, now: datetime) -> Dated | None:
    """How the due date of a task came about; None where its table or calendar has changed since."""
    if facts.receiving:
        found = _receive_by(session, facts, now)
        return found if found is not None and found.at == facts.row.due_at else None
    if facts.report.due_words is not None:
        return from_json(facts.report.due_words)
    dates = session.execute(
        sa.select(cycle_level.c.dates).where(
            cycle_level.c.cycle_key == facts.report.cycle_key, cycle_level.c.level == facts.report.level
        )
    ).scalar_one()
    return from_json(dates["due"])


def _receive_by(session: Session, facts: TaskFacts, now: datetime) -> Dated | None:
    """Counted again from the moment of sending: only the moment itself was kept with the task."""
    sent_at = session.execute(
        sa.select(sa.func.min(receipt.c.sent_at)).where(
            receipt.c.version_key == latest_version(facts.report.key)
        )
    ).scalar_one()
    if sent_at is None:
        return None
    return receive_by(
        sent_at,
        period=period(facts.report.period),
        level=facts.report.level,
        rule=deadline_rule(session),
        calendar=working_calendar(session, now),
        zone=ZONE,
    )
