"""Opening the reviews whose time has come: once for a basis, a kind and a day, whatever number of processes asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.failures import error_words
from engine.host import Host
from notifications.outbox import notify
from organisation.roles import OPERATOR, group
from organisation.units import Unit, find_unit
from periods.reviews import REVIEW_KINDS, ReviewDates, ReviewDay, ReviewKind, review_dates
from workflows.deadlines import ZONE, working_calendar
from workflows.review.plan import clocks, due_plans, move_on, planned_review, something_planned
from workflows.review.tables import legal_basis, review, review_plan
from workflows.starting import start_matter
from workflows.subject import Subject

PROCESS = "periodic_review"


@dataclass(frozen=True)
class Planned:
    """A row of the plan as it was read: a rival may have moved it on since."""

    basis_key: int
    symbol: str
    owner_code: str
    kind: ReviewKind
    day: date


def open_due_reviews(database: Database, host: Host, now: datetime) -> None:
    """Open what is due. Safe to call at any time, from any process.

    A review that cannot be opened holds up no other: the operators are told why, once, and the next call tries again.
    """
    with database.read() as session:
        if not something_planned(session, now):
            return
    for planned in _due(database, now):
        _try(database, planned, now, partial(_open, database, host, planned, now))


def _due(database: Database, now: datetime) -> list[Planned]:
    found: list[Planned] = []

    def read() -> None:
        with database.read() as session:
            rows = due_plans(session, now)
        found.extend(Planned(row.basis_key, row.symbol, row.owner_code, row.kind, row.day) for row in rows)

    _try(database, None, now, read)  # a table that cannot be read is told like a review that cannot be opened
    return found


def _open(database: Database, host: Host, planned: Planned, now: datetime) -> None:
    database.transact(lambda session: open_planned(session, host, planned, now))


def open_planned(session: Session, host: Host, planned: Planned, now: datetime) -> None:
    """Open a review of the plan, and plan the one after it; nothing where a rival has done so since."""
    one_at_a_time(session, f"review:{planned.basis_key}:{planned.kind}")
    basis = session.execute(
        sa.select(legal_basis)
        .join(review_plan, review_plan.c.basis_key == legal_basis.c.key)
        .where(
            legal_basis.c.key == planned.basis_key,
            review_plan.c.kind == planned.kind,
            review_plan.c.day == planned.day,
        )
    ).one_or_none()
    if basis is None:  # somebody else got there first
        return
    found = planned_review(basis, planned.kind, planned.day)
    if found is not None:
        _begin(session, host, basis, found, now)
    move_on(session, basis, planned.kind, planned.day)


def _begin(session: Session, host: Host, basis: Any, found: ReviewDay, now: datetime) -> None:
    """Start it, unless all its dates passed while nothing ran."""
    today = now.astimezone(ZONE).date()
    clock = clocks(session)[found.kind]
    dates = review_dates(found, clock, today, working_calendar(session, now), ZONE)
    if dates.closes.at <= now:
        return
    owner = find_unit(session, basis.owner_code, today)
    key = _keep(session, basis, found, dates, owner, now)
    variables = {
        "outline_by": dates.outline_by.at.isoformat(),
        "collect_until": dates.collect_until.at.isoformat(),
        "due": dates.due.at.isoformat(),
    }
    subject = Subject("review", key)
    start_matter(session, host, PROCESS, subject, variables, unit=owner.handle, actor="system", now=now)


def _keep(
    session: Session, basis: Any, found: ReviewDay, dates: ReviewDates, owner: Unit, now: datetime
) -> int:
    return int(
        session.execute(
            sa.insert(review)
            .values(
                basis_key=basis.key,
                kind=found.kind,
                day=found.day,
                period=found.period.key if found.period else None,
                unit_key=owner.key,
                handle=owner.handle,
                unit_name=owner.name,
                opened_at=now,
                dates={name: dated.to_json() for name, dated in dates.all().items()},
                due_at=dates.due.at,
            )
            .returning(review.c.key)
        ).scalar_one()
    )


def _try(database: Database, planned: Planned | None, now: datetime, act: Callable[[], None]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001  # whatever one of them raises, the others are opened
        with database.write() as session:
            _tell_operators(session, planned, error, now)


def _tell_operators(session: Session, planned: Planned | None, error: Exception, now: datetime) -> None:
    about = f"review_plan:{planned.basis_key}:{planned.kind}:{planned.day}" if planned else "review_plan"
    words = REVIEW_KINDS[planned.kind] if planned else {"vi": "Sơ kết, tổng kết", "en": "Reviews"}
    symbol = f": {planned.symbol}" if planned else ""
    notify(
        session,
        key=about if planned else f"{about}:{now.astimezone(ZONE).date()}",
        recipients=[group(None, OPERATOR)],
        words="review_not_opened",
        facts={
            "title": {language: f"{text}{symbol}" for language, text in words.items()},
            "unit": planned.owner_code if planned else "",
            "error": error_words(error),
        },
        about=about,
        rule="review_not_opened",
        now=now,
    )
