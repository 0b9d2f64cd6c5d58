"""What a body says: kept with the case, noted on the issue, told to the unit in charge; or that it says nothing."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from database.session import Session
from engine.actions import Step
from forms.check import Problem
from notifications.outbox import notify
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.units import unit_by_key
from periods.words import day_text
from workflows.completion import Check, Completion, Handler
from workflows.desk import desk_of
from workflows.follow_up.offices import above_of
from workflows.issues.record import Change, Why, change_issue, issue_row
from workflows.open_task import TaskFacts
from workflows.oversight.rows import case_row
from workflows.oversight.tables import oversight
from workflows.oversight.words import OPINIONS, oversight_title
from workflows.set_days import day_words, furthest
from workflows.submission import Actor

FORM = "oversight_opinion"
GIVEN = "opinion"
"""The event of the issue."""


def give_opinion(done: Completion) -> dict[str, Any]:
    """The body gives its opinion, and the issue says so."""
    row, code = case_row(done.session, done.key), done.answers["opinion"]
    urge_by = date.fromisoformat(done.answers["urge_by"]) if code == "urge" else None
    done.session.execute(
        sa.update(oversight)
        .where(oversight.c.key == done.key)
        .values(
            opinion=code,
            text=done.answers["text"],
            urge_by=urge_by,
            given_at=done.now,
            given_office=dict(done.actor.office),
        )
    )
    noted = Change(GIVEN, became=urge_by.isoformat() if urge_by else code)
    actor = Actor(done.viewer.staff_key, done.actor.office)
    why = Why(done.now, actor, reason=done.answers["text"])
    change_issue(done.session, issue_row(done.session, row.issue_key), noted, why)
    return {}


def return_opinion(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """Tell whoever is in charge now, and who sent it; of a measure the head above, too."""
    row = case_row(step.session, int(variables["oversight"]))
    words = OPINIONS[row.opinion]
    by = (
        {"vi": f" trước {day_text(row.urge_by)}", "en": f" by {day_text(row.urge_by)}"} if row.urge_by else {}
    )
    text = {name: f"{words[name].lower()}{by.get(name, '')}: {row.text}" for name in ("vi", "en")}
    above = above_of(step.session, row.charge_unit_key, step.now).get("above_head", ())
    _tell(step, row, text, above if row.opinion == "measure" else ())
    return {}


def close_case(step: Step, variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The body has said nothing for long: the case ends and blocks nobody."""
    row = case_row(step.session, int(variables["oversight"]))
    step.session.execute(sa.update(oversight).where(oversight.c.key == row.key).values(closed_at=step.now))
    text = {"vi": f"{row.unit_name} không cho ý kiến", "en": f"{row.unit_name} has given no opinion"}
    _tell(step, row, text, ())
    return {}


def _tell(step: Step, row: Any, text: Mapping[str, str], more: Sequence[str]) -> None:
    charge = unit_by_key(step.session, row.charge_unit_key)
    own = [desk_of(step.session, charge.handle, step.now), group(charge.handle, HEAD)]
    sender = [row.sent_group] if row.sent_group else []
    notify(
        step.session,
        key=f"{step.token}:oversight",
        recipients=list(dict.fromkeys([*own, *sender, *more])),
        words="matter_told",
        facts={"title": oversight_title(row), "unit": charge.name, "text": dict(text)},
        about=f"oversight:{row.key}",
        rule="matter_told",
        now=step.now,
    )


def check_day(
    _session: Session, _facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """What is urged lies ahead."""
    text = answers.get("urge_by")
    if answers.get("opinion") != "urge" or not text:
        return ()
    words = day_words(date.fromisoformat(text), after=local_day(now), last=furthest(now))
    return (Problem("urge_by", words, words),) if words else ()


HANDLERS: Mapping[str, Handler] = {FORM: give_opinion}
CHECKS: Mapping[str, Check] = {FORM: check_day}
