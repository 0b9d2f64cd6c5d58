"""Who does an issue of a sitting, and by when: the head names a unit, or leaves it to the ordinary clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.holding import hold_instance
from engine.host import Host
from forms.check import Problem, check_answers
from forms.form import Form, Option
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.units import Unit, unit_by_handle, unit_by_key
from organisation.viewer import Viewer
from workflows.completion import ProblemsFound
from workflows.deadlines import working_calendar
from workflows.direction.give import Order, give
from workflows.direction.targets import giver_of
from workflows.errors import NotYours, Refused
from workflows.issues.begin import KIND as ISSUE
from workflows.issues.handling.named import put_in_charge
from workflows.issues.record import Why, issue_row
from workflows.printing import unprintable_letters
from workflows.reception.record import actor_in, heads, hold_reception, note_happened, writing_group
from workflows.reception.rows import Line, line_of, lines_of
from workflows.reception.tables import reception_event, reception_issue
from workflows.review.units import units_for_lessons
from workflows.set_days import day_words, furthest
from workflows.subject import Subject
from workflows.unit_choices import unit_options

FORM = "decide_reception_issue"
NAMED, CLOCK = "named", "clock"


@dataclass(frozen=True)
class Choice:
    """What the head said: `way` is named (a unit by its handle, a day, perhaps what to do), clock, or None."""

    way: str | None
    unit: str = ""
    due: date | None = None
    what: str = ""


def units_of(session: Session, unit_key: int, now: datetime) -> Sequence[Option]:
    """Who may be named: the unit itself, the agencies beside it, every unit below."""
    return unit_options(session, units_for_lessons(session, unit_key, now), now)


def choice_in(said: Mapping[str, Any]) -> Choice:
    """What the answers of a form say."""
    way = said.get("way")
    if way != NAMED:
        return Choice(way if way == CLOCK else None)
    return Choice(NAMED, said["unit"], date.fromisoformat(said["due"]), said.get("what") or "")


def choice_problems(said: Mapping[str, Any], now: datetime) -> list[Problem]:
    """A day that is named lies after today, and not too far."""
    if said.get("way") != NAMED or not said.get("due"):
        return []
    try:
        words = day_words(date.fromisoformat(said["due"]), after=local_day(now), last=furthest(now))
    except ValueError:
        return []  # the form has said so
    return [Problem("due", words, words)] if words else []


def decide(
    session: Session,
    host: Host,
    viewer: Viewer,
    key: int,
    issue_key: int,
    form: Form,
    answers: Mapping[str, Any],
    *,
    seen: int,
    now: datetime,
) -> None:
    """Decide about an issue of a sitting that is not concluded. `seen`: its last event when the page was made.

    What was given as a direction stays until that is taken back.
    Raises ProblemsFound, Refused, StalePage; NotYours for those of other units.
    """
    row = hold_reception(session, key)
    acting_in = writing_group(viewer, row)
    if line_of(session, key, issue_key) is None:
        raise NotYours
    if last_event(session, key, issue_key) != seen:  # somebody else got there first
        raise Refused(
            "Vấn đề này vừa có người khác quyết. Mở trang của buổi tiếp để xem, rồi gửi lại nếu vẫn muốn đổi.",
            "Somebody else has just decided about this issue. Look at the sitting, then send again to change it.",
        )
    options = {"reception_units": units_of(session, row.unit_key, now)}
    checked = check_answers(form, answers, options=options, draft=False, unprintable=unprintable_letters)
    problems = [*checked.problems, *choice_problems(checked.answers, now)]
    if problems:
        raise ProblemsFound(problems)
    note_choice(
        session, host, viewer, row, issue_key, choice_in(checked.answers), acting_in=acting_in, now=now
    )


def last_event(session: Session, key: int, issue_key: int) -> int:
    """The key of what happened last to an issue at a sitting; 0 where nothing did."""
    table = reception_event.c
    query = sa.select(sa.func.max(table.key)).where(table.reception_key == key, table.issue_key == issue_key)
    return session.execute(query).scalar_one() or 0


def note_choice(
    session: Session,
    host: Host,
    viewer: Viewer,
    row: Any,
    issue_key: int,
    choice: Choice,
    *,
    acting_in: str,
    now: datetime,
) -> None:
    """Keep what was decided about an issue; where the head's own office decides, its direction is given at once."""
    line = line_of(session, row.key, issue_key)
    if line is None or line.given:
        raise Refused(
            "Vấn đề này đã được giao. Gia hạn hoặc rút lại ở trang của chỉ đạo.",
            "This issue has been given to a unit. Move the date or take it back on the page of the direction.",
        )
    by_head = heads(viewer, row)
    if not may_change(line, by_head=by_head):
        raise Refused(
            "Lãnh đạo đã quyết định về vấn đề này. Chỉ lãnh đạo đổi quyết định ấy.",
            "The head has decided about this issue. Only the head decides otherwise.",
        )
    unit = unit_by_handle(session, choice.unit) if choice.way == NAMED else None
    due = working_calendar(session, now).next_working(choice.due) if choice.due else None
    values = {
        "way": choice.way,
        "by_head": by_head,
        "named_unit_key": unit.key if unit else None,
        "named_due": due,
        "named_what": choice.what,
        "direction_key": None,
    }
    table = reception_issue.c
    session.execute(sa.update(reception_issue).where(table.issue_key == issue_key).values(**values))
    if choice.way is not None:
        text = f"{unit.name}, {due:%d/%m/%Y}" if unit else ""
        actor = actor_in(session, viewer, acting_in)
        note_happened(session, row.key, choice.way, now, actor=actor, text=text, issue_key=issue_key)
    if unit is not None and by_head:
        give_named(session, host, viewer, row, line_of(session, row.key, issue_key), now=now)


def may_change(line: Line, *, by_head: bool) -> bool:
    """Whether an issue may still be decided about: what the head left to the ordinary clock only by the head."""
    return not line.given and (by_head or not (line.row.by_head and line.row.way == CLOCK))


def give_named(
    session: Session, host: Host, viewer: Viewer, row: Any, line: Line | None, *, now: datetime
) -> None:
    """What the head named becomes a direction of his office, and that unit takes charge of the issue."""
    if line is None or not line.to_confirm:
        return
    found = line.row
    hold_instance(session, issue_row(session, found.issue_key).instance_key)
    unit = unit_by_key(session, found.named_unit_key)
    giver = giver_of(session, viewer, group(row.handle, HEAD))
    what = found.named_what or found.summary
    order = Order(unit.handle, what, found.named_due, str(Subject(ISSUE, found.issue_key)))
    direction = give(session, host, viewer, giver, unit, order, now)
    session.execute(
        sa.update(reception_issue)
        .where(reception_issue.c.issue_key == found.issue_key)
        .values(direction_key=direction)
    )
    _take_charge(session, host, viewer, row, found.issue_key, unit, what, now)


def _take_charge(
    session: Session,
    host: Host,
    viewer: Viewer,
    row: Any,
    issue_key: int,
    unit: Unit,
    what: str,
    now: datetime,
) -> None:
    mine = {one.key for one in units_for_lessons(session, row.unit_key, now)}
    if (
        issue_row(session, issue_key).charge_unit_key not in mine
    ):  # sent up since: whoever stands above sorts it out
        return
    actor = actor_in(session, viewer, group(row.handle, HEAD))
    why = Why(now, actor, reason=what)
    put_in_charge(session, host, issue_key, unit, why, actor=str(viewer.staff_key), now=now)


def leave_to_the_clock(session: Session, key: int) -> None:
    """What was not given when a sitting ends without its head goes its ordinary way: nobody will give it any more."""
    table = reception_issue.c
    this = sa.update(reception_issue).where(table.reception_key == key, table.direction_key.is_(None))
    session.execute(this.values(way=CLOCK))


def undecided(session: Session, key: int) -> Sequence[Line]:
    """What was raised at a sitting and has no owner or no date."""
    return [line for line in lines_of(session, reception_issue.c.reception_key == key) if not line.decided]


def to_confirm(session: Session, key: int) -> Sequence[Line]:
    """What somebody wrote down as named, and the head's office has not given yet."""
    found = lines_of(session, reception_issue.c.reception_key == key)
    return [line for line in found if line.to_confirm]
