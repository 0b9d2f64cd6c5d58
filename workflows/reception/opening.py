"""Opening a sitting: by the days that a unit has set, some working days ahead; or by hand, for any day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Database, Session
from engine.failures import error_words
from engine.host import Host
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, OPERATOR, group
from organisation.units import Unit, unit_by_key
from organisation.viewer import Post, Viewer
from periods.rhythm import Rhythm
from periods.words import day_text
from workflows.closed_units import require_existing
from workflows.deadlines import working_calendar
from workflows.desk import desk_of
from workflows.errors import Refused, RefusedAt
from workflows.issues.texts import kept_text
from workflows.reception.calendar import LONGEST_REASON, calendars_of, rhythm_on
from workflows.reception.plan import days_passed, due_plans, plan_next, put_aside
from workflows.reception.record import actor_in, note_happened
from workflows.reception.rules import dates_of
from workflows.reception.tables import reception, reception_plan
from workflows.reception.words import reception_title
from workflows.set_days import furthest
from workflows.starting import start_matter
from workflows.subject import Subject
from workflows.submission import Actor

PROCESS, KIND = "citizen_reception", "reception"
_NOT_HELD = {
    "vi": "Buổi của ngày này đã ghi là không tiếp, nên ngày này không mở lại. Chọn ngày khác.",
    "en": "The sitting of this day was said not to be held, and the day is not opened again. Choose another day.",
}
A_MONTH = timedelta(days=31)
A_YEAR = timedelta(days=366)
MOST_MISSED = 50
BY_HAND = {"vi": "đơn vị đặt", "en": "set by the unit"}


@dataclass(frozen=True)
class ByHand:
    """A sitting that somebody asks for: its day, why, and perhaps the one not held that it makes up for."""

    day: date
    reason: str
    makes_up: int | None = None


def open_receptions(database: Database, host: Host, now: datetime) -> None:
    """Open the sittings whose time has come, a bounded part of them; the next call goes on. Safe on many processes.

    One that cannot be opened holds up no other: the operators are told, once a day, and it is tried again.
    """
    with database.read() as session:
        due = due_plans(session, now)
    for row in due:
        try:
            database.transact(lambda session, row=row: open_planned(session, host, row, now))  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  # whatever one of them raises, the others are opened
            with database.write() as session:
                put_aside(session, row.unit_key, row.planned_on, now)
                _tell_operators(session, row, error, now)


def open_planned(session: Session, host: Host, row: Any, now: datetime) -> None:
    """Open a sitting of the plan, and plan the one after it; nothing where a rival has done so since.

    What passed while nothing ran is not opened; nor is anything for a unit that exists no longer.
    """
    one_at_a_time(session, f"reception:{row.unit_key}")
    plan = reception_plan.c
    this = sa.select(reception_plan).where(plan.unit_key == row.unit_key, plan.planned_on == row.planned_on)
    if session.execute(this).one_or_none() is None:  # somebody else got there first
        return
    unit = unit_by_key(session, row.unit_key)
    if unit.valid_to is not None and unit.valid_to < row.planned_on:
        session.execute(sa.delete(reception_plan).where(plan.unit_key == row.unit_key))
        return
    if not days_passed(row, now) and not _has_one(session, unit, row.planned_on):
        open_sitting(session, host, unit, row.planned_on, now=now)
    plan_next(session, row.unit_key, max(row.planned_on, local_day(now)), now)


def open_by_hand(
    session: Session, host: Host, viewer: Viewer, post: Post, asked: ByHand, *, now: datetime
) -> int:
    """Open a sitting for a day from today on. Returns its key. Refused says what stands against it."""
    words = kept_text(asked.reason, longest=LONGEST_REASON, wanted=True)
    if not local_day(now) <= asked.day <= furthest(now):
        last = day_text(furthest(now))
        raise Refused(
            f"Chọn ngày tiếp từ hôm nay trở đi, muộn nhất là {last}.",
            f"Choose a day for the sitting, today or later, {last} at the latest.",
        )
    actor = actor_in(session, viewer, post.group)
    unit = unit_by_key(session, post.unit_key or 0)
    require_existing(unit, asked.day)
    require_free(session, unit, asked.day, now)
    missed = {row.key for row in to_make_up(session, unit.key, now)}
    if asked.makes_up is not None and asked.makes_up not in missed:
        raise RefusedAt(
            "makes_up",
            "Buổi này không cần tiếp bù, hoặc đã có buổi bù. Chọn lại.",
            "No sitting makes up for this one: it was held, or another makes up for it. Choose again.",
        )
    return open_sitting(
        session, host, unit, asked.day, actor=actor, reason=words, makes_up=asked.makes_up, now=now
    )


def to_make_up(session: Session, unit_key: int, now: datetime) -> Sequence[Any]:
    """The sittings of a year that were not held and that none makes up for, the newest first."""
    table, bonus = reception.c, reception.alias("bonus")
    made_up = sa.exists().where(bonus.c.makes_up == table.key, bonus.c.state != "cancelled")
    return session.execute(
        sa.select(reception)
        .where(
            table.unit_key == unit_key,
            table.meets_on >= local_day(now) - A_YEAR,
            table.state == "cancelled",
            table.makes_up.is_(None),
            ~made_up,
        )
        .order_by(table.meets_on.desc(), table.key.desc())
        .limit(MOST_MISSED)
    ).all()


def open_sitting(
    session: Session,
    host: Host,
    unit: Unit,
    day: date,
    *,
    now: datetime,
    actor: Actor | None = None,
    reason: str = "",
    makes_up: int | None = None,
) -> int:
    """Put a sitting down and start its case. Returns its key."""
    rhythm = rhythm_on(calendars_of(session, [unit.key]).get(unit.key, ()), day)
    regular = makes_up is None and rhythm is not None and rhythm.has(day)
    why, taken = rhythm.words() if rhythm and regular else BY_HAND, _taken_after(session, unit, rhythm, day)
    dates = dates_of(session, day, why, now, taken)
    values = {
        "unit_key": unit.key,
        "handle": unit.handle,
        "unit_name": unit.name,
        "planned_on": day,
        "meets_on": dates.meets_on,
        "regular": regular,
        "makes_up": makes_up,
        "opened_at": now,
        "dates": {"prepare": dates.prepare.to_json(), "hold": dates.hold.to_json()},
        "due_at": dates.hold.at,
        "state": "planned",
    }
    row = session.execute(sa.insert(reception).values(**values).returning(reception)).one()
    note_happened(session, row.key, "opened", now, actor=actor, text=reason)
    given = {
        "prepare_by": dates.prepare.at.isoformat(),
        "hold_from": dates.begins.isoformat(),
        "due": dates.hold.at.isoformat(),
    }
    by = str(actor.staff_key) if actor else "system"
    start_matter(session, host, PROCESS, Subject(KIND, row.key), given, unit=unit.handle, actor=by, now=now)
    _tell_unit(session, row, now)
    return int(row.key)


def _taken_after(session: Session, unit: Unit, rhythm: Rhythm | None, day: date) -> set[date]:
    """The days from one on that have a sitting of the unit, or are to have one by its rhythm."""
    table, own = reception.c, rhythm.between(day, day + A_MONTH) if rhythm else ()
    met = sa.select(table.meets_on).where(
        table.unit_key == unit.key, table.meets_on >= day, table.state != "cancelled"
    )
    return {*own, *session.scalars(met)}


def require_free(session: Session, unit: Unit, day: date, now: datetime) -> None:
    """Refused where the unit has a sitting on a day already. A rival waits."""
    one_at_a_time(session, f"reception:{unit.key}")
    if words := taken_words(session, unit, day, now):
        raise Refused(**words)


def taken_words(session: Session, unit: Unit, day: date, now: datetime) -> Mapping[str, str] | None:
    """That the unit has a sitting on a day, or on the one to which that day is moved; None where it has not."""
    meets, table = working_calendar(session, now).next_working(day), reception.c
    moved = sa.select(table.key).where(
        table.unit_key == unit.key,
        sa.or_(table.meets_on == meets, table.planned_on == day),
        table.state != "cancelled",
    )
    if session.execute(moved.limit(1)).first() is None:
        return _NOT_HELD if _has_one(session, unit, day) else None
    return {
        "vi": f"Đơn vị đã có buổi tiếp ngày {meets:%d/%m/%Y}. Chọn ngày khác.",
        "en": f"The unit has a sitting on {meets:%d/%m/%Y} already. Choose another day.",
    }


def _has_one(session: Session, unit: Unit, day: date) -> bool:
    """Whether a sitting was planned for a day, whatever came of it."""
    table = reception.c
    query = sa.select(table.key).where(table.unit_key == unit.key, table.planned_on == day)
    return session.execute(query).first() is not None


def _tell_unit(session: Session, row: Any, now: datetime) -> None:
    subject = str(Subject(KIND, row.key))
    notify(
        session,
        key=f"{subject}:opened",
        recipients=[desk_of(session, row.handle, now), group(row.handle, HEAD)],
        words="matter_assigned",
        facts={"title": reception_title(row), "unit": row.unit_name, "due": row.due_at.isoformat()},
        about=subject,
        rule="matter_assigned",
        now=now,
    )


def _tell_operators(session: Session, row: Any, error: Exception, now: datetime) -> None:
    unit = unit_by_key(session, row.unit_key)
    notify(
        session,
        key=f"reception_plan:{row.unit_key}:{local_day(now)}",
        recipients=[group(None, OPERATOR)],
        words="reception_not_opened",
        facts={"unit": unit.name, "error": error_words(error)},
        about="reception_plan",
        rule="reception_not_opened",
        now=now,
    )
