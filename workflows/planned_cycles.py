"""Opening the cycles that plans name, when their time has come, and going on with what was broken off."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from database.session import Database, Session
from engine.failures import error_words
from engine.host import Host
from notifications.outbox import notify
from organisation.roles import OPERATOR, group
from workflows.begin_cycle import begin_cycle, not_begun
from workflows.open_cycle import open_cycle
from workflows.plan import Opening, is_due, planned_openings


def open_planned_cycles(database: Database, host: Host, now: datetime) -> None:
    """Open what is due, and go on with what was broken off. Safe to call at any time, from any process.

    A cycle that cannot be opened holds up no other: the operators are told why, once, and the next call tries again.
    """
    with database.read() as session:
        planned, broken_off = planned_openings(session, now), not_begun(session)
    for key, opening in broken_off.items():
        _try(database, opening, now, partial(begin_cycle, database, host, key, now))
    for opening in planned:
        _try(database, opening, now, partial(_open, database, host, opening, now))


def _try(database: Database, opening: Opening, now: datetime, act: Callable[[], None]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001  # whatever one of them raises, the others are opened
        with database.write() as session:
            _tell_operators(session, opening, error, now)


def _open(database: Database, host: Host, opening: Opening, now: datetime) -> None:
    with database.read() as session:
        if not is_due(session, opening, now):
            return
    open_cycle(  # a rival may have opened it since: then that one stands
        database,
        host,
        definition=opening.definition,
        period_key=opening.period,
        root_code=opening.root_code,
        actor="system",
        now=now,
    )


def _tell_operators(session: Session, opening: Opening, error: Exception, now: datetime) -> None:
    about = f"plan:{opening.definition}:{opening.root_code}:{opening.period}"
    notify(
        session,
        key=about,
        recipients=[group(None, OPERATOR)],
        words="opening_failed",
        facts={"period": opening.period, "unit": opening.root_code, "error": error_words(error)},
        about=about,
        rule="opening_failed",
        now=now,
    )
