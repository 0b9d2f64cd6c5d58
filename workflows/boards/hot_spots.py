"""Hot spots: what is urgent, and places and fields of which many issues came in a few days.

How many in how many days is a row of the table `hot_spot`. A tick weighs each issue that came: who leads the unit and
the one above it is told at once, once for each hot spot. It ends by itself when its last day has passed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.decisions import newest_decisions
from engine.each_part import all_in_turn
from engine.errors import NotDeployed
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.routes import superior, superiors
from organisation.units import Unit, unit_by_key
from workflows.boards.tables import hot_spot, hot_spot_unit
from workflows.boards.weighing import claimed, waiting
from workflows.issues.channels import ORDINARY_URGENCY, URGENCIES
from workflows.issues.record import issue_row
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import issue
from workflows.issues.taxonomy import category_names
from workflows.issues.words import issue_title
from workflows.responsible import leaders_of

TABLE = "hot_spot"
AT_ONCE = 25


@dataclass(frozen=True)
class Threshold:
    """So many issues of a field at one place within so many days, the day of the last one among them."""

    issues: int
    days: int


def weigh_issues(database: Database, now: datetime) -> None:
    """Weigh the issues that wait, a bounded part of them; safe on any number of processes.

    One that cannot be weighed holds up no other: the error is raised after all is done.
    """
    with database.read() as session:
        keys = waiting(session, AT_ONCE)
    all_in_turn(partial(_weigh_alone, database, key, now) for key in keys)


def _weigh_alone(database: Database, key: int, now: datetime) -> None:
    database.transact(lambda session: _weigh(session, key, now))


def _weigh(session: Session, key: int, now: datetime) -> None:
    one_at_a_time(session, "hot spots")
    if not claimed(session, key):
        return
    row = issue_row(session, key)
    if row.merged_into is None and row.state in TO_ANSWER:
        _tell_of_urgency(session, row, now)
        _look_at_place(session, row, now)


def threshold_for(session: Session, field: str, level: str | None) -> Threshold | None:
    """From how many issues on a place is a hot spot; None where the table has no row for it, or is not there."""
    try:
        decisions = newest_decisions(session, TABLE)
    except NotDeployed:
        return None
    row = decisions.evaluate(TABLE, {"field": field, "level": level})
    return Threshold(int(row["issues"]), int(row["days"])) if row else None


def _tell_of_urgency(session: Session, row: Any, now: datetime) -> None:
    if row.urgency == ORDINARY_URGENCY:
        return
    charge = unit_by_key(session, row.charge_unit_key)
    notify(
        session,
        key=f"issue:{row.key}/{row.urgency}",
        recipients=_leading(session, charge, [row.category, row.field], now),
        words="issue_urgent",
        facts={
            "title": issue_title(row),
            "unit": unit_by_key(session, row.place_unit_key).name,
            "urgency": dict(URGENCIES[row.urgency]),
        },
        about=f"issue:{row.key}",
        rule="issue_urgent",
        now=now,
    )


def _look_at_place(session: Session, row: Any, now: datetime) -> None:
    place = unit_by_key(session, row.place_unit_key)
    threshold = threshold_for(session, row.field, place.level)
    if threshold is None:
        return
    until = _hot_until(session, place.key, row.field, threshold, local_day(now))
    if until is None:
        return
    here = sa.and_(hot_spot.c.place_unit_key == place.key, hot_spot.c.field == row.field)
    going_on = session.execute(
        sa.select(hot_spot.c.key).where(here, hot_spot.c.until >= local_day(now)).limit(1)
    ).scalar_one_or_none()
    if going_on is None:
        _begin(session, place, row, threshold, until, now)
        return
    session.execute(sa.update(hot_spot).where(hot_spot.c.key == going_on).values(until=until))
    session.execute(
        sa.update(hot_spot_unit).where(hot_spot_unit.c.hot_spot_key == going_on).values(until=until)
    )


def _hot_until(
    session: Session, place_key: int, field: str, threshold: Threshold, today: date
) -> date | None:
    """The last day on which the newest issues still are enough; None where they are not enough today."""
    query = of_place(place_key, field, today - timedelta(days=threshold.days - 1))
    newest: list[date] = list(
        session.scalars(query.order_by(issue.c.raised_on.desc()).limit(threshold.issues))
    )
    if len(newest) < threshold.issues:
        return None
    return newest[-1] + timedelta(days=threshold.days - 1)


def of_place(place_key: int, field: str, since: date) -> sa.Select[tuple[date]]:
    """The days on which issues of a field were raised at a place, from a day on; of those that were merged one."""
    return sa.select(issue.c.raised_on).where(
        issue.c.place_unit_key == place_key,
        issue.c.field == field,
        issue.c.raised_on >= since,
        issue.c.merged_into.is_(None),
    )


def _begin(session: Session, place: Unit, row: Any, threshold: Threshold, until: date, now: datetime) -> None:
    values = {
        "place_unit_key": place.key,
        "field": row.field,
        "began_at": now,
        "issues": threshold.issues,
        "days": threshold.days,
        "until": until,
    }
    key = session.execute(sa.insert(hot_spot).values(**values).returning(hot_spot.c.key)).scalar_one()
    shown_to = [place.key, *(unit.key for unit in superiors(session, place.key, local_day(now)))]
    session.execute(
        sa.insert(hot_spot_unit),
        [{"unit_key": unit_key, "hot_spot_key": key, "until": until} for unit_key in dict.fromkeys(shown_to)],
    )
    notify(
        session,
        key=f"hot_spot:{key}",
        recipients=_leading(session, place, [row.field], now),
        words="hot_spot",
        facts={
            "unit": place.name,
            "field": dict(category_names(session, [row.field])[row.field]),
            "issues": threshold.issues,
            "days": threshold.days,
        },
        about=f"issue:{row.key}",
        rule="hot_spot",
        now=now,
    )


def _leading(session: Session, unit: Unit, fields: Sequence[str], now: datetime) -> list[str]:
    """The head of a unit, who answers there for the field, and who does in the unit above."""
    above = superior(session, unit.key, local_day(now))
    return [
        group(unit.handle, HEAD),
        *leaders_of(session, unit.handle, fields, now),
        *(leaders_of(session, above.handle, fields, now) if above else ()),
    ]
