"""Who answers for which field of a unit: its head and its overseeing leaders say so, from a day on.

What is late is told to whoever answers for its field, and to whoever stands in for him (workflows/responsible.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Generic, TypeVar

import sqlalchemy as sa

from database.session import Session
from forms.form import Option
from notifications.outbox import notify
from organisation.days import ONE_DAY, local_day
from organisation.errors import StaffRefused
from organisation.postings import Posted, posted_at
from organisation.responsibilities import (
    ALL_FIELDS,
    Responsibility,
    end_responsibility,
    responsibilities,
    responsibility_by_key,
    set_responsible,
)
from organisation.responsibility_history import Change, ended_responsibilities, responsibility_changes
from organisation.roles import HEAD, LEADER
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from periods.words import day_text
from workflows.errors import NotYours, RefusedAt
from workflows.issues.taxonomy import categories, category_names
from workflows.leafing import PAGE
from workflows.matter import Words

SETTING = (HEAD, LEADER)
LONGEST_AHEAD = timedelta(days=366)
ALL_WORDS: Words = {"vi": "Mọi lĩnh vực còn lại", "en": "All other fields"}


class ResponsibilityRefused(RefusedAt):
    """It cannot be set so; `field` is where to mend it: field, staff or since."""


@dataclass(frozen=True)
class Place:
    """A unit of whose responsibilities the page tells."""

    key: int
    handle: str
    name: str


Row = TypeVar("Row")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """One page of a history: its number from 1, and whether there is more."""

    rows: Sequence[Row]
    number: int
    more: bool


@dataclass(frozen=True)
class Responsibilities:
    """Who answers for what at a unit: now and later, earlier, and what was changed; and what may be chosen."""

    place: Place
    places: Sequence[Place]
    may_set: bool
    running: Sequence[Responsibility]
    ended: Part[Responsibility]
    changes: Part[Change]
    fields: Sequence[Option]
    staff: Sequence[Posted]
    names: dict[str, Words]


def responsibilities_at(
    session: Session, viewer: Viewer, handle: str, now: datetime, *, before: int = 1, changed: int = 1
) -> Responsibilities:
    """The responsibilities of a unit the viewer sees; without a handle of his own. NotYours for any other unit.

    `before` and `changed` are the pages of the two histories.
    """
    today = local_day(now)
    own = _own_places(session, viewer)
    place = _place(session, viewer, handle, today) if handle else next(iter(own), None)
    if place is None:
        raise NotYours
    running = responsibilities(session, [place.key], today)
    ended = _part(before, partial(ended_responsibilities, session, place.key, today))
    changes = _part(changed, partial(responsibility_changes, session, place.key))
    codes = {one.field for one in (*running, *ended.rows)} | {one.field for one in changes.rows}
    return Responsibilities(
        place=place,
        places=own,
        may_set=_may_set(viewer, place.key),
        running=running,
        ended=ended,
        changes=changes,
        fields=[Option(ALL_FIELDS, ALL_WORDS), *categories(session, today)],
        staff=posted_at(session, [place.key], today),
        names={ALL_FIELDS: ALL_WORDS, **category_names(session, sorted(codes - {ALL_FIELDS}))},
    )


def _part(number: int, read: Callable[..., Sequence[Row]]) -> Part[Row]:
    rows = read(skip=(number - 1) * PAGE, most=PAGE + 1)
    return Part(rows[:PAGE], number, len(rows) > PAGE)


def appoint(
    session: Session, viewer: Viewer, handle: str, *, field: str, staff_key: int, since: date, now: datetime
) -> int:
    """From a day on somebody answers for a field, until whoever is set for later. Returns the key of the row.

    NotYours for a unit the viewer does not lead.
    """
    today = local_day(now)
    found = responsibilities_at(session, viewer, handle, now)
    if not found.may_set:
        raise NotYours
    if field not in {option.value for option in found.fields}:
        raise ResponsibilityRefused("field", "Chọn một lĩnh vực.", "Choose a field.")
    if staff_key not in {one.staff_key for one in found.staff}:
        raise ResponsibilityRefused(
            "staff",
            "Chọn một người đang làm việc ở đơn vị này.",
            "Choose somebody who is posted at this unit.",
        )
    if since < today:
        raise ResponsibilityRefused(
            "since", "Ngày bắt đầu không được trước hôm nay.", "The first day may not be before today."
        )
    if since > today + LONGEST_AHEAD:
        raise ResponsibilityRefused(
            "since",
            "Ngày bắt đầu quá xa: chọn một ngày trong vòng một năm.",
            "The first day is too far ahead: choose a day within a year.",
        )
    try:
        key = set_responsible(
            session, found.place.key, field, staff_key, since=since, actor=viewer.staff_key, now=now
        )
    except StaffRefused as refused:
        raise ResponsibilityRefused("since", refused.text["vi"], refused.text["en"]) from None
    _tell(session, key, found.place, now)
    return key


@dataclass(frozen=True)
class Released:
    """The unit where a responsibility was ended, and whether whoever was to give way to it goes on instead."""

    handle: str
    goes_on: bool


def release(session: Session, viewer: Viewer, key: int, *, now: datetime) -> Released:
    """From today on nobody answers for the field by this row; whoever goes on instead is told. NotYours as above."""
    found = responsibility_by_key(session, key)
    if found is None or not _may_set(viewer, found.unit):
        raise NotYours
    yesterday = local_day(now) - ONE_DAY
    instead = end_responsibility(session, key, last_day=yesterday, actor=viewer.staff_key, now=now)
    place = Place(*session.execute(_PLACES.where(unit.c.key == found.unit)).one())
    if instead is not None:
        _tell(session, instead, place, now)
    return Released(place.handle, instead is not None)


def ends_before_the_next(session: Session, key: int) -> bool:
    """Whether somebody is already set for a later day, so that this one ends before it."""
    found = responsibility_by_key(session, key)
    return found is not None and found.valid_to is not None


def _tell(session: Session, key: int, place: Place, now: datetime) -> None:
    made = responsibility_by_key(session, key)
    if made is None:
        raise NotYours
    named = ALL_WORDS if made.field == ALL_FIELDS else category_names(session, [made.field])[made.field]
    notify(
        session,
        # a key may be given again to another row, and a row goes on longer than it was told
        key=f"responsibility:{key}:{made.valid_to}:{now.isoformat()}",
        recipients=[f"staff:{made.staff}"],
        words="made_responsible",
        facts={"unit": place.name, "field": dict(named), "since": _days(made)},
        about="",
        rule="made_responsible",
        now=now,
    )


def _days(made: Responsibility) -> Words:
    first = day_text(made.valid_from)
    if made.valid_to is None:
        return {"vi": first, "en": first}
    last = day_text(made.valid_to)
    return {"vi": f"{first} đến hết {last}", "en": f"{first} to {last}"}


def _may_set(viewer: Viewer, unit_key: int) -> bool:
    """Standing in for a leader does not let anybody decide who answers for what."""
    own = {post.unit_key for post in viewer.postings if post.for_staff is None and post.role in SETTING}
    return viewer.is_operator or unit_key in own


_PLACES = sa.select(unit.c.key, unit.c.handle, unit.c.name)


def _own_places(session: Session, viewer: Viewer) -> list[Place]:
    """The viewer's units, those he leads first."""
    rows = session.execute(_PLACES.where(unit.c.key.in_(sorted(viewer.unit_keys()))).order_by(unit.c.key))
    places = [Place(*row) for row in rows]
    return sorted(places, key=lambda one: not _may_set(viewer, one.key))


def _place(session: Session, viewer: Viewer, handle: str, today: date) -> Place | None:
    row = session.execute(_PLACES.where(unit.c.handle == handle, sees_unit(viewer, today))).one_or_none()
    return None if row is None else Place(*row)
