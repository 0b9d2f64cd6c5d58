"""How often the heads of units received in a period, of what the law prescribes, and what came of what was raised.

Cost: what was planned and raised in that period by the units that are counted, however much the store holds besides.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.tree import tree
from organisation.units import Unit
from periods.rhythm import Rhythm
from workflows.deadlines import ZONE
from workflows.issues.states import TO_ANSWER
from workflows.reception.calendar import calendars_of, rhythm_on
from workflows.reception.rows import JOINED, STANDING
from workflows.reception.rules import Prescribed, prescribed_for
from workflows.reception.tables import reception, reception_issue

ONE_DAY = timedelta(days=1)
LONGEST_PERIOD = 366
HELD = ("held", "closed")


@dataclass(frozen=True)
class Counted:
    """Of one unit, or of many. `held` of `prescribed`: of those by law, made up for or not; `others` come besides.

    Of what was raised in the period: `answered`, and `late` what waits for an answer past its date. `visitors` and
    `groups` came. `calendars` of `units` have set their days here.
    """

    prescribed: int = 0
    held: int = 0
    made_up: int = 0
    cancelled: int = 0
    others: int = 0
    raised: int = 0
    answered: int = 0
    late: int = 0
    visitors: int = 0
    groups: int = 0
    calendars: int = 0
    units: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(**{name: value + getattr(other, name) for name, value in vars(self).items()})


def units_counted(session: Session, unit_key: int, now: datetime) -> Sequence[Unit]:
    """A unit of the line and all below it, as they stand today, it first."""
    return [place.unit for place in tree(session, unit_key, local_day(now))]


def counted(
    session: Session, units: Sequence[Unit], first: date, last: date, now: datetime
) -> Mapping[int, Counted]:
    """By the key of the unit. Days that are still to come are not counted: what is prescribed for them is not due."""
    last = first + min(min(last, local_day(now)) - first, LONGEST_PERIOD * ONE_DAY)
    keys = [one.key for one in units]
    calendars = calendars_of(session, keys)
    sat = _sittings(session, keys, calendars, first, last, now)
    raised = _raised(session, keys, first, last, now)
    laws = {level: prescribed_for(session, level) for level in {one.level for one in units}}
    return {
        one.key: Counted(
            prescribed=_prescribed(one, laws[one.level], calendars.get(one.key, ()), first, last)
            - sat[one.key]["waiting"],
            **{name: sat[one.key][name] for name in SAT},
            **{name: raised[one.key][name] for name in RAISED},
            calendars=int(one.key in calendars),
            units=1,
        )
        for one in units
    }


SAT = ("held", "made_up", "cancelled", "others", "visitors", "groups")
RAISED = ("raised", "answered", "late")


def _prescribed(unit: Unit, law: Prescribed | None, calendars: Sequence[Any], first: date, last: date) -> int:
    """The days of the law up to a day: on the days that the unit has set, from when it first set any."""
    if law is None:
        return 0
    first = max(first, unit.valid_from or first)
    if not calendars:
        return sum(1 for _ in law.rhythm.between(first, last))
    ends = [*(row.since - ONE_DAY for row in calendars[1:]), last]
    return sum(
        sum(1 for _ in Rhythm(row.per, tuple(row.days)).between(max(first, row.since), min(last, end)))
        for row, end in zip(calendars, ends, strict=True)
    )


def _sittings(
    session: Session,
    keys: Sequence[int],
    calendars: Mapping[int, Sequence[Any]],
    first: date,
    last: date,
    now: datetime,
) -> Mapping[int, Counter[str]]:
    table, bonus = reception.c, reception.alias("made_up")
    made_up = sa.exists().where(bonus.c.makes_up == table.key, bonus.c.state.in_(HELD))
    rows = session.execute(
        sa.select(
            *(table[name] for name in ("unit_key", "planned_on", "state", "regular", "makes_up", "due_at")),
            sa.func.coalesce(table.visitors, 0).label("visitors"),
            sa.func.coalesce(table.groups, 0).label("groups"),
            made_up.label("made_up"),
        ).where(table.unit_key.in_(sorted(keys)), table.planned_on.between(first, last))
    )
    found = {key: Counter[str]() for key in keys}
    for row in rows:
        rhythm = rhythm_on(calendars.get(row.unit_key, ()), row.planned_on)
        by_law = row.regular and rhythm is not None and rhythm.has(row.planned_on)
        found[row.unit_key].update(_terms(row, now, by_law=by_law))
    return found


def _terms(row: Any, now: datetime, *, by_law: bool) -> Mapping[str, int]:
    """What one sitting adds. One whose day is not over is not due: `waiting` takes it out of what is prescribed.

    One that was open when other days were set is not `by_law` any more: its day is not among those prescribed.
    """
    held, made_up = row.state in HELD, by_law and row.state == "cancelled" and row.made_up
    today = row.due_at.astimezone(ZONE).date() >= local_day(now)
    return {
        "held": int(by_law and (held or made_up)),
        "made_up": int(made_up),
        "cancelled": int(row.state == "cancelled" and not made_up),
        "others": int(held and not by_law and row.makes_up is None),
        "visitors": row.visitors,
        "groups": row.groups,
        "waiting": int(by_law and row.state == "planned" and today),
    }


def _raised(
    session: Session, keys: Sequence[int], first: date, last: date, now: datetime
) -> Mapping[int, Counter[str]]:
    table, owed = reception_issue.c, STANDING.c.state.in_(sorted(TO_ANSWER))
    late = sa.and_(owed, STANDING.c.due_at < sa.literal(now, STANDING.c.due_at.type))
    rows = session.execute(
        sa.select(
            table.unit_key,
            sa.func.count().label("raised"),
            sa.func.sum(sa.case((owed, 0), else_=1)).label("answered"),
            sa.func.sum(sa.case((late, 1), else_=0)).label("late"),
        )
        .select_from(JOINED)
        .where(table.unit_key.in_(sorted(keys)), table.planned_on.between(first, last))
        .group_by(table.unit_key)
    )
    found = {key: Counter[str]() for key in keys}
    for row in rows:
        found[row.unit_key].update({name: int(getattr(row, name)) for name in RAISED})
    return found
