"""How often the heads of units received in a period, of what the law prescribes, and what came of what was raised.

Cost: the sittings of that period, which the store adds up by unit, and what was raised at any sitting and is not
answered yet, for the units that are counted. It does not grow with what was raised and answered.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa

from database.session import Session
from organisation.days import local_day
from organisation.tree import tree
from organisation.units import Unit
from periods.rhythm import Rhythm
from workflows.deadlines import ZONE
from workflows.issues.states import TO_ANSWER
from workflows.issues.tables import SAT_JOINED, SAT_OPEN, issue
from workflows.reception.calendar import calendars_of, rhythm_on
from workflows.reception.rules import Prescribed, prescribed_for
from workflows.reception.tables import reception

Condition = sa.ColumnElement[bool]
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
    owed = _owed(session, keys, first, last, now)
    laws = {level: prescribed_for(session, level) for level in {one.level for one in units}}
    return {
        one.key: Counted(
            prescribed=_prescribed(one, laws[one.level], calendars.get(one.key, ()), first, last)
            - sat[one.key]["waiting"],
            **{name: sat[one.key][name] for name in SAT},
            answered=sat[one.key]["raised"] - owed[one.key]["owed"],
            late=owed[one.key]["late"],
            calendars=int(one.key in calendars),
            units=1,
        )
        for one in units
    }


ADDED = ("visitors", "groups", "raised")
SAT = ("held", "made_up", "cancelled", "others", *ADDED)


def _prescribed(unit: Unit, law: Prescribed | None, calendars: Sequence[Any], first: date, last: date) -> int:
    """The days of the law up to a day: on the days that the unit has set, from when it first set any."""
    if law is None:
        return 0
    first = max(first, unit.valid_from or first)
    if not calendars:
        return law.rhythm.times(first, last)
    ends = [*(row.since - ONE_DAY for row in calendars[1:]), last]
    return sum(
        Rhythm(row.per, tuple(row.days)).times(max(first, row.since), min(last, end))
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
    table = reception.c
    within = (table.unit_key.in_(sorted(keys)), table.planned_on.between(first, last))
    terms = _terms(_besides(session, within, calendars), now)
    sums = (
        *(sa.func.sum(sa.case((which, 1), else_=0)).label(name) for name, which in terms.items()),
        *(sa.func.sum(sa.func.coalesce(table[name], 0)).label(name) for name in ADDED),
    )
    found = {key: Counter[str]() for key in keys}
    for row in session.execute(sa.select(table.unit_key, *sums).where(*within).group_by(table.unit_key)):
        found[row.unit_key].update({name: int(getattr(row, name)) for name in (*terms, *ADDED)})
    return found


def _besides(
    session: Session, within: Sequence[Condition], calendars: Mapping[int, Sequence[Any]]
) -> Sequence[int]:
    """The sittings that were open when other days were set: their days are not among those prescribed any more."""
    set_anew = [key for key, rows in calendars.items() if len(rows) > 1]
    if not set_anew:
        return []
    table = reception.c
    rows = session.execute(
        sa.select(table.key, table.unit_key, table.planned_on).where(
            *within, table.unit_key.in_(set_anew), table.regular
        )
    )
    return [row.key for row in rows if not _has_day(calendars[row.unit_key], row.planned_on)]


def _has_day(calendars: Sequence[Any], day: date) -> bool:
    rhythm = rhythm_on(calendars, day)
    return rhythm is not None and rhythm.has(day)


def _terms(besides: Sequence[int], now: datetime) -> Mapping[str, Condition]:
    """What one sitting is counted as. One whose day is not over is not due: `waiting` takes it out of the prescribed.

    One that was put off and held on another day counts as held.
    """
    table, bonus = reception.c, reception.alias("bonus")
    today = sa.literal(datetime.combine(local_day(now), time(), ZONE), table.due_at.type)
    by_law = sa.and_(table.regular, table.key.not_in(besides)) if besides else table.regular
    held, cancelled = table.state.in_(HELD), table.state == "cancelled"
    put_off = sa.exists().where(bonus.c.makes_up == table.key, bonus.c.state.in_(HELD))
    made_up = sa.and_(by_law, cancelled, put_off)
    return {
        "held": sa.and_(by_law, sa.or_(held, made_up)),
        "made_up": made_up,
        "cancelled": sa.and_(cancelled, sa.not_(made_up)),
        "others": sa.and_(held, sa.not_(by_law), table.makes_up.is_(None)),
        "waiting": sa.and_(by_law, table.state == "planned", table.due_at >= today),
    }


def _owed(
    session: Session, keys: Sequence[int], first: date, last: date, now: datetime
) -> Mapping[int, Counter[str]]:
    """What waits for an answer, and what of it is late: of the issues that count, themselves or those they joined."""
    found = {key: Counter[str]() for key in keys}
    for query, due in (_open(), _joined()):
        late = sa.case((due < sa.literal(now, due.type), 1), else_=0)
        rows = session.execute(
            query.add_columns(sa.func.count().label("owed"), sa.func.sum(late).label("late"))
            .where(issue.c.raised_unit_key.in_(sorted(keys)), issue.c.sitting_on.between(first, last))
            .group_by(issue.c.raised_unit_key)
        )
        for row in rows:
            found[row.raised_unit_key].update({"owed": int(row.owed), "late": int(row.late)})
    return found


def _open() -> tuple[sa.Select[Any], sa.ColumnElement[datetime]]:
    """Those that stand for themselves, and their dates: all of it stands in one index."""
    return sa.select(issue.c.raised_unit_key).where(SAT_OPEN, issue.c.merged_into.is_(None)), issue.c.due_at


def _joined() -> tuple[sa.Select[Any], sa.ColumnElement[datetime]]:
    """Those that joined another one that is open, and its dates."""
    standing = issue.alias("standing")
    joined = issue.join(standing, standing.c.key == issue.c.merged_into)
    query = sa.select(issue.c.raised_unit_key).select_from(joined)
    return query.where(SAT_JOINED, standing.c.state.in_(sorted(TO_ANSWER))), standing.c.due_at
