"""What whoever is in charge of a response does: adds a step, skips one with a reason, closes the incident."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from database.rivals import one_at_a_time
from database.session import Session
from engine.holding import hold_instance
from engine.tables import OPEN_TASK, task
from engine.tasks import complete_task
from forms.check import Problem
from forms.form import Option
from organisation.days import local_day
from organisation.neighbours import neighbours
from organisation.roles import HEAD, group
from organisation.units import unit_by_handle
from workflows.completion import Completion
from workflows.deadlines import ZONE
from workflows.errors import StalePage
from workflows.matter import key_of
from workflows.offices import offices
from workflows.open_task import TaskFacts
from workflows.response.begin import put_step
from workflows.response.clock import HOURS, close_by, until
from workflows.response.doing import DESK, around, doer_at
from workflows.response.parties import admit, close_parties
from workflows.response.plan import Planned
from workflows.response.rows import DROPPED, GOING_ON, SKIPPED, STEP, change_step, response_row, steps_in
from workflows.response.stages import begin_ready
from workflows.response.tables import response
from workflows.response.telling import tell
from workflows.response.vocabulary import step_variables
from workflows.response.words import OUTCOMES, STEP_STATES
from workflows.starting import start_matter
from workflows.subject import Subject

STEP_PROCESS = "response_step"


def units_to_ask(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """Who may be given a step: the unit itself, its line, the agencies beside it, the units below."""
    row = response_row(session, key_of(facts))
    found = neighbours(session, row.unit_key, local_day(facts.row.created_at))
    return [Option(one.handle, {"vi": one.name, "en": one.name}) for one in found]


def steps_left(session: Session, facts: TaskFacts) -> Sequence[Option]:
    """The steps that have not ended."""
    left = [one for one in steps_in(session, key_of(facts)) if one.state in GOING_ON]
    return [
        Option(
            str(one.key),
            {
                language: f"{one.position}. {one.words[language]} ({one.unit_name}: "
                f"{STEP_STATES[one.state][language].lower()})"
                for language in ("vi", "en")
            },
        )
        for one in left
    ]


def check_leading(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], _now: datetime
) -> Sequence[Problem]:
    """An incident whose steps have not all ended is closed with a reason for that."""
    if answers.get("decision") != "close" or (answers.get("left_reason") or "").strip():
        return ()
    left = sum(one.state in GOING_ON for one in steps_in(session, key_of(facts)))
    if not left:
        return ()
    words = {
        "vi": f"Còn {left} bước chưa xong: ghi vì sao đóng khi còn bước, hoặc chờ các bước này.",
        "en": f"{left} steps have not ended: say why it is closed all the same, or wait for them.",
    }
    return (Problem("left_reason", words, words),)


def add_step(done: Completion) -> dict[str, Any]:
    """A unit gets a step that the play-book does not have; it begins at once."""
    row = response_row(done.session, done.key)
    one_at_a_time(done.session, f"response:{row.key}")
    planned = _added(done, row)
    steps = steps_in(done.session, row.key)
    last = max((one.position for one in steps), default=0)
    put_step(
        done.session,
        row.key,
        row.unit_key,
        last + 1,
        planned,
        added_office=dict(done.actor.office),
        added_at=done.now,
        added_reason=(done.answers.get("add_reason") or "").strip() or None,
    )
    admit(done.session, row.key, [planned.doer.unit.key])
    _begin(done, row)
    close = close_by(done.session, row.close_days, planned.due.at, done.now)
    if close.at > row.due_at:
        _change(done, due_at=close.at, due_words=close.to_json())
    return {"closed": False, "due": max(close.at, row.due_at).astimezone(ZONE).isoformat()}


def _added(done: Completion, row: Any) -> Planned:
    said, now = done.answers, done.now
    here = around(done.session, row.unit_key, row.in_charge, now)
    doer = doer_at(done.session, here, unit_by_handle(done.session, said["add_unit"]), DESK, now)
    hours = float(said["add_hours"])
    steps = steps_in(done.session, done.key)
    return Planned(
        stage=max((one.stage for one in steps), default=0) + 1,
        after=False,
        doer=doer,
        office=offices(done.session, [doer.group])[doer.group],
        words=dict.fromkeys(("vi", "en"), said["add_what"].strip()),
        source="",
        within=hours,
        counted_in=HOURS,
        due=until(done.session, hours, HOURS, now, now),
    )


def skip_step(done: Completion) -> dict[str, Any]:
    """A step is not done; those that waited for it begin, and its unit is told why."""
    row, key = response_row(done.session, done.key), int(done.answers["skip_step"])
    step = next((one for one in steps_in(done.session, row.key) if one.key == key), None)
    _hold([step], done)
    one_at_a_time(done.session, f"response:{row.key}")
    if step is None or not _let_go(done, step, SKIPPED, done.answers["skip_reason"]):
        raise StalePage(
            "Bước này đã kết thúc. Mở lại trang để xem.", "This step has ended. Open the page again."
        )
    _begin(done, row)
    reason = done.answers["skip_reason"]
    text = {
        "vi": f"bỏ qua bước “{step.words['vi']}”: {reason}",
        "en": f"has skipped the step “{step.words['en']}”: {reason}",
    }
    _tell(done, row, [step.done_by, group(step.unit, HEAD)], text, "skipped")
    return {"closed": False}


def close_response(done: Completion) -> dict[str, Any]:
    """The incident is over. What has not ended is dropped with the reason, and all who had a step are told."""
    row, said = response_row(done.session, done.key), done.answers
    _hold([one for one in steps_in(done.session, row.key) if one.state in GOING_ON], done)
    one_at_a_time(done.session, f"response:{row.key}")
    steps = steps_in(done.session, row.key)
    for one in steps:
        if one.state in GOING_ON:
            _let_go(done, one, DROPPED, (said.get("left_reason") or "").strip())
    _change(
        done,
        state="closed",
        outcome=said["outcome"],
        conclusion=said["conclusion"],
        lessons=(said.get("lessons") or "").strip() or None,
        closed_at=done.now,
        closed_office=dict(done.actor.office),
    )
    close_parties(done.session, row.key)
    words = OUTCOMES[said["outcome"]]
    text = {
        "vi": f"đã đóng sự cố, “{words['vi'].lower()}”: {said['conclusion']}",
        "en": f"has closed the incident, “{words['en'].lower()}”: {said['conclusion']}",
    }
    _tell(done, row, [row.in_charge, group(row.unit, HEAD), *(one.done_by for one in steps)], text, "closed")
    return {"closed": True}


def _hold(steps: Sequence[Any], done: Completion) -> None:
    """The cases of the steps are taken before their rows: whoever is at one of them now goes first."""
    for key in sorted(one.instance_key for one in steps if one is not None and one.instance_key):
        hold_instance(done.session, key)


def _let_go(done: Completion, step: Any, state: str, reason: str) -> bool:
    """End a step without its being done; its task goes. False where it has ended already."""
    kept = {
        "state": state,
        "ended_at": done.now,
        "ended_office": dict(done.actor.office),
        "reason": reason or None,
    }
    ended = change_step(done.session, step.key, GOING_ON, **kept)
    if ended is None:
        return False
    waiting = sa.select(task.c.key).where(task.c.instance_key == ended.instance_key, OPEN_TASK)
    for key in done.session.scalars(waiting).all() if ended.instance_key else ():
        complete_task(done.session, done.host, key, {}, actor=str(done.viewer.staff_key), now=done.now)
    return True


def _begin(done: Completion, row: Any) -> None:
    """The steps whose turn has come begin by this act, not by the fan-out of another step."""
    for step in begin_ready(done.session, row, f"task:{done.facts.row.key}", done.now):
        start_matter(
            done.session,
            done.host,
            STEP_PROCESS,
            Subject(STEP, step.key),
            step_variables(step),
            unit=step.unit,
            actor=str(done.viewer.staff_key),
            now=done.now,
        )


def _change(done: Completion, **values: Any) -> None:
    done.session.execute(sa.update(response).where(response.c.key == done.key).values(**values))


def _tell(done: Completion, row: Any, recipients: Sequence[str], text: Mapping[str, str], what: str) -> None:
    once = f"{done.facts.row.token}:{what}"
    tell(done.session, row, recipients, text, once=once, unit_name=row.unit_name, now=done.now)
