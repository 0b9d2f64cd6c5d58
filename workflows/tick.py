"""What a process does every second: open what has its time, run what is due, seal the day.

Safe on any number of processes: each part claims its rows, and finds nothing to do the second time.
"""

from datetime import datetime

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.due import do_due
from engine.history import seal_heads
from engine.host import Host
from engine.messages import keep_messages
from engine.tables import history_tables
from workflows.attachments.keeping import clear_unlinked
from workflows.became.gathering import tell_what_became
from workflows.boards.hot_spots import weigh_issues
from workflows.callers.forgetting import forget_contacts
from workflows.deadlines import ZONE
from workflows.follow_up.opening import open_follow_ups
from workflows.indicators.folding import fold_events
from workflows.issues.begin import begin_waiting
from workflows.planned_cycles import open_planned_cycles
from workflows.review.opening import open_due_reviews

AT_ONCE = 50


def tick(database: Database, host: Host, now: datetime) -> None:
    """Do what is due now, a bounded part of it; the next tick goes on."""
    with database.read() as session:
        unsealed = _day_is_unsealed(session, now)
    begin_what_has_come(database, host, now)
    do_due(database, host, now, limit=AT_ONCE)
    if unsealed:
        with database.write() as session:
            one_at_a_time(session, "seal")
            if _day_is_unsealed(session, now):  # a rival may have sealed it since
                seal_heads(session, now)
                clear_unlinked(session, now)
    fold_events(database)
    weigh_issues(database, now)
    forget_contacts(database, now)
    tell_what_became(database, now)
    keep_messages(database, host, now)  # the last: it raises where an instance cannot go on


def begin_what_has_come(database: Database, host: Host, now: datetime) -> None:
    """Open and begin what nobody has to ask for: planned cycles, reviews, issues that reports told of."""
    open_planned_cycles(database, host, now)
    open_due_reviews(database, host, now)
    begin_waiting(database, host, now)
    open_follow_ups(database, host, now)


def _day_is_unsealed(session: Session, now: datetime) -> bool:
    """Whether a day has passed since the last seal."""
    last = session.execute(sa.select(sa.func.max(history_tables.seal.c.sealed_at))).scalar_one()
    return last is None or last.astimezone(ZONE).date() < now.astimezone(ZONE).date()
