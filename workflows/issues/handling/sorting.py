"""Sorting an issue out: the unit in charge handles it, gives it to an agency, sends it up, joins it, or closes it."""

from collections.abc import Callable, Mapping
from typing import Any

from database.session import Session
from organisation.days import local_day
from organisation.roles import RECEIVER, group
from organisation.succession import above_or_heir
from organisation.units import Unit, unit_by_handle, unit_by_key
from periods.dated import Dated
from workflows.completion import Completion
from workflows.delivery.sending import tell_closed, tell_joined
from workflows.errors import Refused
from workflows.issues.begin import KIND, triage_by, triage_dates
from workflows.issues.charge import hand_over
from workflows.issues.clocks import clock_for
from workflows.issues.handling.steps import (
    WORK,
    charge_of,
    clock_from,
    dates_of_work,
    desk_and_head,
    issue_of,
    named_of,
    raised_by,
    told_of,
    why_of,
)
from workflows.issues.merging import merge_issues
from workflows.issues.record import Change, Why, change_issue, move_issue
from workflows.issues.states import UNRESOLVED, VERIFYING
from workflows.issues.taxonomy import field_of
from workflows.issues.words import short
from workflows.subject import Subject
from workflows.verification.ask import ask_verification


def sort_out(done: Completion) -> dict[str, Any]:
    """The receiving desk says what the issue is about, and what happens with it."""
    row = classify(done, issue_of(done))
    return _WAYS[done.answers["decision"]](done, row)


def classify(done: Completion, row: Any) -> Any:
    """Keep the category, the urgency and the programmes that were chosen; its due date follows them."""
    said = {
        "category": done.answers["category"],
        "field": field_of(done.answers["category"]),
        "urgency": done.answers["urgency"],
        "programmes": sorted(done.answers.get("programmes") or []),
    }
    changed = {name: value for name, value in said.items() if getattr(row, name) != value}
    if not changed:
        return row
    dates = _due_anew(done, row, said) if {"field", "urgency"} & changed.keys() else {}
    if dates:
        changed["due_at"] = dates["answer"].at
    was = ", ".join([row.category, row.urgency, *row.programmes])
    became = ", ".join([said["category"], said["urgency"], *said["programmes"]])
    return change_issue(done.session, row, Change("classified", was, became, changed, dates), why_of(done))


def _due_anew(done: Completion, row: Any, said: Mapping[str, Any]) -> Mapping[str, Dated]:
    """The date that its new field and urgency give it, counted from the same moment as before; by step."""
    level = charge_of(done.session, row).level
    clock = clock_for(done.session, field=said["field"], urgency=said["urgency"], level=level, now=done.now)
    return {"answer": clock.until("answer", clock_from(done.session, row))} if clock else {}


def _here(done: Completion, row: Any) -> dict[str, Any]:
    """The unit in charge verifies and handles it itself."""
    charge = charge_of(done.session, row)
    row, variables = give_work(done.session, row, charge, why_of(done), reviewer=charge.handle)
    done.tell("matter_assigned", desk_and_head(done, charge.handle), told_of(done.session, row))
    return variables


def _agency(done: Completion, row: Any) -> dict[str, Any]:
    """An agency beside the unit handles it; the unit's head reviews the answer before it leaves."""
    before, agency = charge_of(done.session, row), unit_by_handle(done.session, done.answers["agency"])
    row = hand_over(done.session, row, agency, why_of(done))
    row, variables = give_work(done.session, row, agency, why_of(done), reviewer=before.handle)
    done.tell("matter_assigned", desk_and_head(done, agency.handle), told_of(done.session, row))
    return variables


def _up(done: Completion, row: Any) -> dict[str, Any]:
    """The unit above, or the heir of a closed one, takes charge of it and sorts it out anew."""
    above = above_or_heir(done.session, row.charge_unit_key, local_day(done.now))
    if above is None:
        raise Refused(
            "Đơn vị này không có cấp trên để chuyển lên. Chọn hướng xử lý khác.",
            "There is no unit above this one. Choose another way.",
        )
    why = why_of(done, reason=done.answers["up_reason"])
    row, variables = sort_anew(done.session, row, above, why)
    done.tell("matter_assigned", [group(above.handle, RECEIVER)], told_of(done.session, row))
    return variables


def sort_anew(session: Session, row: Any, unit: Unit, why: Why) -> tuple[Any, dict[str, Any]]:
    """Another unit of the line has it from now on, and sorts it out anew.

    Returns how the issue stands afterwards, and the variables of its process.
    """
    dates = triage_dates(session, row, unit.level, why.at)
    row = hand_over(session, row, unit, why, dates)
    return row, {
        "route": "up",
        "charge": unit.handle,
        "due": row.due_at.isoformat() if row.due_at else None,
        "triage_by": triage_by(dates),
    }


def _joint(done: Completion, row: Any) -> dict[str, Any]:
    """The unit in charge leads a joint verification; with its conclusion the issue is handled and answered."""
    charge = charge_of(done.session, row)
    why = why_of(done, reason=done.answers["question"])
    row, variables = give_work(done.session, row, charge, why, reviewer=charge.handle)
    asked = ask_verification(
        done.session,
        title=short(row.summary),
        question=done.answers["question"],
        lead=charge.handle,
        requester=unit_by_key(done.session, row.raised_unit_key).handle,
        office=done.actor.office,
        now=done.now,
        urgency=row.urgency,
        cause=Subject(KIND, row.key),
    )
    given = {
        "route": "joint",
        "stage": "handle",
        "verification": asked.key,
        "convene_by": asked.due.isoformat(),
    }
    return {**variables, **given}


def _duplicate(done: Completion, row: Any) -> dict[str, Any]:
    """It is an issue that the register has already: it joins that one."""
    into = merge_issues(
        done.session,
        row.key,
        int(done.answers["duplicate_of"]),
        why_of(done, reason=done.answers["duplicate_reason"]),
    )
    tell_joined(done.session, done.host, row.key, into, actor=str(done.viewer.staff_key), now=done.now)
    text = {
        "vi": f"đã gộp vào vấn đề {into.number}/{into.year}",
        "en": f"was merged into issue {into.number}/{into.year}",
    }
    done.tell("matter_told", raised_by(done, row), named_of(done.session, row) | {"text": text})
    return {"route": "duplicate"}


def _none(done: Completion, row: Any) -> dict[str, Any]:
    """It is not to be handled: closed with a reason and evidence, and whoever raised it is told."""
    why = why_of(
        done,
        reason=done.answers["reason"],
        evidence=done.answers["evidence"],
        code=done.answers["reason_code"],
    )
    row = move_issue(done.session, row, UNRESOLVED, why)
    tell_closed(done.session, done.host, row, actor=str(done.viewer.staff_key), now=done.now)
    text = {
        "vi": f"kết thúc, không xử lý: {done.answers['reason']}",
        "en": f"was closed without being handled: {done.answers['reason']}",
    }
    done.tell("matter_told", raised_by(done, row), named_of(done.session, row) | {"text": text})
    return {"route": "none"}


_WAYS: Mapping[str, Callable[[Completion, Any], dict[str, Any]]] = {
    "here": _here,
    "agency": _agency,
    "up": _up,
    "joint": _joint,
    "duplicate": _duplicate,
    "none": _none,
}


def give_work(
    session: Session, row: Any, charge: Unit, why: Why, *, reviewer: str
) -> tuple[Any, dict[str, Any]]:
    """A unit verifies and handles it; the head of the `reviewer` looks at the answer before it leaves.

    Returns how the issue stands afterwards, and the variables of its process.
    """
    dates = dates_of_work(session, row, why.at)
    row = move_issue(session, row, VERIFYING, why, dates=dates)
    return row, {
        "route": "work",
        "stage": "verify",
        "charge": charge.handle,
        "reviewer": reviewer,
        "due": row.due_at.isoformat() if row.due_at else None,
        **{f"{step}_by": dates[step].at.isoformat() if dates else None for step in WORK},
    }
