"""Taking an issue down as it comes: by telephone, at the desk, from the press. A few fields, and a receipt number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from database.prepared import Prepared
from database.remembering import remember
from database.session import Session
from engine.host import Host
from forms.check import Problem, check_answers
from forms.form import Form, Option
from organisation.days import local_day
from organisation.roles import HEAD, RECEIVER, REPORTER, group
from organisation.tables import unit
from organisation.unit_files import AGENCY_KINDS
from organisation.viewer import Post, Viewer
from workflows.callers.contact import NOTHING, Given, contact_problems, keep_contact
from workflows.callers.receipt import new_receipt
from workflows.completion import ProblemsFound
from workflows.errors import NotYourRole
from workflows.issue_words import WHOLE_UNIT
from workflows.issues.begin import begin_handling
from workflows.issues.choices import areas_for
from workflows.issues.clocks import PRESS
from workflows.issues.entering import Came, Raised, enter_issue, first_dates
from workflows.issues.parties import line_above
from workflows.issues.record import Why
from workflows.issues.taxonomy import categories
from workflows.offices import acting_office, office_of
from workflows.printing import unprintable_letters
from workflows.submission import Actor

FORM = "new_issue"
MAY_RAISE = (REPORTER, RECEIVER, HEAD)
OLDEST_PRESS = timedelta(days=366)
_OF_HANDLE = Prepared(sa.select(unit.c.key).where(unit.c.handle == sa.bindparam("handle")))


@dataclass(frozen=True)
class Taken:
    """An issue that was taken down: its key, its number in the register, and the number for whoever raised it."""

    key: int
    number: str
    receipt: str


def raising_posts(viewer: Viewer) -> Sequence[Post]:
    """The offices in which a viewer may take issues down, his own ones first."""
    posts = [
        post
        for post in viewer.postings
        if post.unit_key and post.role in MAY_RAISE and post.unit_type not in AGENCY_KINDS
    ]
    return sorted(posts, key=lambda post: (post.for_staff is not None, MAY_RAISE.index(post.role)))


def raising_post(viewer: Viewer) -> Post:
    """The office in which a viewer takes issues down. NotYourRole for whoever works at no unit of the line."""
    posts = raising_posts(viewer)
    if not posts:
        raise NotYourRole(
            "Chỉ đơn vị hành chính ghi nhận vấn đề vào sổ. Nhờ bộ phận tiếp nhận của đơn vị nơi xảy ra.",
            "Only units of the line take issues down. Ask the receiving desk of the unit where it is.",
        )
    return posts[0]


def choices_of(session: Session, post: Post, now: datetime) -> Mapping[str, Sequence[Option]]:
    """The choices of the form for an office."""
    return {
        "issue_categories": categories(session, local_day(now)),
        "issue_areas": areas_for(session, post.unit_key or 0, now),
    }


def raise_issue(
    session: Session,
    host: Host,
    viewer: Viewer,
    form: Form,
    answers: Mapping[str, Any],
    *,
    now: datetime,
    given: Given = NOTHING,
) -> Taken:
    """Take an issue down and start its handling. ProblemsFound says what to mend, field by field.

    What the caller has `given` is kept apart from the issue, and only with consent.
    """
    post = raising_post(viewer)
    options = choices_of(session, post, now)
    checked = check_answers(form, answers, options=options, draft=False, unprintable=unprintable_letters)
    problems = [
        *checked.problems,
        *_press_problems(checked.answers, local_day(now)),
        *contact_problems(given),
    ]
    if problems:
        raise ProblemsFound(problems)
    return take_down(session, host, viewer, post, checked.answers, now=now, given=given)


def take_down(
    session: Session,
    host: Host,
    viewer: Viewer,
    post: Post,
    said: Mapping[str, Any],
    *,
    now: datetime,
    given: Given,
    sitting_on: date | None = None,
) -> Taken:
    """Keep an issue that was checked, and start its handling. `said` are the answers of the form, the channel too.

    Of what is raised at a sitting, `sitting_on` is the day for which that was planned.
    """
    office = group(post.unit, post.role)
    actor = Actor(viewer.staff_key, acting_office(viewer, office, office_of(session, office)))
    receipt = new_receipt()
    raised = _raised(session, post, said, now, sitting_on)
    dates = first_dates(session, raised, now, with_triage=True)
    row = enter_issue(session, raised, _came(post, said, receipt), Why(now, actor), dates)
    keep_contact(session, receipt, given, now=now)
    begin_handling(session, host, row, dates, actor=str(viewer.staff_key), now=now)
    return Taken(row.key, f"{row.number}/{row.year}", receipt)


def _raised(
    session: Session, post: Post, said: Mapping[str, Any], now: datetime, sitting_on: date | None
) -> Raised:
    mine = post.unit_key or 0
    place = unit_of_area(session, said["area"])
    return Raised(
        unit_key=mine,
        raised_unit_key=mine,
        charge_unit_key=mine,
        place_unit_key=place or mine,
        area=WHOLE_UNIT if place else said["area"],
        category=said["category"],
        channel=said["channel"],
        urgency=said["urgency"],
        summary=said["summary"],
        raised_on=_published(said) or local_day(now),
        above=line_above(session, mine, now),
        sitting_on=sitting_on,
    )


def unit_of_area(session: Session, area: str) -> int | None:
    """The key of the unit that a place of the form is, where it is one."""

    def asked() -> int | None:
        found: int | None = _OF_HANDLE.run(session, {"handle": area}).scalar_one_or_none()
        return found

    return remember(session, ("area", area), asked)


def _published(said: Mapping[str, Any]) -> date | None:
    if said["channel"] != PRESS or not said.get("published"):
        return None
    return date.fromisoformat(said["published"])


def _came(post: Post, said: Mapping[str, Any], receipt: str) -> Came:
    channel, cited = said["channel"], said.get("citation") or None
    return Came(
        channel,
        post.unit_key or 0,
        channel,
        1,
        said["summary"],
        receipt=receipt,
        citation=cited if channel == PRESS else None,
    )


def _press_problems(said: Mapping[str, Any], today: date) -> list[Problem]:
    """What the press has written has a place and a day of publication: its clock runs from that day."""
    if said.get("channel") != PRESS:
        return []
    found = [] if said.get("citation") else [Problem("citation", _CITE, _CITE)]
    try:
        published = _published(said)
    except ValueError:
        return found  # the form has said so
    if published is not None and today - OLDEST_PRESS <= published <= today:
        return found
    return [*found, Problem("published", _WHEN, _WHEN)]


_WHEN = {
    "vi": "Ghi ngày báo đăng, không sau hôm nay: thời hạn tính từ ngày đó.",
    "en": "Give the day of publication, not after today: the clock runs from it.",
}
_CITE = {
    "vi": "Ghi tên báo, số báo hoặc địa chỉ, và tên bài.",
    "en": "Give the paper, its number or address, and the title of the article.",
}
