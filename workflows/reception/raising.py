"""Taking an issue down at a sitting: what it is about, who does it by when, and a receipt as at the hotline."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.host import Host
from forms.check import check_answers
from forms.form import Form, Option
from organisation.days import local_day
from organisation.viewer import Viewer
from workflows.callers.contact import Given, contact_problems
from workflows.completion import ProblemsFound
from workflows.errors import Refused
from workflows.issues.choices import areas_for
from workflows.issues.raising import Taken, raising_posts, take_down
from workflows.issues.taxonomy import categories
from workflows.printing import unprintable_letters
from workflows.reception.deciding import choice_in, choice_problems, note_choice, units_of
from workflows.reception.record import actor_in, hold_reception, note_happened, writing_group
from workflows.reception.tables import reception, reception_issue

FORM = "reception_issue"
CHANNEL = "reception"


def choices_at(session: Session, row: Any, now: datetime) -> Mapping[str, Sequence[Option]]:
    """The choices of the form at a sitting."""
    return {
        "issue_categories": categories(session, local_day(now)),
        "issue_areas": areas_for(session, row.unit_key, now),
        "reception_units": units_of(session, row.unit_key, now),
    }


def may_raise(row: Any, now: datetime) -> bool:
    """Whether issues are taken down at a sitting now: from its day on, until it is concluded."""
    return row.state in ("planned", "held") and row.meets_on <= local_day(now)


def require_may_raise(row: Any, now: datetime) -> None:
    """Refused before the day of a sitting."""
    if not may_raise(row, now):
        raise Refused(
            f"Buổi tiếp này diễn ra ngày {row.meets_on:%d/%m/%Y}: từ ngày ấy mới ghi vấn đề.",
            f"This sitting is on {row.meets_on:%d/%m/%Y}: issues are taken down from that day on.",
        )


def raise_at(
    session: Session,
    host: Host,
    viewer: Viewer,
    key: int,
    form: Form,
    answers: Mapping[str, Any],
    *,
    given: Given,
    now: datetime,
) -> Taken:
    """Take an issue down. ProblemsFound says what to mend; NotYours for those of other units."""
    row = hold_reception(session, key)
    acting_in = writing_group(viewer, row)
    require_may_raise(row, now)
    options = choices_at(session, row, now)
    checked = check_answers(form, answers, options=options, draft=False, unprintable=unprintable_letters)
    problems = [
        *checked.problems,
        *choice_problems(checked.answers, now),
        *contact_problems(given),
    ]
    if problems:
        raise ProblemsFound(problems)
    said = {**checked.answers, "channel": CHANNEL}
    post = next(one for one in raising_posts(viewer) if one.unit_key == row.unit_key)
    post = replace(post, role=acting_in.rpartition(".")[2])
    taken = take_down(session, host, viewer, post, said, now=now, given=given, sitting_on=row.planned_on)
    _enter(session, row, taken.key)
    actor = actor_in(session, viewer, acting_in)
    note_happened(session, key, "raised", now, actor=actor, text=taken.number, issue_key=taken.key)
    note_choice(session, host, viewer, row, taken.key, choice_in(said), acting_in=acting_in, now=now)
    return taken


def taken_so_far(session: Session, key: int) -> int:
    """How many issues were taken down at a sitting: the position of the last one."""
    table = reception_issue.c
    query = sa.select(sa.func.max(table.position)).where(table.reception_key == key)
    return session.execute(query).scalar_one() or 0


def _enter(session: Session, row: Any, issue_key: int) -> None:
    session.execute(
        sa.update(reception).where(reception.c.key == row.key).values(raised=reception.c.raised + 1)
    )
    session.execute(
        sa.insert(reception_issue).values(
            issue_key=issue_key,
            reception_key=row.key,
            unit_key=row.unit_key,
            planned_on=row.planned_on,
            position=taken_so_far(session, row.key) + 1,
        )
    )
