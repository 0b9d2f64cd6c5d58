"""Beginning a response with one click: the play-book becomes steps, and everybody who has one is told at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from forms.personal_data import personal_data, refusal
from forms.unprintable import unprintable_words
from organisation.days import local_day
from organisation.roles import HEAD, LEADER, RECEIVER, REPORTER, group
from organisation.unit_files import AGENCY_KINDS
from organisation.units import unit_by_key
from organisation.viewer import Post, Viewer
from workflows.closed_units import require_existing
from workflows.deadlines import ZONE
from workflows.errors import NotYourRole, RefusedAt
from workflows.issues.choices import areas_for
from workflows.issues.parties import line_above
from workflows.numbering import Numbers
from workflows.offices import acting_office, office_of
from workflows.printing import unprintable_letters
from workflows.response.behind import issue_behind, require_to_respond
from workflows.response.books import Book, books_for
from workflows.response.parties import admit
from workflows.response.plan import Plan, Planned, plan_for
from workflows.response.rows import KIND, WAITING, response_row
from workflows.response.stages import begin_ready
from workflows.response.tables import response, response_step
from workflows.response.telling import tell
from workflows.starting import start_matter
from workflows.subject import Subject

PROCESS = "incident_response"
BEGINNING = (RECEIVER, REPORTER, HEAD, LEADER)
"""The roles that begin a response, in a unit of the line."""
LONGEST = 2000
_NUMBERS = Numbers("responses", response.c.number, unit=response.c.unit_key, year=response.c.year)


@dataclass(frozen=True)
class Incident:
    """What has happened: which play-book, where (a place of the form of issues), in words, and where it came from."""

    kind: str
    area: str
    what: str
    about: str = ""


@dataclass(frozen=True)
class _Beginning:
    """What is known while a response begins."""

    post: Post
    office: Mapping[str, str]
    incident: Incident
    issue_key: int | None
    plan: Plan
    now: datetime


def beginning_posts(viewer: Viewer) -> list[Post]:
    """The offices in which a viewer may begin a response, each once."""
    found = {
        post.group: post
        for role in BEGINNING
        for post in viewer.postings
        if post.unit_key and post.role == role and post.unit_type not in AGENCY_KINDS
    }
    return list(found.values())


def beginning_post(viewer: Viewer, acting_in: str) -> Post:
    """The office that was chosen, else the first. NotYourRole for whoever begins none."""
    posts = beginning_posts(viewer)
    if not posts:
        raise NotYourRole(
            "Chỉ đơn vị hành chính bắt đầu ứng phó sự cố. Báo cho đơn vị nơi xảy ra.",
            "Only units of the line begin the response to an incident. Tell the unit where it happened.",
        )
    return next((one for one in posts if one.group == acting_in), posts[0])


def books_at(session: Session, post: Post) -> Sequence[Book]:
    """The play-books of the unit of an office."""
    return books_for(session, unit_by_key(session, post.unit_key or 0).level)


def plan_at(session: Session, post: Post, kind: str, now: datetime) -> Plan:
    """What a play-book comes to at an office now. RefusedAt for a kind that is not offered there."""
    book = next((one for one in books_at(session, post) if one.kind == kind), None)
    if book is None:
        raise RefusedAt("kind", "Chọn một loại sự cố.", "Choose the kind of incident.")
    return plan_for(session, book, post.unit_key or 0, post.group, now)


def start_response(
    session: Session, host: Host, viewer: Viewer, acting_in: str, incident: Incident, *, now: datetime
) -> int:
    """Begin to respond. Returns the key. RefusedAt says what to mend; nothing has begun then.

    Raises NotYourRole, and NotYours where it would come of something the viewer may not see.
    """
    begins = _checked(session, viewer, acting_in, incident, now)
    key = _put_down(session, begins)
    _put_steps(session, begins, key)
    row = response_row(session, key)
    wave = str(Subject(KIND, key))
    begin_ready(session, row, wave, now)
    variables = {
        "due": row.due_at.astimezone(ZONE).isoformat(),
        "in_charge": row.in_charge,
        "ladder": KIND,
        "wave": wave,
        "closed": False,
    }
    actor = str(viewer.staff_key)
    start_matter(session, host, PROCESS, Subject(KIND, key), variables, unit=row.unit, actor=actor, now=now)
    _tell_head(session, row, now)
    return key


def _checked(
    session: Session, viewer: Viewer, acting_in: str, incident: Incident, now: datetime
) -> _Beginning:
    post = beginning_post(viewer, acting_in)
    require_existing(unit_by_key(session, post.unit_key or 0), local_day(now))
    issue_key = issue_behind(session, viewer, incident.about, now)
    if issue_key is not None:
        require_to_respond(session, issue_key)
    plan = plan_at(session, post, incident.kind, now)
    if incident.area not in {one.value for one in areas_for(session, post.unit_key or 0, now)}:
        raise RefusedAt("area", "Chọn nơi xảy ra.", "Choose where it happened.")
    _require_words(incident.what)
    words = office_of(session, post.group)
    return _Beginning(post, acting_office(viewer, post.group, words), incident, issue_key, plan, now)


def _require_words(what: str) -> None:
    if not what.strip() or len(what) > LONGEST:
        raise RefusedAt(
            "what",
            f"Ghi ngắn gọn việc gì đã xảy ra, nhiều nhất {LONGEST} ký tự.",
            f"Say in short what has happened, {LONGEST:,} characters at most.",
        )
    if spans := personal_data(what):
        raise RefusedAt("what", **refusal(what, spans))
    if letters := unprintable_letters(what):
        raise RefusedAt("what", **unprintable_words(letters, submitted=True))


def _put_down(session: Session, begins: _Beginning) -> int:
    post, said, book, now = begins.post, begins.incident, begins.plan.book, begins.now
    unit, year = unit_by_key(session, post.unit_key or 0), begins.now.astimezone(ZONE).year
    values = {
        "unit_key": unit.key,
        "unit": unit.handle,
        "unit_name": unit.name,
        "year": year,
        "number": _NUMBERS.next(session, unit.key, year),
        "kind": book.kind,
        "kind_words": dict(book.words),
        "field": book.field,
        "area": said.area,
        "what": said.what.strip(),
        "about": said.about or None,
        "issue_key": begins.issue_key,
        "in_charge": post.group,
        "office": dict(begins.office),
        "started_at": now,
        "confirm_hours": book.confirm_hours,
        "close_days": book.close_days,
        "due_at": begins.plan.close.at,
        "due_words": begins.plan.close.to_json(),
        "state": "running",
    }
    return int(session.execute(sa.insert(response).values(**values).returning(response.c.key)).scalar_one())


def _put_steps(session: Session, begins: _Beginning, key: int) -> None:
    mine = begins.post.unit_key or 0
    for position, step in enumerate(begins.plan.steps, 1):
        put_step(session, key, mine, position, step)
    units = [step.doer.unit.key for step in begins.plan.steps]
    admit(session, key, [mine, *line_above(session, mine, begins.now), *units])


def put_step(session: Session, key: int, lead_key: int, position: int, step: Planned, **more: Any) -> int:
    """Put a step of a response down; it waits for its turn."""
    doer = step.doer
    values = {
        "response_key": key,
        "lead_key": lead_key,
        "position": position,
        "stage": step.stage,
        "after": step.after,
        "unit_key": doer.unit.key,
        "unit": doer.unit.handle,
        "unit_name": doer.unit.name,
        "done_by": doer.group,
        "office": dict(step.office),
        "words": dict(step.words),
        "source": step.source,
        "instead": dict(doer.instead) if doer.instead else None,
        "within": step.within,
        "counted_in": step.counted_in,
        "state": WAITING,
        "due_at": step.due.at,
        "due_words": step.due.to_json(),
        **more,
    }
    return int(
        session.execute(sa.insert(response_step).values(**values).returning(response_step.c.key)).scalar_one()
    )


def _tell_head(session: Session, row: Any, now: datetime) -> None:
    text = {
        "vi": f"bắt đầu ứng phó: {row.what}",
        "en": f"has begun to respond: {row.what}",
    }
    about = str(Subject(KIND, row.key))
    tell(
        session,
        row,
        [group(row.unit, HEAD), row.in_charge],
        text,
        once=f"{about}:begun",
        unit_name=row.unit_name,
        now=now,
    )
