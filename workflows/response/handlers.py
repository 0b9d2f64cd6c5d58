"""What completing a task of a response does: a unit confirms its step and does it, whoever is in charge leads."""

from collections.abc import Callable, Mapping
from typing import Any

from database.rivals import one_at_a_time
from workflows.completion import Check, Completion, Handler
from workflows.direction.words import OUTCOMES
from workflows.errors import StalePage
from workflows.issues.words import short
from workflows.response.leading import add_step, check_leading, close_response, skip_step
from workflows.response.linking import link_issue
from workflows.response.rows import GOING_ON, OPEN, change_step, response_of_step, response_row, steps_in
from workflows.response.stages import begin_ready
from workflows.response.telling import tell

CONFIRM, CARRY_OUT, LEAD = "confirm_response_step", "carry_out_response_step", "lead_response"


def confirm(done: Completion) -> dict[str, Any]:
    """A unit has its step; a note of it goes to whoever is in charge."""
    row, step = response_of_step(done.session, done.key)
    note = (done.answers.get("note") or "").strip()
    kept = {"confirmed_at": done.now, "confirmed_office": dict(done.actor.office), "note": note or None}
    if change_step(done.session, step.key, [OPEN], **kept) is None:
        raise _ended_meanwhile()
    if note:
        text = {"vi": f"đã nhận việc: {short(note)}", "en": f"has its work: {short(note)}"}
        _tell_lead(done, row, step, text, "confirmed")
    return {}


def carry_out(done: Completion) -> dict[str, Any]:
    """A unit says what came of its step; the steps that waited for it begin."""
    row, step = response_of_step(done.session, done.key)
    one_at_a_time(done.session, f"response:{row.key}")
    row = response_row(done.session, row.key)
    ended = change_step(
        done.session,
        step.key,
        [OPEN],
        state="done",
        outcome=done.answers["outcome"],
        result=done.answers["text"],
        ended_at=done.now,
        ended_office=dict(done.actor.office),
    )
    if ended is None:
        raise _ended_meanwhile()
    wave = f"task:{done.facts.row.key}"
    begin_ready(done.session, row, wave, done.now)
    words, news = OUTCOMES[ended.outcome], short(ended.result)
    text = {"vi": f"báo “{words['vi'].lower()}”: {news}", "en": f"reports “{words['en'].lower()}”: {news}"}
    _tell_lead(done, row, step, text, "done")
    left = any(one.state in GOING_ON for one in steps_in(done.session, row.key))
    if row.state == "running" and not left:
        _tell_lead(done, row, step, _ALL_DONE, "all")
    return {"wave": wave}


_ALL_DONE = {
    "vi": "làm xong bước cuối: mọi bước đã kết thúc, cần kết luận và đóng sự cố.",
    "en": "has done the last step: all have ended, conclude and close the incident.",
}


def lead(done: Completion) -> dict[str, Any]:
    """Whoever is in charge adds a step, skips one, links the incident to an issue, or closes it."""
    return _DECIDED[done.answers["decision"]](done)


_DECIDED: Mapping[str, Callable[[Completion], dict[str, Any]]] = {
    "add": add_step,
    "skip": skip_step,
    "link": link_issue,
    "close": close_response,
}


def _tell_lead(done: Completion, row: Any, step: Any, text: Mapping[str, str], what: str) -> None:
    tell(
        done.session,
        row,
        [row.in_charge],
        text,
        once=f"{done.facts.row.token}:{what}",
        unit_name=step.unit_name,
        now=done.now,
    )


def _ended_meanwhile() -> StalePage:
    return StalePage(
        "Bước này đã được bỏ qua hoặc sự cố đã đóng. Mở lại trang sự cố để xem.",
        "This step was skipped, or the incident is closed. Open the page of the incident again.",
    )


HANDLERS: Mapping[str, Handler] = {CONFIRM: confirm, CARRY_OUT: carry_out, LEAD: lead}
CHECKS: Mapping[str, Check] = {LEAD: check_leading}
