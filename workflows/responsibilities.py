"""Who answers for which field of a unit: its head and its overseeing leaders say so, from a day on.

What is late is told to whoever answers for its field, and to whoever stands in for him (workflows/responsible.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from database.session import Session
from forms.form import Option
from notifications.outbox import notify
from organisation.days import ONE_DAY, local_day
from organisation.errors import StaffRefused
from organisation.postings import Posted, posted_at
from organisation.responsibilities import (
    ALL_FIELDS,
    Change,
    Responsibility,
    end_responsibility,
    ended_responsibilities,
    responsibilities,
    responsibility_by_key,
    responsibility_changes,
    set_responsible,
)
from organisation.roles import HEAD, LEADER
from organisation.tables import unit
from organisation.viewer import Viewer
from organisation.visibility import sees_unit
from workflows.errors import NotYours, Refused
from workflows.issues.taxonomy import categories, category_names
from workflows.matter import Words

SETTING = (HEAD, LEADER)
LONGEST_AHEAD = timedelta(days=366)
ALL_WORDS: Words = {"vi": "Mọi lĩnh vực còn lại", "en": "All other fields"}


class ResponsibilityRefused(Refused):
    """It cannot be set so; `field` is where to mend it: field, staff or since."""

    def __init__(self, field: str, vi: str, en: str) -> None:
        super().__init__(vi, en)
        self.field = field


@dataclass(frozen=True)
class Place:
    """A unit of whose responsibilities the page tells."""

    key: int
    handle: str
    name: str


@dataclass(frozen=True)
class Responsibilities:
    """Who answers for what at a unit: now and later, earlier, and what was changed; and what may be chosen."""

    place: Place
    places: Sequence[Place]
    may_set: bool
    running: Sequence[Responsibility]
    ended: Sequence[Responsibility]
    changes: Sequence[Change]
    fields: Sequence[Option]
    staff: Sequence[Posted]
    names: dict[str, Words]


def responsibilities_at(session: Session, viewer: Viewer, handle: str, now: datetime) -> Responsibilities:
    """The responsibilities of a unit the viewer sees; without a handle of his own. NotYours for any other unit."""
    today = local_day(now)
    own = _own_places(session, viewer)
    place = _place(session, viewer, handle, today) if handle else next(iter(own), None)
    if place is None:
        raise NotYours
    running = responsibilities(session, [place.key], today)
    ended = ended_responsibilities(session, place.key, today)
    changes = responsibility_changes(session, place.key)
    codes = {one.field for one in (*running, *ended)} | {one.field for one in changes}
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


def appoint(
    session: Session, viewer: Viewer, handle: str, *, field: str, staff_key: int, since: date, now: datetime
) -> int:
    """From a day on somebody answers for a field. NotYours for a unit the viewer does not lead."""
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
    _tell(session, key, found.place, field, staff_key, since, now)
    return key


def release(session: Session, viewer: Viewer, key: int, *, now: datetime) -> str:
    """From today on nobody answers for the field by this row. Returns the unit's handle; NotYours as above."""
    found = responsibility_by_key(session, key)
    if found is None or not _may_set(viewer, found.unit):
        raise NotYours
    end_responsibility(session, key, last_day=local_day(now) - ONE_DAY, actor=viewer.staff_key, now=now)
    handle = sa.select(unit.c.handle).where(unit.c.key == found.unit)
    return str(session.execute(handle).scalar_one())


def _tell(
    session: Session, key: int, place: Place, field: str, staff_key: int, since: date, now: datetime
) -> None:
    named = ALL_WORDS if field == ALL_FIELDS else category_names(session, [field])[field]
    notify(
        session,
        key=f"responsibility:{key}",
        recipients=[f"staff:{staff_key}"],
        words="made_responsible",
        facts={"unit": place.name, "field": dict(named), "since": f"{since:%d/%m/%Y}"},
        about="",
        rule="made_responsible",
        now=now,
    )


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
