"""What completing a task of a sitting does: it is prepared, held or not, and concluded."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from database.session import Session
from forms.check import Problem
from organisation.days import local_day
from organisation.roles import HEAD, group
from organisation.units import unit_by_key
from workflows.completion import Check, Completion, Handler
from workflows.deadlines import ZONE
from workflows.open_task import TaskFacts
from workflows.reception.deciding import give_named, to_confirm, undecided
from workflows.reception.opening import open_sitting, require_free, taken_words
from workflows.reception.record import change_reception, note_happened, reception_row
from workflows.reception.rows import lines_of
from workflows.reception.rules import close_by
from workflows.reception.tables import reception_issue
from workflows.reception.words import reception_title
from workflows.register import next_document_number
from workflows.set_days import day_words, furthest


def prepare(done: Completion) -> dict[str, Any]:
    """Who will receive, and what is to be at hand."""
    said = done.answers
    values = {**_holder(said), "note": said.get("note") or ""}
    change_reception(done.session, done.key, **values)
    note_happened(done.session, done.key, "prepared", done.now, actor=done.actor, text=values["note"])
    return {}


def hold(done: Completion) -> dict[str, Any]:
    """It was held, and waits for its conclusion; or it was not, with the reason, and perhaps is made up for."""
    row = reception_row(done.session, done.key)
    return _held(done, row) if done.answers["outcome"] == "held" else _cancelled(done, row)


def _held(done: Completion, row: Any) -> dict[str, Any]:
    said, until = done.answers, close_by(done.session, done.now)
    change_reception(
        done.session,
        row.key,
        state="held",
        held_at=done.now,
        visitors=int(said["visitors"]),
        groups=int(said["groups"]),
        dates={**row.dates, "close": until.to_json()},
        due_at=until.at,
        **_holder(said),
    )
    note_happened(
        done.session, row.key, "held", done.now, actor=done.actor, text=said.get("holder_reason") or ""
    )
    facts = {**_named(row), "due": until.at.isoformat()}
    done.tell("matter_waiting", [group(row.handle, HEAD)], facts)
    return {"outcome": "held", "close_by": until.at.isoformat()}


def _cancelled(done: Completion, row: Any) -> dict[str, Any]:
    reason, day = done.answers["reason"], done.answers.get("make_up_on")
    change_reception(done.session, row.key, state="cancelled", cancelled_at=done.now, cancelled_reason=reason)
    note_happened(done.session, row.key, "cancelled", done.now, actor=done.actor, text=reason)
    text = {"vi": f"không diễn ra: {reason}", "en": f"was not held: {reason}"}
    done.tell("matter_told", [group(row.handle, HEAD)], {**_named(row), "text": text})
    if day:
        unit, made_up_on = unit_by_key(done.session, row.unit_key), date.fromisoformat(day)
        require_free(done.session, unit, made_up_on, done.now)
        open_sitting(
            done.session,
            done.host,
            unit,
            made_up_on,
            actor=done.actor,
            reason=reason,
            makes_up=row.makes_up or row.key,  # the one that the law prescribes, however often it is put off
            now=done.now,
        )
    return {"outcome": "cancelled"}


def close(done: Completion) -> dict[str, Any]:
    """The head concludes it: what he named becomes directions, and the notice gets its number."""
    row = reception_row(done.session, done.key)
    for line in to_confirm(done.session, row.key):
        give_named(done.session, done.host, done.viewer, row, line, now=done.now)
    year = done.now.astimezone(ZONE).year
    conclusion = done.answers.get("conclusion") or ""
    change_reception(
        done.session,
        row.key,
        state="closed",
        closed_at=done.now,
        closed_office=dict(done.actor.office),
        conclusion=conclusion,
        document_year=year,
        document_number=next_document_number(done.session, row.unit_key, year),
    )
    note_happened(done.session, row.key, "closed", done.now, actor=done.actor, text=conclusion)
    return {}


def _holder(said: Mapping[str, Any]) -> dict[str, str]:
    deputy = said["holder"] == "deputy"
    return {"holder": said["holder"], "holder_reason": (said.get("holder_reason") or "") if deputy else ""}


def _named(row: Any) -> dict[str, Any]:
    return {"title": reception_title(row), "unit": row.unit_name}


def check_hold(
    session: Session, facts: TaskFacts, answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """A day that has not come was not held, and one at which issues were taken down was. A day to make up is free."""
    if facts.subject is None:
        return ()
    row = reception_row(session, facts.subject.key)
    if answers["outcome"] == "held":
        return _held_problems(row, answers, now)
    if lines_of(session, reception_issue.c.reception_key == row.key, limit=1):
        return _problem("outcome", _WAS_HELD)
    day = answers.get("make_up_on")
    return _day_problems(session, row, date.fromisoformat(day), now) if day else ()


def _held_problems(row: Any, answers: Mapping[str, Any], now: datetime) -> Sequence[Problem]:
    if row.meets_on > local_day(now):
        return _problem("outcome", _not_yet(row))
    return _problem("groups", _TOO_MANY) if int(answers["groups"]) > int(answers["visitors"]) else ()


def _day_problems(session: Session, row: Any, day: date, now: datetime) -> Sequence[Problem]:
    unit = unit_by_key(session, row.unit_key)
    words = day_words(day, after=local_day(now), last=furthest(now)) or taken_words(session, unit, day, now)
    return _problem("make_up_on", words) if words else ()


def check_close(
    session: Session, facts: TaskFacts, _answers: Mapping[str, Any], now: datetime
) -> Sequence[Problem]:
    """No sitting is concluded as long as an issue has no owner and no date, or one that has passed already."""
    if facts.subject is None:
        return ()
    left = undecided(session, facts.subject.key)
    passed = [line for line in to_confirm(session, facts.subject.key) if line.late(now)]
    if not left and not passed:
        return ()
    numbers = ", ".join(f"{line.row.number}/{line.row.year}" for line in (*left, *passed))
    words = {
        "vi": f"Chưa kết luận được: vấn đề {numbers} chưa có nơi làm và hạn còn kịp. "
        "Mở trang của buổi tiếp để quyết.",
        "en": f"It cannot be concluded: issue {numbers} has nobody to do it, or no date that is still to come. "
        "Open the page of the sitting and decide.",
    }
    return _problem("conclusion", words)


def _problem(path: str, words: Mapping[str, str]) -> Sequence[Problem]:
    return (Problem(path, dict(words), dict(words)),)


def _not_yet(row: Any) -> Mapping[str, str]:
    day = f"{row.meets_on:%d/%m/%Y}"
    return {
        "vi": f"Ngày tiếp là {day}, chưa đến. Đến ngày ấy mới ghi đã tiếp.",
        "en": f"The sitting is on {day}, which is still to come. Say then that it was held.",
    }


_WAS_HELD = {
    "vi": "Buổi này đã ghi vấn đề được nêu, nên không thể là không tiếp.",
    "en": "Issues were taken down at this sitting, so it cannot be one that was not held.",
}

_TOO_MANY = {
    "vi": "Số đoàn không thể nhiều hơn số lượt người đến: sửa một trong hai số.",
    "en": "There cannot be more groups than visits: change one of the two numbers.",
}

HANDLERS: Mapping[str, Handler] = {
    "prepare_reception": prepare,
    "hold_reception": hold,
    "close_reception": close,
}
CHECKS: Mapping[str, Check] = {"hold_reception": check_hold, "close_reception": check_close}
