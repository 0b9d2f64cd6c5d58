"""What a process does every second: open what has its time, run what is due, seal the day.

Safe on any number of processes: each part claims its rows, and finds nothing to do the second time.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.due import do_due
from engine.each_part import all_in_turn
from engine.history import seal_heads
from engine.host import Host
from engine.messages import keep_messages
from engine.tables import history_tables
from workflows.attachments.keeping import clear_unlinked
from workflows.became.gathering import tell_what_became
from workflows.boards.hot_spots import weigh_issues
from workflows.callers.forgetting import forget_contacts
from workflows.deadlines import ZONE
from workflows.designer.playing.keeping import forget_plays
from workflows.follow_up.opening import open_follow_ups
from workflows.indicators.folding import fold_events
from workflows.issues.begin import begin_waiting
from workflows.issues.handing_down import hand_down, note_closed
from workflows.planned_cycles import open_planned_cycles
from workflows.proposal.handing_over import hand_over_waiting
from workflows.reception.opening import open_receptions
from workflows.response.parties import admit_those_above
from workflows.review.opening import open_due_reviews

AT_ONCE = 50


def tick(database: Database, host: Host, now: datetime) -> None:
    """Do what is due now, a bounded part of it; the next tick goes on. A part that fails holds up no other."""
    parts: tuple[Callable[[], object], ...] = (
        partial(begin_what_has_come, database, host, now),
        partial(do_due, database, host, now, limit=AT_ONCE),
        partial(_seal_the_day, database, host, now),
        partial(fold_events, database),
        partial(weigh_issues, database, now),
        partial(forget_contacts, database, now),
        partial(hand_down, database, now),
        partial(tell_what_became, database, now),
        partial(keep_messages, database, host, now),
    )
    all_in_turn(parts)


def begin_what_has_come(database: Database, host: Host, now: datetime) -> None:
    """Open and begin what nobody has to ask for: planned cycles, reviews, receptions, months, issues of reports."""
    parts = (open_planned_cycles, open_due_reviews, begin_waiting, open_follow_ups, open_receptions)
    all_in_turn(partial(part, database, host, now) for part in parts)


def _seal_the_day(database: Database, host: Host, now: datetime) -> None:
    """Once a day, whichever process comes first: the chains of the history, and what is done by the day."""
    with database.read() as session:
        if not _day_is_unsealed(session, now):
            return
    with database.write() as session:
        one_at_a_time(session, "seal")
        if _day_is_unsealed(session, now):  # a rival may have sealed it since
            seal_heads(session, now)
            clear_unlinked(session, now)
            forget_plays(session, now)
            note_closed(session, now)
            admit_those_above(session, now)
    hand_over_waiting(database, host, now)


def _day_is_unsealed(session: Session, now: datetime) -> bool:
    """Whether a day has passed since the last seal."""
    last = session.execute(sa.select(sa.func.max(history_tables.seal.c.sealed_at))).scalar_one()
    return last is None or last.astimezone(ZONE).date() < now.astimezone(ZONE).date()
