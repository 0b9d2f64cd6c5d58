"""Giving a direction: it gets its number and its date, and the directed unit a case of its own."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from forms.personal_data import personal_data, refusal
from forms.unprintable import unprintable_words
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.units import Unit
from organisation.viewer import Viewer
from periods.dated import Dated
from periods.set_date import set_date
from workflows.deadlines import ZONE, working_calendar
from workflows.desk import desk_of
from workflows.direction.counting import keep_direction
from workflows.direction.tables import direction
from workflows.direction.targets import Giver, giver_of, target_of
from workflows.direction.words import direction_title
from workflows.errors import Refused
from workflows.issues.directing import note_directed
from workflows.numbering import Numbers
from workflows.printing import unprintable_letters
from workflows.set_days import furthest
from workflows.starting import start_matter
from workflows.subject import Subject

PROCESS = "direction"
SET_BY_GIVER = {"vi": "nơi giao việc đặt", "en": "set by the office that directs"}
LONGEST = 4000
_NUMBERS = Numbers("directions", direction.c.number, unit=direction.c.from_unit_key, year=direction.c.year)


@dataclass(frozen=True)
class Order:
    """What is to be done, by which unit, by when, and what it is about: "issue:5", or nothing."""

    unit: str
    what: str
    due_on: date
    about: str | None = None


def direct(
    session: Session,
    host: Host,
    viewer: Viewer,
    *,
    acting_in: str,
    order: Order,
    now: datetime,
) -> int:
    """Give a unit work with a date; its case starts at once. Returns the direction's key.

    `acting_in` is the group in which the viewer directs. Raises NotYourRole, Refused; nothing is given then.
    """
    giver = giver_of(session, viewer, acting_in)
    to = target_of(session, giver, order.unit, now)
    return give(session, host, viewer, giver, to, order, now)


def give(
    session: Session, host: Host, viewer: Viewer, giver: Giver, to: Unit, order: Order, now: datetime
) -> int:
    """Give it to a unit that this office may direct. Returns the direction's key. Refused for its date or words."""
    due = due_on(session, order.due_on, now)
    if not order.what.strip() or len(order.what) > LONGEST:
        raise _no_work()
    if spans := personal_data(order.what):
        raise Refused(**refusal(order.what, spans))
    if letters := unprintable_letters(order.what):
        raise Refused(**unprintable_words(letters, submitted=True))
    key = place_direction(session, giver, to, what=order.what.strip(), due=due, about=order.about, now=now)
    variables = {"due": due.at.isoformat(), "checked_by": giver.group}
    actor = str(viewer.staff_key)
    start_matter(
        session, host, PROCESS, Subject(PROCESS, key), variables, unit=to.handle, actor=actor, now=now
    )
    tell_unit(session, key, now)
    note_directed(session, viewer, giver.group, order.about, to, what=order.what.strip(), now=now)
    return key


def due_on(session: Session, day: date, now: datetime) -> Dated:
    """The evening of a chosen day, or of the next working day. Refused if that has passed or is too far."""
    last = furthest(now)
    if day > last:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} quá xa. Chọn một ngày muộn nhất là {last:%d/%m/%Y}.",
            f"{day:%d/%m/%Y} is too far ahead. Choose {last:%d/%m/%Y} or an earlier day.",
        )
    due = set_date(max(day, local_day(now)), SET_BY_GIVER, working_calendar(session, now), ZONE)
    if day < local_day(now) or due.at <= now:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} đã qua. Chọn một ngày sau hôm nay.",
            f"{day:%d/%m/%Y} has passed. Choose a later day.",
        )
    return due


def place_direction(
    session: Session,
    giver: Giver,
    to: Unit,
    *,
    what: str,
    due: Dated,
    about: str | None,
    now: datetime,
) -> int:
    """Put a direction down under the next number of its unit. Its case is started by the caller, or by a fan-out."""
    year = now.astimezone(ZONE).year
    values = {
        "year": year,
        "number": _NUMBERS.next(session, giver.unit.key, year),
        "from_unit_key": giver.unit.key,
        "from_handle": giver.unit.handle,
        "from_name": giver.unit.name,
        "checked_by": giver.group,
        "office": dict(giver.office),
        "to_unit_key": to.key,
        "to_handle": to.handle,
        "to_name": to.name,
        "about": about,
        "what": what,
        "given_at": now,
        "given_by": giver.staff_key,
        "first_due_at": due.at,
        "due_at": due.at,
        "due_words": due.to_json(),
        "state": "open",
    }
    return keep_direction(session, values)


def tell_unit(session: Session, key: int, now: datetime) -> None:
    """Tell the directed unit, desk and head, that it has been given work."""
    row = session.execute(sa.select(direction).where(direction.c.key == key)).one()
    subject = str(Subject(PROCESS, key))
    notify(
        session,
        key=f"{subject}:given",
        recipients=[desk_of(session, row.to_handle, now), group(row.to_handle, HEAD)],
        words="matter_assigned",
        facts={"title": direction_title(row), "unit": row.to_name, "due": row.due_at.isoformat()},
        about=subject,
        rule="matter_assigned",
        now=now,
    )


def _no_work() -> Refused:
    return Refused(
        f"Ghi việc cần làm, nhiều nhất {LONGEST} ký tự.",
        f"Write what is to be done, {LONGEST:,} characters at most.",
    )
